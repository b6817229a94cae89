# How csranks_tau_best.csv comes about. R 4.2.2, csranks 1.2.3.
# Which countries of pisa2018_input.csv may be among the tau best, and among the tau worst, at 95 %.
library(csranks)
given <- read.csv("pisa2018_input.csv")
found <- NULL
for (what in c("science", "reading", "math")) {
  known <- given[!is.na(given[[paste0(what, "_score")]]), ]
  x <- known[[paste0(what, "_score")]]
  Sigma <- diag(known[[paste0(what, "_se")]]^2)
  for (tau in c(1, 2, 3, 5, 10)) {
    best <- cstaubest(x, Sigma, tau = tau, coverage = 0.95, R = 20000, seed = 1)
    worst <- cstauworst(x, Sigma, tau = tau, coverage = 0.95, R = 20000, seed = 1)
    found <- rbind(found, data.frame(case = what, unit = known$jurisdiction, tau, best, worst))
  }
}
write.csv(found, "csranks_tau_best.csv", row.names = FALSE, quote = 2)
