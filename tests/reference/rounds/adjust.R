# Made adjust.csv in this folder: R 4.2.2, p.adjust of drawn p-values, some of them tied.
# Run in this folder:  Rscript adjust.R
options(digits = 17); set.seed(1995); out <- list()
for (m in c(1, 2, 6, 25)) for (i in 1:3) {
  p <- round(runif(m)^(i + 1), c(6, 4, 3)[i])
  out[[length(out) + 1]] <- data.frame(family = paste(m, i), p, bh = p.adjust(p, "BH"), holm = p.adjust(p, "holm"))
}
write.csv(do.call(rbind, out), "adjust.csv", row.names = FALSE)
