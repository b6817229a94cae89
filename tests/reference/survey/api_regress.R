# Made svyglm_*.csv, svyolr_*.csv and CR2_satt_apiclus1_wls.csv in this folder: R 4.2.2, survey 4.1-1, clubSandwich 0.5.8,
# on the survey package's own data. Run in this folder:  Rscript api_regress.R
suppressMessages({library(survey); library(clubSandwich)}); data(api); options(digits = 17, survey.lonely.psu = "adjust")
w <- function(x, f) write.csv(x, f, row.names = FALSE)
D <- list(strat_fpc = svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc),
          strat = svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat),
          clus1_fpc = svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc),
          clus1 = svydesign(id = ~dnum, weights = ~pw, data = apiclus1))
sv <- function(m, nm) {
  cf <- summary(m)$coefficients; V <- vcov(m)
  w(data.frame(term = rownames(cf), est = cf[, 1], se = cf[, 2], t = cf[, 3], p = cf[, 4]), paste0(nm, "_coef.csv"))
  w(cbind(row = rownames(V), as.data.frame(as.matrix(V))), paste0(nm, "_vcov.csv"))
}
for (n in names(D)) sv(svyglm(api00 ~ ell + meals + mobility, D[[n]]), paste0("svyglm_gauss_", n))
for (n in c("strat_fpc", "clus1_fpc", "clus1"))
  sv(svyglm(I(sch.wide == "Yes") ~ ell + meals + mobility, D[[n]], family = quasibinomial()), paste0("svyglm_logit_", n))
for (n in c("strat", "clus1")) for (method in c("logistic", "probit")) {
  dd <- update(D[[paste0(n, "_fpc")]], mealcat = cut(meals, c(-1, 25, 50, 75, 101), labels = 1:4, ordered_result = TRUE))
  m <- svyolr(mealcat ~ avg.ed + mobility + stype, dd, method = method); V <- vcov(m)
  nm <- paste0("svyolr_", if (method == "probit") "probit_" else "", n, "_fpc")
  w(data.frame(term = rownames(V), est = c(m$coefficients, m$zeta), se = sqrt(diag(V))), paste0(nm, "_coef.csv"))
  w(cbind(row = rownames(V), as.data.frame(V)), paste0(nm, "_vcov.csv"))
}
mw <- lm(api00 ~ ell + meals + mobility, apiclus1, weights = pw)
w(as.data.frame(coef_test(mw, vcov = "CR2", cluster = apiclus1$dnum, test = "Satterthwaite")), "CR2_satt_apiclus1_wls.csv")
