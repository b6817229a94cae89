# Made trimmed.csv: R 4.2.2, survey 4.1-1.  Run in this folder:  Rscript trimmed.R
suppressMessages(library(survey)); options(digits = 17)
d <- read.csv("designed_data.csv")
t <- trimWeights(svydesign(id = ~1, weights = ~weight, data = d), upper = 2.9, lower = 0.6)
write.csv(data.frame(weight = weights(t)), "trimmed.csv", row.names = FALSE)
