# Made structure.csv in this folder: R 4.2.2, psych 2.2.9 (alpha; fa with fm = "minres", one factor), solve and eigen of
# base R for VIF and Belsley's condition indices of the correlations. Run in this folder:  Rscript structure.R
suppressMessages(library(psych))
D <- list(swiss = "Fertility", attitude = "rating", stackloss = "stack.loss")
out <- list()
put <- function(data, what, item, value) out[[length(out) + 1]] <<- data.frame(data = data, what = what, item = item, value = value)
for (n in names(D)) {
  d <- read.csv(paste0(n, ".csv")); X <- d[, setdiff(names(d), D[[n]])]
  R <- cor(X); S <- cov(X); k <- ncol(X)
  put(n, "vif", colnames(X), diag(solve(R)))
  e <- eigen(R)
  put(n, "condition", paste0("c", 1:k), sqrt(e$values[1] / e$values))
  parts <- t(e$vectors^2) / e$values
  parts <- sweep(parts, 2, colSums(parts), "/")
  for (i in 1:k) put(n, paste0("proportion c", i), colnames(X), parts[i, ])
  a <- suppressWarnings(alpha(X, check.keys = FALSE, warnings = FALSE))
  put(n, "alpha", "all", a$total$raw_alpha)
  put(n, "alpha standardised", "all", a$total$std.alpha)
  put(n, "correlation", "all", a$total$average_r)
  put(n, "item_total", colnames(X), a$item.stats$r.drop)
  put(n, "alpha_without", colnames(X), a$alpha.drop$raw_alpha)
  f <- suppressWarnings(fa(R, nfactors = 1, fm = "minres", n.obs = nrow(X)))
  l <- as.numeric(f$loadings); if (sum(l) < 0) l <- -l
  put(n, "loading", colnames(X), l)
  s <- sqrt(diag(S))
  put(n, "omega", "all", sum(s * l)^2 / (sum(s * l)^2 + sum(s^2 * (1 - l^2))))
}
write.csv(do.call(rbind, out), "structure.csv", row.names = FALSE)
