# Made the regress_*.csv files in this folder: R 4.2.2, survey 4.1-1.
# Design-based regressions on designed_data.csv: linear, logistic (run to the last digit), ordered logit and probit,
# and units adjusted for case mix. Run in this folder:  Rscript regress.R
suppressMessages(library(survey)); options(digits = 17, survey.lonely.psu = "adjust")
d <- read.csv("designed_data.csv")
d$unit <- relevel(factor(d$unit), ref = "south")
d$best <- as.numeric(d$q1 == 100)
d$level <- factor(d$q1, levels = c(55, 75, 100), ordered = TRUE)
designs <- list(plain = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, data = d),
                finite = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, fpc = ~population, data = d),
                people = svydesign(id = ~1, strata = ~stratum, weights = ~weight, data = d))
save <- function(coef, V, df, name) {
  terms <- rownames(V); colnames(V) <- terms
  write.csv(data.frame(term = terms, est = as.numeric(coef), se = sqrt(diag(V)), df = df), paste0("regress_", name, "_coef.csv"), row.names = FALSE)
  write.csv(cbind(row = terms, as.data.frame(V)), paste0("regress_", name, "_cov.csv"), row.names = FALSE)
}
for (name in names(designs)) {
  design <- designs[[name]]
  m <- svyglm(q3 ~ q1 + q2 + unit, design); save(coef(m), vcov(m), m$df.residual, paste0("linear_", name))
  # fitted again from its own solution, so that the weights in the covariance are those of the solution
  m <- svyglm(best ~ q2 + unit, design, family = quasibinomial(), control = list(epsilon = 1e-14, maxit = 100))
  for (again in 1:2) m <- svyglm(best ~ q2 + unit, design, family = quasibinomial(), start = coef(m), control = list(epsilon = 1e-14, maxit = 100))
  save(coef(m), vcov(m), m$df.residual, paste0("logit_", name))
  for (method in c("logistic", "probit")) {
    m <- svyolr(level ~ q2 + unit, design, method = method, control = list(reltol = 1e-15, maxit = 1000, ndeps = rep(1e-5, 5)))
    save(c(m$coefficients, m$zeta), vcov(m), if (is.null(m$df.residual)) NA else m$df.residual, paste0(method, "_", name))
  }
  # case mix: units as fixed effects, predicted at the overall mix (held fixed); and the predictive margins
  full <- subset(design, !is.na(q1) & !is.na(q3))
  m <- svyglm(q1 ~ 0 + unit + q2 + q3, full)
  mix <- coef(svymean(~q2 + q3, full)); units <- c("south", "north", "east")
  L <- t(sapply(units, function(u) { a <- setNames(rep(0, length(coef(m))), names(coef(m))); a[paste0("unit", u)] <- 1; a[c("q2", "q3")] <- mix; a }))
  V <- L %*% vcov(m) %*% t(L); rownames(V) <- units
  save(L %*% coef(m), V, NA, paste0("adjusted_fixed_", name))
  p <- svypredmeans(svyglm(q1 ~ q2 + q3, full), ~unit)
  P <- as.matrix(vcov(p)); rownames(P) <- names(coef(p)); save(coef(p), P, NA, paste0("margins_", name))
}
