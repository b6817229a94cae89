# Made ordinal_*.csv in this folder: R 4.2.2, survey 4.1-1, MASS 7.3-58.2, ordinal 2022.11-16, VGAM 1.1-7.
# Data: ../survey/designed_data.csv (made by designed.R there), respondents with q1, q2 and q3; outcome q3 with the levels
# 55, 75, 100, terms q1 and q2. Run in this folder:  Rscript ordinal.R
suppressMessages({library(survey); library(MASS)}); options(digits = 17, survey.lonely.psu = "adjust")
keep <- function(x, f) write.csv(x, f, row.names = FALSE)
d <- read.csv("../survey/designed_data.csv"); a <- d[complete.cases(d[, c("q1", "q2", "q3")]), ]
a$level <- factor(a$q3, levels = c(55, 75, 100), ordered = TRUE)

# the latent scale: proportional odds without weights, McKelvey and Zavoina's R2, the average over both orders of
# what a term adds to the R2 of the implied covariance, and the R2 of the regressions fitted again on each subset of the terms
S <- cov.wt(a[, c("q1", "q2")], method = "ML")$cov
mz <- function(b, S, error) { v <- as.numeric(t(b) %*% S %*% b); v / (v + error) }
rows <- list()
for (link in c("logistic", "probit")) {
  error <- if (link == "logistic") pi^2 / 3 else 1
  fit <- function(f) polr(f, a, method = link, control = list(reltol = 1e-15, maxit = 1000), Hess = FALSE)
  b <- coef(fit(level ~ q1 + q2)); Sb <- S %*% b
  implied <- rbind(c(as.numeric(t(b) %*% S %*% b) + error, Sb), cbind(Sb, S)); dimnames(implied) <- rep(list(c("y", "q1", "q2")), 2)
  again <- sapply(c("q1", "q2"), function(t) mz(coef(fit(as.formula(paste("level ~", t)))), S[t, t, drop = FALSE], error))
  implied_r2 <- as.numeric(Sb^2 / diag(S) / implied[1, 1])
  lmg <- (implied_r2 + mz(b, S, error) - rev(implied_r2)) / 2
  rows[[link]] <- data.frame(link = link, term = c("q1", "q2"), slope = as.numeric(b), lmg = lmg, r2 = mz(b, S, error),
                             alone_implied = implied_r2, alone_refit = as.numeric(again))
}
keep(do.call(rbind, rows), "ordinal_latent.csv")

# parallel lines without weights: the binary logits, Brant's test with its model-based covariance, and likelihood ratios
tight <- list(epsilon = 1e-14, maxit = 100)
fits <- lapply(c(55, 75), function(cut) glm(I(q3 > cut) ~ q1 + q2, binomial, a, control = tight))
X <- model.matrix(fits[[1]]); p <- lapply(fits, fitted)
block <- function(j, l) {  # Brant (1990): cov(b_j, b_l) = (X'W_j X)^-1 X' W_jl X (X'W_l X)^-1, W_jl = p_l (1 - p_j) for j < l
  W <- function(m) diag(p[[m]] * (1 - p[[m]])); joint <- diag(p[[max(j, l)]] * (1 - p[[min(j, l)]]))
  (solve(t(X) %*% W(j) %*% X) %*% t(X) %*% joint %*% X %*% solve(t(X) %*% W(l) %*% X))[-1, -1]
}
V <- rbind(cbind(block(1, 1), block(1, 2)), cbind(block(2, 1), block(2, 2)))
b <- c(coef(fits[[1]])[-1], coef(fits[[2]])[-1]); D <- cbind(-diag(2), diag(2)); gap <- as.numeric(D %*% b)
omnibus <- as.numeric(t(gap) %*% solve(D %*% V %*% t(D)) %*% gap)
brant <- data.frame(term = c("all", "q1", "q2"), chi2 = c(omnibus, gap^2 / diag(D %*% V %*% t(D))), df = c(2, 1, 1))
nominal <- ordinal::nominal_test(ordinal::clm(level ~ q1 + q2, data = a))
brant$lr <- c(NA, nominal[c("q1", "q2"), "LRT"])
vg <- function(parallel) VGAM::logLik.vlm(VGAM::vglm(level ~ q1 + q2, VGAM::cumulative(parallel = parallel), a))
brant$lr[1] <- 2 * (vg(FALSE) - vg(TRUE)); brant$p <- pchisq(brant$chi2, brant$df, lower.tail = FALSE)
keep(brant, "ordinal_brant.csv")
keep(data.frame(cut = rep(c("55|75", "75|100"), each = 2), term = c("q1", "q2"), slope = as.numeric(b)), "ordinal_logits.csv")

# parallel lines under three designs: slopes of svyglm, and svyrecvar of the stacked influences
designs <- list(plain = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, data = d),
                finite = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, fpc = ~population, data = d),
                people = svydesign(id = ~1, strata = ~stratum, weights = ~weight, data = d))
out <- list()
for (name in names(designs)) {
  s <- subset(designs[[name]], !is.na(q1) & !is.na(q2) & !is.na(q3)); here <- s$variables; w <- weights(s)
  slopes <- c(); influence <- NULL
  for (cut in c(55, 75)) {
    m <- svyglm(as.formula(paste0("I(as.numeric(q3 > ", cut, ")) ~ q1 + q2")), s, family = quasibinomial(), control = tight)
    for (again in 1:2) m <- svyglm(formula(m), s, family = quasibinomial(), start = coef(m), control = tight)
    X <- model.matrix(~ q1 + q2, here); y <- as.numeric(here$q3 > cut); q <- as.numeric(plogis(X %*% coef(m)))
    z <- (w * (y - q) * X) %*% solve(t(X) %*% (w * q * (1 - q) * X))
    slopes <- c(slopes, coef(m)[-1]); influence <- cbind(influence, z[, -1])
  }
  whole <- matrix(0, nrow(d), 4); whole[as.integer(rownames(here)), ] <- influence
  # clusters without a complete respondent keep their place
  V <- svyrecvar(whole, designs[[name]]$cluster, designs[[name]]$strata, designs[[name]]$fpc)
  gap <- as.numeric(D %*% slopes); G <- D %*% V %*% t(D)
  out[[name]] <- cbind(data.frame(design = name, cut = rep(c("55|75", "75|100"), each = 2), term = c("q1", "q2"), slope = slopes,
                       wald = as.numeric(t(gap) %*% solve(G) %*% gap)), as.data.frame(V))
}
keep(do.call(rbind, out), "ordinal_parallel.csv")
