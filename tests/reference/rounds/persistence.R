# Reliability of one round and of the mean of all rounds, ICC(C,1) and ICC(C,k), with intervals by F.
#
#     Rscript persistence.R > persistence.csv
#
# Numbers from psych (GPL) are used as numbers only. R 4.2.2, psych 2.2.9, nlme 3.1-162. Two sets of scores: the six targets and four
# judges of Shrout and Fleiss (1979), and 13 units in 5 rounds drawn with a seed.
suppressMessages(library(psych))
shrout <- matrix(c(9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7), ncol = 4, byrow = TRUE)
set.seed(7)
units <- 13
rounds <- 5
drawn <- round(82 + 2 * rnorm(units) + matrix(0.8 * rnorm(units * rounds), units) +
                 matrix(1.6 * rnorm(units * rounds), units), 3)
cat("what,row,column,value\n")
tell <- function(name, scores) {
  for (i in seq_len(nrow(scores))) for (j in seq_len(ncol(scores))) {
    cat(sprintf("%s.score,%d,%d,%.10g\n", name, i, j, scores[i, j]))
  }
  found <- ICC(scores, alpha = 0.05, lmer = FALSE)$results
  for (type in c("ICC3", "ICC3k")) {
    row <- found[found$type == type, ]
    cat(sprintf("%s.%s,1,1,%.10g\n", name, type, row$ICC))
    cat(sprintf("%s.%s,1,2,%.10g\n", name, type, row[["lower bound"]]))
    cat(sprintf("%s.%s,1,3,%.10g\n", name, type, row[["upper bound"]]))
  }
}
# the same parts of the variance by restricted likelihood, which balanced rounds share with mean squares
suppressMessages(library(nlme))
parts <- function(name, scores) {
  long <- data.frame(score = as.vector(scores), unit = factor(rep(seq_len(nrow(scores)), ncol(scores))),
                     round = factor(rep(seq_len(ncol(scores)), each = nrow(scores))))
  found <- lme(score ~ round, random = ~ 1 | unit, data = long, method = "REML",
               control = lmeControl(msTol = 1e-12, tolerance = 1e-12))
  cat(sprintf("%s.lasting,1,1,%.10g\n", name, as.numeric(VarCorr(found)[1, 1])))
  cat(sprintf("%s.rest,1,1,%.10g\n", name, as.numeric(VarCorr(found)[2, 1])))
}
parts("drawn", drawn)
tell("shrout", shrout)
tell("drawn", drawn)
