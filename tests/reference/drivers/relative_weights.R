# Made relative_weights.csv in this folder: R 4.2.2, relaimpo 2.2.7 (genizi, car) and rwa 0.1.0 (johnson).
# Run in this folder:  Rscript relative_weights.R
suppressMessages({library(relaimpo); library(rwa)})
data(swiss); data(attitude); data(stackloss)
D <- list(swiss = list(swiss, "Fertility"), attitude = list(attitude, "rating"), stackloss = list(stackloss, "stack.loss"))
out <- list()
for (n in names(D)) {
  d <- D[[n]][[1]]; y <- D[[n]][[2]]; X <- d[, setdiff(names(d), y)]
  r <- calc.relimp(d[[y]], X, type = c("genizi", "car"))
  for (t in c("genizi", "car")) out[[length(out) + 1]] <- data.frame(data = n, outcome = y, method = t,
    item = colnames(X), value = as.numeric(slot(r, t)), R2 = r@R2, tool = "relaimpo")
  q <- rwa(d, y, setdiff(names(d), y))$result
  out[[length(out) + 1]] <- data.frame(data = n, outcome = y, method = "johnson", item = q$Variables,
    value = q$Raw.RelWeight, R2 = r@R2, tool = "rwa")
}
write.csv(do.call(rbind, out), "relative_weights.csv", row.names = FALSE)
