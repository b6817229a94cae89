# Made the api_*.csv files in this folder: R 4.2.2, survey 4.1-1, on the package's own data apistrat and apiclus1.
# Run in this folder:  Rscript api.R
suppressMessages(library(survey)); data(api); options(digits = 17, survey.lonely.psu = "adjust")
save <- function(x, file) write.csv(x, file, row.names = FALSE)
matrix_of <- function(V) { Vd <- as.data.frame(V); names(Vd) <- rownames(V); cbind(row = rownames(V), Vd) }
designs <- list(
  strat_fpc = svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc),
  strat = svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat),
  clus1_fpc = svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc),
  clus1 = svydesign(id = ~dnum, weights = ~pw, data = apiclus1))
whole <- list()
for (name in names(designs)) {
  design <- designs[[name]]
  m <- svymean(~api00 + api99, design); V <- vcov(m); ci <- confint(m, df = degf(design))
  whole[[name]] <- data.frame(design = name, item = names(coef(m)), est = as.numeric(coef(m)), se = as.numeric(SE(m)),
                              low = ci[, 1], high = ci[, 2], df = degf(design), cov = V[1, 2])
  b <- svyby(~api00 + api99, ~stype, design, svymean, covmat = TRUE)
  V <- vcov(b)
  df <- sapply(as.character(b$stype), function(s) degf(subset(design, stype == s)))
  save(data.frame(unit = rep(as.character(b$stype), 2), item = rep(c("api00", "api99"), each = nrow(b)),
                  est = c(b$api00, b$api99), se = sqrt(diag(V)), df = rep(df, 2)), paste0("api_means_", name, ".csv"))
  save(matrix_of(V), paste0("api_cov_", name, ".csv"))
}
save(do.call(rbind, whole), "api_whole.csv")
k <- svycontrast(svymean(~api99 + api00, designs$clus1), c(api99 = -1, api00 = 1))
save(data.frame(est = as.numeric(coef(k)), se = as.numeric(SE(k))), "api_change_clus1.csv")
