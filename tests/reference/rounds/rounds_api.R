# Made api_rounds_*.csv in this folder: R 4.2.2, survey 4.1-1, on the package's own data apiclus1 and apistrat:
# api99 and api00 of the same schools as two rounds, one row a school and round.
# Run in this folder:  Rscript rounds_api.R
suppressMessages(library(survey)); data(api); options(digits = 17, survey.lonely.psu = "adjust")
stacked <- function(data, keep99 = TRUE, keep00 = TRUE) {
  a <- transform(data[keep99, ], round = "1999", y = api99)
  b <- transform(data[keep00, ], round = "2000", y = api00)
  rbind(a, b)
}
est <- function(s, what, name) data.frame(what = what, name = name, est = as.numeric(coef(s)), se = as.numeric(SE(s)))
save <- function(x, file) write.csv(x, file, row.names = FALSE)
whole <- function(design) {  # both means and the change of the whole
  m <- svyby(~y, ~round, design, svymean, covmat = TRUE)
  rbind(est(m, "mean", c("1999", "2000")), est(svycontrast(m, c(-1, 1)), "change", "all"))
}
kinds <- function(design, file) {  # means by type and round, their changes, all covariances, and differences of changes
  m <- svyby(~y, ~round + stype, design, svymean, covmat = TRUE)
  types <- c("E", "H", "M")  # rows: 1999.E 2000.E 1999.H 2000.H 1999.M 2000.M
  contrast <- list(E = c(-1, 1, 0, 0, 0, 0), H = c(0, 0, -1, 1, 0, 0), M = c(0, 0, 0, 0, -1, 1))
  moved <- svycontrast(m, contrast)
  did <- svycontrast(m, list(`E-H` = contrast$E - contrast$H, `E-M` = contrast$E - contrast$M, `H-M` = contrast$H - contrast$M))
  save(as.data.frame(vcov(m)), sub("KIND", "cov", file))
  save(as.data.frame(unclass(vcov(moved))), sub("KIND", "change_cov", file))
  rbind(est(m, "mean", paste(rep(types, each = 2), c("1999", "2000"))), est(moved, "change", types), est(did, "did", names(coef(did))))
}
first <- apiclus1; strat <- apistrat
# deterministic dropping: every fourth district is not in the first round, every fifth not in the second
districts <- sort(unique(first$dnum)); lost99 <- districts[seq(4, length(districts), 4)]; lost00 <- districts[seq(5, length(districts), 5)]
schools <- order(strat$snum); out99 <- rep(FALSE, nrow(strat)); out00 <- out99
out99[schools[seq(3, nrow(strat), 3)]] <- TRUE; out00[schools[seq(4, nrow(strat), 4)]] <- TRUE
data <- list(
  clus1 = stacked(first), partial = stacked(first, !first$dnum %in% lost99, !first$dnum %in% lost00),
  strat = stacked(strat), panel = stacked(strat, !out99, !out00))
out <- list()
for (name in names(data)) {
  districtwise <- name %in% c("clus1", "partial")
  id <- if (districtwise) ~dnum else ~snum; strata <- if (districtwise) NULL else ~stype
  for (fpc in c(TRUE, FALSE)) {
    design <- svydesign(id = id, strata = strata, weights = ~pw, data = data[[name]], fpc = if (fpc) ~fpc else NULL)
    key <- paste0(name, if (fpc) "_fpc" else "")
    out[[key]] <- cbind(design = key, rbind(whole(design), kinds(design, paste0("api_rounds_KIND_", key, ".csv"))))
  }
}
save(do.call(rbind, out), "api_rounds.csv")
