# Multiple comparisons with the best (Hsu 1984; Hsu 1996, sections 4.1 and 4.2) on two data sets of base R.
# One-sided critical values of each group against all others:
#   how = "integrate": base R's integrate over the group's own error, given which the differences are independent;
#   how = "multcomp": high ends by glht's one-sided simultaneous bounds with each group as the control.
# df = "welch": group variances of their own; the critical value for known variances is carried to each difference's
# t scale by its tail probability, with Welch's degrees of freedom. df = "known": variances taken as known.
library(multcomp)
one_sided <- function(own, others, level) {
  p <- function(c) {
    inner <- function(z) dnorm(z) * exp(colSums(pnorm(outer(own / others, z) + c * sqrt(own^2 + others^2) / others, log.p = TRUE)))
    cuts <- c(-9, -c, 0, c, 9)
    sum(sapply(1:4, function(i) integrate(inner, cuts[i], cuts[i + 1], rel.tol = 1e-10, abs.tol = 1e-13)$value))
  }
  uniroot(function(c) p(c) - level, c(1, 5), tol = 1e-10)$root
}
ends <- function(value, se, degrees, level) {
  k <- length(value)
  d <- sapply(seq_len(k), function(i) one_sided(se[i], se[-i], level))
  reach <- function(i, j) qt(pnorm(d[i]), degrees[i, j]) * sqrt(se[i]^2 + se[j]^2)
  high <- sapply(seq_len(k), function(i) max(0, min(sapply(setdiff(seq_len(k), i), function(j) value[i] - value[j] + reach(i, j)))))
  best <- which(high > 0)
  low <- sapply(seq_len(k), function(i) {
    rivals <- setdiff(best, i)
    if (length(rivals) == 0) 0 else min(0, sapply(rivals, function(j) value[i] - value[j] - reach(j, i)))
  })
  data.frame(low, high, critical = d)
}
by_glht <- function(value, se, level) {
  k <- length(value)
  sapply(seq_len(k), function(i) {
    contrasts <- t(sapply(setdiff(seq_len(k), i), function(j) { row <- rep(0, k); row[i] <- 1; row[j] <- -1; row }))
    test <- glht(parm(value, diag(se^2)), linfct = contrasts, alternative = "less")
    set.seed(1)
    bounds <- confint(test, level = level, calpha = adjusted_calpha(abseps = 1e-5, maxpts = 1e6))$confint[, "upr"]
    max(0, min(bounds))
  })
}
rows <- list()
for (data in c("InsectSprays", "chickwts")) for (best in c("high", "low")) for (df in c("known", "welch")) {
  frame <- get(data)
  y <- frame[[if (data == "chickwts") "weight" else "count"]]
  group <- frame[[if (data == "chickwts") "feed" else "spray"]]
  names_ <- levels(group); value <- as.numeric(tapply(y, group, mean)); n <- as.numeric(tapply(y, group, length))
  se <- sqrt(as.numeric(tapply(y, group, var)) / n)
  turned <- if (best == "high") value else -value
  v <- outer(se^2, se^2, "+")
  degrees <- if (df == "known") matrix(Inf, 6, 6) else v^2 / outer(se^4 / (n - 1), se^4 / (n - 1), "+")
  found <- ends(turned, se, degrees, 0.95)
  rows[[length(rows) + 1]] <- data.frame(how = "integrate", data, best, df, group = names_, value, se, n, found)
  if (df == "known")
    rows[[length(rows) + 1]] <- data.frame(how = "multcomp", data, best, df, group = names_, value, se, n,
                                           low = NA, high = by_glht(turned, se, 0.95), critical = NA)
}
write.csv(do.call(rbind, rows), "best.csv", row.names = FALSE)
cat(R.version.string, "multcomp", as.character(packageVersion("multcomp")), "\n")
