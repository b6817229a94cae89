# The joint confidence region of an overall ranking (Klein, Wright & Wieczorek 2020) for the printed table of travel times:
# intervals of margin / z(0.95) times z(1 - (1 - 0.9^(1/51)) / 2), ends rounded to 0.1, two that touch count as apart.
# R 4.2.2, base.
states <- read.csv("acs_traveltime2011_1dec.csv")
z <- qnorm(1 - (1 - 0.9^(1 / nrow(states))) / 2)
half <- states$MOE.1dec / qnorm(0.95) * z
lower <- round(states$Estimate.1dec - half, 1)
upper <- round(states$Estimate.1dec + half, 1)
low <- sapply(lower, function(end) 1 + sum(upper <= end))
high <- sapply(upper, function(end) nrow(states) - sum(lower >= end))
write.csv(data.frame(state = states$State, low, high), "acs_joint_region.csv", row.names = FALSE, quote = FALSE)
