# How metafor.csv comes about. R 4.2.2, metafor 3.8-1: the variance between units by Paule and Mandel's moments with its
# Q-profile interval, I-squared with its own, and Cochran's Q, for published tables of scores and standard errors.
suppressMessages(library(metafor))
pisa <- read.csv("pisa2018_input.csv")
acs <- read.csv("acs_traveltime2011.csv")
cases <- list(
  science = data.frame(y = pisa$science_score, se = pisa$science_se),
  reading = na.omit(data.frame(y = pisa$reading_score, se = pisa$reading_se)),
  math = data.frame(y = pisa$math_score, se = pisa$math_se),
  travel = data.frame(y = acs$Estimate.2dec, se = acs$SE.2dec),
  # thirteen towns of which nobody can say that they differ, and three units
  alike = data.frame(y = c(80.1, 80.9, 79.6, 80.4, 81.2, 80.0, 79.9, 80.7, 80.3, 79.5, 80.8, 80.2, 80.6),
                     se = seq(0.8, 2, length.out = 13)),
  # eight towns that differ a little
  close = data.frame(y = c(80.1, 82.9, 79.6, 80.4, 83.2, 80.0, 78.1, 81.7), se = c(1.2, 1, 1.5, 0.9, 1.1, 1.3, 2, 0.8)),
  three = data.frame(y = c(88, 83, 82.5), se = c(0.8, 1, 1.5)))
rows <- list()
for (case in names(cases)) for (level in c(95, 90)) {
  control <- list(tol = 1e-12, maxiter = 1000, tau2.max = 1e6)
  fit <- rma(y, sei = se, data = cases[[case]], method = "PM", level = level, control = control)
  ends <- confint(fit, control = control)$random
  rows[[length(rows) + 1]] <- data.frame(
    case = case, level = level / 100, tau2 = fit$tau2, tau2_low = ends["tau^2", "ci.lb"],
    tau2_high = ends["tau^2", "ci.ub"], i2 = fit$I2 / 100, i2_low = ends["I^2(%)", "ci.lb"] / 100,
    i2_high = ends["I^2(%)", "ci.ub"] / 100, q = fit$QE, df = fit$k - fit$p, p = fit$QEp, mean = fit$beta[1])
}
write.csv(format(do.call(rbind, rows), digits = 15), "metafor.csv", row.names = FALSE, quote = FALSE)
