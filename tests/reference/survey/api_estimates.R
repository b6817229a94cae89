# Made api_estimates.csv in this folder: R 4.2.2, survey 4.1-1, on the package's own data apistrat and apiclus1.
# Run in this folder:  Rscript api_estimates.R
suppressMessages(library(survey)); data(api); options(digits = 17, survey.lonely.psu = "adjust")
est <- function(s, what) data.frame(what = what, name = names(coef(s)), est = as.numeric(coef(s)), se = as.numeric(SE(s)))
designs <- list(
  strat_fpc = svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc),
  strat = svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat),
  clus1_fpc = svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc),
  clus1 = svydesign(id = ~dnum, weights = ~pw, data = apiclus1))
out <- list()
for (name in names(designs)) { design <- designs[[name]]
  for (v in c("api00", "enroll")) { f <- as.formula(paste0("~", v))
    g <- svymean(f, design, deff = TRUE); r <- svymean(f, design, deff = "replace")
    out[[length(out) + 1]] <- cbind(design = name, rbind(est(svymean(f, design), "mean"), est(svytotal(f, design), "total"),
      data.frame(what = c("deff", "deff_replace"), name = v, est = c(deff(g), deff(r)), se = NA))) }
  r <- svyratio(~api.stu, ~enroll, design)
  out[[length(out) + 1]] <- cbind(design = name, data.frame(what = "ratio", name = "api.stu/enroll", est = as.numeric(coef(r)), se = as.numeric(SE(r))))
}
write.csv(do.call(rbind, out), "api_estimates.csv", row.names = FALSE)
