# Made importance.csv in this folder: R 4.2.2, relaimpo 2.2.7 (lmg, first, last, betasq, pratt), dominanceanalysis 2.1.0
# (general and conditional dominance). Run in this folder:  Rscript importance.R
suppressMessages({library(relaimpo); library(dominanceanalysis)})
data(swiss); data(attitude); data(stackloss)
D <- list(swiss = list(swiss, "Fertility"), attitude = list(attitude, "rating"), stackloss = list(stackloss, "stack.loss"))
out <- list()
for (n in names(D)) {
  d <- D[[n]][[1]]; y <- D[[n]][[2]]; X <- d[, setdiff(names(d), y)]
  r <- calc.relimp(d[[y]], X, type = c("lmg", "first", "last", "betasq", "pratt"))
  for (t in c("lmg", "first", "last", "betasq", "pratt")) out[[length(out) + 1]] <- data.frame(data = n, outcome = y,
    method = t, item = colnames(X), value = as.numeric(slot(r, t)), R2 = r@R2, tool = "relaimpo")
  da <- dominanceAnalysis(lm(as.formula(paste(y, "~.")), d))
  g <- da$contribution.average$r2
  out[[length(out) + 1]] <- data.frame(data = n, outcome = y, method = "general_dominance", item = names(g),
    value = as.numeric(g), R2 = r@R2, tool = "dominanceanalysis")
  cd <- da$contribution.by.level$r2
  for (i in seq_len(nrow(cd))) for (j in 2:ncol(cd)) out[[length(out) + 1]] <- data.frame(data = n, outcome = y,
    method = paste0("conditional_dominance_level", cd[i, 1]), item = names(cd)[j], value = as.numeric(cd[i, j]),
    R2 = r@R2, tool = "dominanceanalysis")
}
write.csv(do.call(rbind, out), "importance.csv", row.names = FALSE)
