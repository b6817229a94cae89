# Lines through rounds in base R: Rscript trend.R, beside this file.
# R 4.2: generalised least squares written out, Paule and Mandel's variance and its Q-profile interval by uniroot,
# Hartung and Knapp's covariance; glm(family = quasibinomial); oneway.test; chisq.test; prop.trend.test.
out <- function(rows, file) write.csv(rows, file, row.names = FALSE, quote = FALSE)
long <- function(case, name, values) data.frame(case = case, name = name, at = seq_along(values), value = format(values, digits = 15, trim = TRUE))

# scores
q <- function(tau2, y, V, X) { S <- solve(V + tau2 * diag(length(y))); b <- solve(t(X) %*% S %*% X, t(X) %*% S %*% y); r <- y - X %*% b; drop(t(r) %*% S %*% r) }
cross <- function(wanted, y, V, X) if (q(0, y, V, X) <= wanted) 0 else uniroot(function(t2) q(t2, y, V, X) - wanted, c(0, 1000), tol = 1e-13)$root
line <- function(case, y, V, X) {
  left <- length(y) - ncol(X)
  tau2 <- cross(left, y, V, X); S <- solve(V + tau2 * diag(length(y))); C <- solve(t(X) %*% S %*% X)
  A <- C %*% t(X) %*% S; b <- A %*% y; Q <- q(tau2, y, V, X)
  rbind(long(case, "coefficient", drop(b)), long(case, "tau2", tau2), long(case, "tau2_low", cross(qchisq(.975, left), y, V, X)),
    long(case, "tau2_high", cross(qchisq(.025, left), y, V, X)), long(case, "around", sqrt(diag(C) * Q / left)),
    long(case, "sampled", sqrt(diag(A %*% V %*% t(A)))), long(case, "departure", pchisq(q(0, y, V, X), left, lower.tail = FALSE)))
}
y <- c(78.1, 81.6, 79.9, 83.2, 82.0, 84.9, 82.7, 86.1)
se <- c(.7, .8, .6, .75, .9, .7, .65, .8)
V <- diag(se^2)
for (i in 1:7) V[i, i + 1] <- V[i + 1, i] <- .4 * se[i] * se[i + 1]
X <- cbind(1, 1:8 - 4.5)
half <- cbind(X, rep(c(1, -1), 4))
calm <- c(78.1, 79.6, 81.9, 83.2)
out(rbind(line("independent", y, diag(se^2), X), line("overlap", y, V, X), line("season", y, V, half),
  line("calm", calm, diag(rep(.49, 4)), cbind(1, 1:4 - 2.5))), "trend_lines.csv")

# counts: the satisfied of the rated of 20 quarters
set.seed(6)
quarter <- rep(1:4, 5); t <- 1:20
total <- round(runif(20, 250, 450)); count <- rbinom(20, total, plogis(1.6 + .02 * t + c(.3, 0, -.2, -.1)[quarter] + rnorm(20, 0, .15)))
out(data.frame(round = sprintf("%dQ%d", 2021 + (t - 1) %/% 4, quarter), quarter, count, total), "trend_counts.csv")
fit <- function(case, count, total, X) {
  g <- glm(cbind(count, total - count) ~ X - 1, family = quasibinomial, control = glm.control(epsilon = 1e-14, maxit = 100))
  s <- summary(g)
  rbind(long(case, "coefficient", unname(coef(g))), long(case, "around", unname(sqrt(diag(vcov(g))))), long(case, "dispersion", s$dispersion),
    long(case, "fitted", unname(fitted(g))), long(case, "p", s$coefficients[2, 4]),
    long(case, "equal", chisq.test(rbind(count, total - count), correct = FALSE)$p.value))
}
season <- contr.sum(4)[quarter, ]
smokers <- c(83, 90, 129, 70); patients <- c(86, 93, 136, 82)
out(rbind(fit("quarters", count, total, cbind(1, t - 10.5, season)), fit("plain", count, total, cbind(1, t - 10.5)),
  fit("smokers", smokers, patients, cbind(1, 1:4 - 2.5)),
  long("smokers", "trend_statistic", unname(prop.trend.test(smokers, patients)$statistic))), "trend_shares.csv")

# Welch's test of equal means
answers <- lapply(c(80, 81, 83, 82), function(m) rnorm(12 + 3 * (m - 80), m, 4 + m - 80))
g <- rep(seq_along(answers), lengths(answers)); w <- oneway.test(unlist(answers) ~ g)
out(rbind(long("welch", "mean", sapply(answers, mean)), long("welch", "sd", sapply(answers, sd)), long("welch", "n", lengths(answers)),
  long("welch", "p", unname(w$p.value))), "trend_welch.csv")
