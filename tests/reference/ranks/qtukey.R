# Critical values and tail probabilities of the studentised range. R 4.2.2, base stats only: Rscript qtukey.R
# Quantiles from 14 degrees of freedom on: below, R and scipy part for many groups (the 99 % point of 100 groups at 5
# degrees of freedom is 15.397 in R, 15.443 by the quadratures of scipy and of satmodel).
options(digits = 15)
counts <- c(2, 3, 6, 12, 13, 15, 37, 50, 100)
grid <- expand.grid(count = counts, level = c(.90, .95, .99), df = c(14, 28, 66, 200, Inf))
grid$q <- mapply(function(k, level, df) qtukey(level, k, df), grid$count, grid$level, grid$df)
write.csv(grid, "qtukey.csv", row.names = FALSE, quote = FALSE)
tails <- expand.grid(count = c(2, 3, 13, 50), q = c(.5, 2, 3.5, 5, 7), df = c(3, 14, 66, Inf))
tails$p <- mapply(function(k, q, df) ptukey(q, k, df, lower.tail = FALSE), tails$count, tails$q, tails$df)
write.csv(tails, "ptukey.csv", row.names = FALSE, quote = FALSE)
