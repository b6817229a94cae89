# Dunnett's constants: critical values of the largest studentised difference of one unit from m others.
# how = "integrate": base R's integrate (given the unit's own error, the differences are independent); finite df: one
# common estimate of spread, averaged over its density.
# how = "Miwa": mvtnorm's Miwa algorithm on the correlation matrix, which knows nothing of that factorisation.
library(mvtnorm)
given_spread <- function(c, own, others, sided) {
  se <- sqrt(own^2 + others^2)
  inner <- function(z) {
    high <- pnorm(outer(own / others, z) + c * se / others)
    low <- if (sided == "two") pnorm(outer(own / others, z) - c * se / others) else 0
    dnorm(z) * exp(colSums(log(high - low)))
  }
  # pieces, since the integrand turns sharply near -c and c
  cuts <- sort(unique(c(-9, -c, 0, c, 9)))
  sum(sapply(seq_len(length(cuts) - 1), function(i)
    integrate(inner, cuts[i], cuts[i + 1], rel.tol = 1e-9, abs.tol = 1e-11, subdivisions = 2000)$value))
}
probability <- function(c, own, others, sided, df) {
  if (is.infinite(df)) return(given_spread(c, own, others, sided))
  density <- function(s) sapply(s, function(v) 2 * df * v * dchisq(df * v^2, df) * given_spread(c * v, own, others, sided))
  ends <- sqrt(qchisq(c(1e-11, 1 - 1e-11), df) / df)
  integrate(density, ends[1], ends[2], rel.tol = 1e-8, subdivisions = 500)$value
}
quantile_of <- function(level, own, others, sided, df) {
  m <- length(others)
  bonferroni <- 1 - (1 - level) / (2 * m)
  ends <- if (is.infinite(df)) qnorm(c(level, bonferroni)) else qt(c(level, bonferroni), df)
  uniroot(function(c) probability(c, own, others, sided, df) - level, ends + c(-0.01, 0.01), tol = 1e-8)$root
}
miwa <- function(level, own, others) {
  l <- own / sqrt(own^2 + others^2); r <- outer(l, l); diag(r) <- 1
  f <- function(c)
    pmvnorm(rep(-Inf, length(others)), rep(c, length(others)), corr = r, algorithm = Miwa(steps = 1024))[1] - level
  uniroot(f, c(1, 4), tol = 1e-9)$root
}
rows <- list()
add <- function(how, m, shape, own, sided, level, df, critical)
  rows[[length(rows) + 1]] <<- data.frame(how, m, shape, own, sided, level, df, critical)
shapes <- list(equal = function(m) rep(1, m), spread = function(m) exp(seq(-1, 1, length.out = m)),
               wide = function(m) exp(seq(-3, 3, length.out = m)))
for (m in c(2, 3, 5, 9, 12, 14, 36, 49, 199)) for (level in c(0.9, 0.95, 0.99)) for (sided in c("one", "two"))
  add("integrate", m, "equal", 1, sided, level, Inf, quantile_of(level, 1, rep(1, m), sided, Inf))
for (shape in c("spread", "wide")) for (m in c(2, 5, 12, 49)) for (own in c(0.2, 1, 5)) for (sided in c("one", "two"))
  add("integrate", m, shape, own, sided, 0.95, Inf, quantile_of(0.95, own, shapes[[shape]](m), sided, Inf))
for (df in c(3, 5, 20)) for (m in c(2, 5, 12)) for (sided in c("one", "two"))
  add("integrate", m, "equal", 1, sided, 0.95, df, quantile_of(0.95, 1, rep(1, m), sided, df))
for (m in c(2, 3, 5)) for (level in c(0.9, 0.95)) for (shape in c("equal", "spread"))
  add("Miwa", m, shape, 1, "one", level, Inf, miwa(level, 1, shapes[[shape]](m)))
write.csv(do.call(rbind, rows), "dunnett_constants.csv", row.names = FALSE)
cat(R.version.string, "mvtnorm", as.character(packageVersion("mvtnorm")), "\n")
