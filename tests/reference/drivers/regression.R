# Made regression.csv in this folder: R 4.2.2, survey 4.1-1. Data: ../survey/designed_data.csv (made by designed.R there).
# Run in this folder:  Rscript regression.R
suppressMessages(library(survey)); options(digits = 17, survey.lonely.psu = "adjust")
d <- read.csv("../survey/designed_data.csv")
designs <- list(plain = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, data = d),
                finite = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, fpc = ~population, data = d),
                people = svydesign(id = ~1, strata = ~stratum, weights = ~weight, data = d))
rows <- list()
for (name in names(designs)) {
  answered <- subset(designs[[name]], !is.na(q1) & !is.na(q2) & !is.na(q3))
  fit <- svyglm(q3 ~ q1 + q2, answered)
  e <- residuals(fit, "response"); y <- answered$variables$q3; w <- weights(answered)
  r2 <- 1 - sum(w * e^2) / sum(w * (y - weighted.mean(y, w))^2)
  rows[[name]] <- data.frame(design = name, item = c("q1", "q2"), coefficient = as.numeric(coef(fit)[-1]),
                             se = as.numeric(SE(fit)[-1]), r2 = r2, n = length(y))
}
write.csv(do.call(rbind, rows), "regression.csv", row.names = FALSE)
