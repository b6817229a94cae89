# R 4.2.2, survey 4.1-1. Rows are made again from counts.csv; each unit is a stratum of its own, drawn at random.
library(survey)
options(digits = 17)
counts <- read.csv("counts.csv")
answers <- c("satisfied", "fairly", "dissatisfied", "unsure")
points <- c(100, 75, 55, NA)
rows <- do.call(rbind, lapply(seq_len(nrow(counts)), function(i) {
  data.frame(unit = counts$unit[i], y = rep(points, unlist(counts[i, answers])))
}))
design <- svydesign(ids = ~1, strata = ~unit, data = rows, weights = ~rep(1, nrow(rows)))
mean <- svyby(~y, ~unit, design, svymean, na.rm = TRUE)
design <- update(design, high = as.numeric(y == 100), net = as.numeric(y == 100) - as.numeric(y == 55))
share <- svyby(~high, ~unit, design, svymean, na.rm = TRUE)
net <- svyby(~net, ~unit, design, svymean, na.rm = TRUE)
write.csv(data.frame(unit = mean$unit, mean = mean$y, mean_se = SE(mean), share = share$high, share_se = SE(share),
                     net = net$net, net_se = SE(net)), "counts_estimates.csv", row.names = FALSE)

# prop.test without continuity correction gives Wilson's interval
cases <- data.frame(x = c(0, 1, 30, 210, 99, 17), n = c(20, 12, 332, 2231, 100, 17))
ends <- t(mapply(function(x, n) suppressWarnings(prop.test(x, n, correct = FALSE)$conf.int), cases$x, cases$n))
write.csv(cbind(cases, low = ends[, 1], high = ends[, 2]), "wilson.csv", row.names = FALSE)
