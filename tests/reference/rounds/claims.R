# What holds of the sentences about a published city bulletin, with 450 respondents and a standard deviation of 16 points.
# Run: Rscript claims.R > claims.csv   (R 4.2, mvtnorm)
library(mvtnorm)
set.seed(1)
out <- function(key, value) cat(sprintf("%s,%.6f\n", key, value))
cat("key,value\n")

n <- 450; sd <- 16; r <- 0.4
items <- c(culture = 9.158, schools = 3.787, security = 2.831, environment = 9.215, cadres = 7.057, medical = 2.047)
se <- sd / sqrt(n) * sqrt(2)
p <- 2 * pnorm(-abs(items / se))
holm <- p.adjust(p, "holm")
for (name in names(items)) out(paste0("holm_", name), holm[[name]])

# a lead picked from twelve
out("composite_reach", qtukey(0.95, 12, Inf) / sqrt(2) * 11.3 / sqrt(n) * sqrt(2))
out("medical_reach", qtukey(0.95, 12, Inf) / sqrt(2) * sd / sqrt(n) * sqrt(2))
out("medical_needed", ceiling(2 * (qnorm(0.975) + qnorm(0.8))^2 * sd^2 / 0.44^2))

# the largest rise: every ordered pair of changes, stepping down over those not yet separated
k <- length(items)
pairs <- subset(expand.grid(a = 1:k, b = 1:k), a != b)
contrasts <- matrix(0, nrow(pairs), k)
for (i in seq_len(nrow(pairs))) { contrasts[i, pairs$a[i]] <- 1; contrasts[i, pairs$b[i]] <- -1 }
cov <- se^2 * (r + (1 - r) * diag(k))
spread <- contrasts %*% cov %*% t(contrasts)
statistic <- as.vector(contrasts %*% items) / sqrt(diag(spread))
left <- rep(TRUE, nrow(pairs))
repeat {
  critical <- qmvnorm(0.95, tail = "lower.tail", corr = cov2cor(spread[left, left]),
                      algorithm = GenzBretz(maxpts = 500000, abseps = 1e-5))$quantile
  found <- left & statistic > critical
  if (!any(found)) break
  left <- left & !found
}
out("largest_critical", critical)
out("largest_reach", critical * sqrt(spread[1, 1]))

# counts and shares
test <- binom.test(315, 611)
out("count_p", test$p.value)
first <- 297
while (binom.test(first, first + 296)$p.value >= 0.05) first <- first + 1
out("count_first", first)
share <- binom.test(250, 300)$conf.int
out("share_low", share[1]); out("share_high", share[2])
