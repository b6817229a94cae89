# Own against official scores: the house effect, its spread, limits of agreement, the order, the line with errors in both.
# Rscript house_effect.R, in this folder. Writes house_effect_data.csv, house_effect.csv. R 4.2.2, metafor.
suppressPackageStartupMessages(library(metafor))
set.seed(611)
k <- 14
truth <- 84 + 4 * scale(rnorm(k))[, 1]
official_se <- round(runif(k, .4, 1.1), 2)
own_se <- round(runif(k, .5, 1.3), 2)
own <- round(truth + own_se * rnorm(k), 2)
official <- round(78 + .55 * (truth - 84) + .8 * rnorm(k) + official_se * rnorm(k), 2)
data <- data.frame(unit = LETTERS[1:k], own, own_se, official, official_se)
write.csv(data, "house_effect_data.csv", row.names = FALSE)

d <- own - official
v <- own_se^2 + official_se^2
plain <- rma(d, v, method = "HE", weighted = FALSE)
q <- confint(rma(d, v, method = "PM"), level = 95)$random   # the interval by Q-profile, whatever the estimator
s <- sd(d); z <- qnorm(.975); nc <- z * sqrt(k)
exact <- mean(d) + s / sqrt(k) * qt(c(.025, .975), k - 1, ncp = nc)

slope <- function(rows) {
  x <- own[rows]; y <- official[rows]
  cov(x, y) / (var(x) - mean(own_se[rows]^2))
}
b <- slope(1:k)
left <- sapply(1:k, function(i) slope(-i))
b_se <- sqrt((k - 1) / k * sum((left - mean(left))^2))

out <- c(
  mean = unname(plain$b[1]), se = plain$se, tau2 = plain$tau2, q = plain$QE, p = plain$QEp,
  tau2_low = q["tau^2", "ci.lb"], tau2_high = q["tau^2", "ci.ub"],
  lower = mean(d) - z * s, upper = mean(d) + z * s, upper_low = exact[1], upper_high = exact[2],
  kendall = cor(own, official, method = "kendall"), spearman = cor(own, official, method = "spearman"),
  slope = b, slope_se = b_se, intercept = mean(official) - b * mean(own)
)
write.csv(data.frame(what = names(out), value = sprintf("%.12g", out)), "house_effect.csv", row.names = FALSE, quote = FALSE)
