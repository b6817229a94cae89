# Two rounds of every unit with known errors: the covariance T of the true values by restricted likelihood, with
# metafor's rma.mv (random = ~ round | unit, struct = "UN"), and what the true changes are given T.
# Rscript bivariate.R > bivariate.csv      R 4.2.2, metafor as printed below
suppressMessages(library(metafor))
cat("# metafor", as.character(packageVersion("metafor")), R.version.string, "\n")
cat("case,what,unit,first,second,cross\n")
show <- function(case, what, unit, ...) cat(sprintf("%s,%s,%s,%.12g,%.12g,%.12g\n", case, what, unit, ...), sep = "")
fit <- function(case, y, V) {
  k <- nrow(y)
  d <- data.frame(y = as.vector(t(y)), unit = rep(seq_len(k), each = 2), round = factor(rep(1:2, k)))
  m <- rma.mv(y, V, mods = ~ round - 1, random = ~ round | unit, struct = "UN", data = d, method = "REML",
              control = list(optimizer = "optim", optmethod = "BFGS", reltol = 1e-15, maxit = 5000))
  T <- matrix(c(m$tau2[1], rep(m$rho * sqrt(prod(m$tau2)), 2), m$tau2[2]), 2)
  for (i in seq_len(k)) show(case, "value", i, y[i, 1], y[i, 2], 0)
  for (i in seq_len(k)) show(case, "error", i, V[2 * i - 1, 2 * i - 1], V[2 * i, 2 * i], V[2 * i - 1, 2 * i])
  show(case, "between", "all", T[1, 1], T[2, 2], T[1, 2])
  show(case, "centre", "all", m$beta[1], m$beta[2], 0)
  show(case, "likelihood", "all", as.numeric(logLik(m)), 0, 0)
  # true values given T: the means by least squares, their error carried along
  X <- kronecker(rep(1, k), diag(2)); G <- kronecker(diag(k), T); S <- V + G; P <- solve(S)
  A <- solve(t(X) %*% P %*% X); b <- A %*% t(X) %*% P %*% d$y
  th <- X %*% b + G %*% P %*% (d$y - X %*% b)
  F <- X - G %*% P %*% X; C <- G - G %*% P %*% G + F %*% A %*% t(F)
  D <- kronecker(diag(k), t(c(-1, 1))); dC <- D %*% C %*% t(D); de <- D %*% th
  for (i in seq_len(k)) show(case, "change", i, de[i], dC[i, i], dC[i, 1])
}
set.seed(20)
one <- function(k, T, v, rho) {
  L <- t(chol(T)); th <- matrix(c(80, 82), k, 2, byrow = TRUE) + t(L %*% matrix(rnorm(2 * k), 2))
  V <- matrix(0, 2 * k, 2 * k)
  for (i in seq_len(k)) { a <- v(i); V[2*i-1, 2*i-1] <- a[1]; V[2*i, 2*i] <- a[2]; V[2*i-1, 2*i] <- V[2*i, 2*i-1] <- rho * sqrt(prod(a)) }
  list(y = th + matrix(t(chol(V)) %*% rnorm(2 * k), k, 2, byrow = TRUE), V = V)
}
T <- matrix(c(9, 6, 6, 8), 2)
s <- one(13, T, function(i) runif(2, 1, 5), 0); fit("independent", s$y, s$V)
s <- one(20, T, function(i) runif(2, 1, 5), 0.6); fit("panel", s$y, s$V)
s <- one(13, matrix(c(6.25, 6.25, 6.25, 6.26), 2), function(i) c(4, 3), 0); fit("close", s$y, s$V)
s <- one(12, T, function(i) c(3, 4), 0)  # units share an error in each round: the same 1 and 1.5 in all covariances
V <- s$V + kronecker(matrix(1, 12, 12), diag(c(1, 1.5))); fit("shared", s$y, V)
