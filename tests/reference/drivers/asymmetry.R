# Made asymmetry.csv and asymmetry_cov.csv in this folder: R 4.2.2, survey 4.1-1. Data: ../survey/designed_data.csv (made by
# designed.R there). Penalty-reward contrasts of q1 and q2 for q3. Run in this folder:  Rscript asymmetry.R
suppressMessages(library(survey)); options(digits = 17, survey.lonely.psu = "adjust")
d <- read.csv("../survey/designed_data.csv")
for (item in c("q1", "q2")) {
  d[[paste0(item, "_bad")]] <- as.numeric(d[[item]] == 55)
  d[[paste0(item, "_good")]] <- as.numeric(d[[item]] == 100)
}
designs <- list(plain = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, data = d),
                finite = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, fpc = ~population, data = d),
                people = svydesign(id = ~1, strata = ~stratum, weights = ~weight, data = d))
rows <- list(); covs <- list()
for (name in names(designs)) {
  answered <- subset(designs[[name]], !is.na(q1) & !is.na(q2) & !is.na(q3))
  fit <- svyglm(q3 ~ q1_bad + q1_good + q2_bad + q2_good, answered)
  gap <- sapply(c("q1", "q2"), function(i) {
    of <- setNames(rep(0, 5), names(coef(fit))); of[paste0(i, c("_bad", "_good"))] <- 1
    c(sum(of * coef(fit)), sqrt(as.numeric(of %*% vcov(fit) %*% of)))
  })
  X <- model.matrix(fit)[, -1]; w <- weights(answered)
  vif <- diag(solve(cov.wt(X, w / sum(w), cor = TRUE)$cor))
  rows[[name]] <- data.frame(design = name, term = names(coef(fit)), coefficient = as.numeric(coef(fit)),
                             se = as.numeric(SE(fit)), df = fit$df.residual, n = nrow(answered$variables),
                             gap = c(NA, rep(gap[1, ], each = 2)), gap_se = c(NA, rep(gap[2, ], each = 2)), vif = c(NA, vif))
  covs[[name]] <- cbind(design = name, row = rownames(vcov(fit)), as.data.frame(as.matrix(vcov(fit))))
}
write.csv(do.call(rbind, rows), "asymmetry.csv", row.names = FALSE)
write.csv(do.call(rbind, covs), "asymmetry_cov.csv", row.names = FALSE)
