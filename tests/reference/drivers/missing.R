# Missing answers: R's pairwise correlations, the nearest correlation matrix, and imputed means and covariances.
# Rscript missing.R   (in this folder; R 4.2.2, mice 3.15.0, Matrix 1.5-3)
library(mice)
library(Matrix)
data <- read.csv("missing_data.csv")
columns <- names(data)
rows <- list()
add <- function(what, matrix) {
  for (i in seq_along(matrix[, 1])) for (j in seq_along(matrix[1, ]))
    rows[[length(rows) + 1]] <<- data.frame(what = what, row = i, column = j,
                                            value = formatC(matrix[i, j], digits = 15, format = "g"))
}
add("pairwise", cor(data, use = "pairwise.complete.obs"))
broken <- rbind(c(1, .9, -.9, .2), c(.9, 1, .9, .3), c(-.9, .9, 1, .1), c(.2, .3, .1, 1))
near <- nearPD(broken, corr = TRUE, eig.tol = 1e-12, conv.tol = 1e-13, posd.tol = 1e-14, maxit = 10000)
add("nearest", as.matrix(near$mat))
# m = 200 so that the imputations' own noise is small; the seed is arbitrary
imputed <- mice(data, m = 200, method = "pmm", donors = 5, maxit = 10, seed = 1, printFlag = FALSE)
each <- lapply(1:200, function(i) { d <- complete(imputed, i); list(mean = colMeans(d), cov = cov(d)) })
mean_of <- sapply(each, function(e) e$mean)
cov_of <- array(unlist(lapply(each, function(e) e$cov)), c(length(columns), length(columns), 200))
add("mean", t(as.matrix(rowMeans(mean_of))))
add("mean_sd", t(as.matrix(apply(mean_of, 1, sd))))
add("cov", apply(cov_of, 1:2, mean))
add("cov_sd", apply(cov_of, 1:2, sd))
write.csv(do.call(rbind, rows), "missing.csv", row.names = FALSE, quote = FALSE)
