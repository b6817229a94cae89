# Made the api_raked_*.csv and api_replicates_*.csv files in this folder: R 4.2.2, survey 4.1-1, its own data.
# Run in this folder:  Rscript api_weighting.R
suppressMessages(library(survey)); data(api); options(digits = 17, survey.lonely.psu = "adjust")
save <- function(x, file) write.csv(x, file, row.names = FALSE)
ds <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc)
ds0 <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat)
dc1 <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc)
dc10 <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1)
type <- data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018))
wide <- data.frame(sch.wide = c("No", "Yes"), Freq = c(1072, 5122))
exact <- list(epsilon = 1e-12, maxit = 500)
fitted <- list(
  rake_clus1 = rake(dc10, list(~stype, ~sch.wide), list(type, wide), control = exact),
  calibrate_clus1 = calibrate(dc10, ~stype + sch.wide, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, sch.wideYes = 5122),
                              calfun = "raking", epsilon = 1e-13, maxit = 500),
  rake_strat = rake(ds0, list(~stype, ~sch.wide), list(type, wide), control = exact),
  calibrate_strat = calibrate(ds0, ~stype + sch.wide, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, sch.wideYes = 5122),
                              calfun = "raking", epsilon = 1e-13, maxit = 500),
  post_clus1 = postStratify(dc10, ~stype, type))
rows <- list()
for (name in names(fitted)) for (v in c("api00", "enroll")) {
  m <- svymean(as.formula(paste0("~", v)), fitted[[name]]); t <- svytotal(as.formula(paste0("~", v)), fitted[[name]])
  rows[[paste(name, v)]] <- data.frame(design = name, item = v, mean = as.numeric(coef(m)), se = as.numeric(SE(m)),
                                       total = as.numeric(coef(t)), total_se = as.numeric(SE(t)))
}
save(do.call(rbind, rows), "api_raked_est.csv")
save(data.frame(snum = apiclus1$snum, raked = weights(fitted$rake_clus1), calibrated = weights(fitted$calibrate_clus1)),
     "api_raked_clus1_weights.csv")
rep <- list(strat_jkn = as.svrepdesign(ds, type = "JKn"), clus1_jk1 = as.svrepdesign(dc1, type = "JK1"),
            clus1nofpc_jk1 = as.svrepdesign(dc10, type = "JK1"))
for (name in names(rep)) {
  b <- svyby(~api00, ~stype, rep[[name]], svymean, covmat = TRUE); V <- vcov(b); m <- svymean(~api00, rep[[name]])
  V <- as.data.frame(V); save(cbind(row = rownames(vcov(b)), V, mean = as.numeric(coef(b)), whole = as.numeric(coef(m)), whole_se = as.numeric(SE(m))),
                              paste0("api_replicates_", name, ".csv"))
}
