# Smallest difference of two means and interviews in each of two samples. R 4.2.2, base stats only: Rscript power.R
# strict = FALSE: a difference that is found the wrong way round does not count; strict = TRUE counts it as well.
options(digits = 15)
grid <- expand.grid(n = c(2, 3, 5, 10, 30, 100, 1000), level = c(.90, .95), power = c(.5, .8, .9), strict = c(FALSE, TRUE))
grid$sd <- 20
grid$delta <- mapply(function(n, level, power, strict) {
  power.t.test(n = n, sd = 20, sig.level = 1 - level, power = power, strict = strict, tol = 1e-12)$delta
}, grid$n, grid$level, grid$power, grid$strict)
sizes <- expand.grid(delta = c(.44, 1, 3.15, 10, 25), level = c(.90, .95), power = c(.5, .8, .9), strict = FALSE)
sizes$sd <- 20
sizes$n <- mapply(function(delta, level, power, strict) {
  power.t.test(delta = delta, sd = 20, sig.level = 1 - level, power = power, strict = strict, tol = 1e-12)$n
}, sizes$delta, sizes$level, sizes$power, sizes$strict)
columns <- c("level", "power", "strict", "sd", "n", "delta")
write.csv(rbind(grid[columns], sizes[columns]), "power_t_test.csv", row.names = FALSE, quote = FALSE)
