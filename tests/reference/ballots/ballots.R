# Mean marks of units that the same raters mark, with no opinion here and there: R 4.2, survey 4.1-1.
# Writes marks.csv (the data, as made here), and covariance.csv (means and covariances under three designs).
library(survey)
set.seed(20240229)
r <- 24
marks <- data.frame(ballot = sprintf("%03d", 1:r), group = rep(c("deputies", "members", "firms"), each = 8))
strict <- rnorm(r, 0, 4)
for (u in 1:5) {
  y <- pmin(100, round(86 + u + strict + rnorm(r, 0, 5)))
  y[runif(r) < 0.15] <- NA
  marks[[paste0("u", u)]] <- y
}
write.csv(marks, "marks.csv", row.names = FALSE, na = "")
units <- paste0("u", 1:5)
for (u in units) {
  marks[[paste0("r", u)]] <- as.numeric(!is.na(marks[[u]]))
  marks[[paste0("t", u)]] <- ifelse(is.na(marks[[u]]), 0, marks[[u]])
}
marks$N <- 60
marks$Ng <- c(deputies = 10, members = 20, firms = 30)[marks$group]
ratio_of <- function(design) {
  totals <- svytotal(as.formula(paste("~", paste(c(paste0("t", units), paste0("r", units)), collapse = "+"))), design)
  svycontrast(totals, lapply(setNames(units, units), function(u) {
    as.call(list(as.name("/"), as.name(paste0("t", u)), as.name(paste0("r", u))))
  }))
}
# the mean of the groups' means: a mean in every group, with equal weights
groups_of <- function(design) {
  for (g in unique(marks$group)) for (u in units) {
    here <- marks$group == g
    design$variables[[paste0("t", u, g)]] <- ifelse(here, marks[[paste0("t", u)]], 0)
    design$variables[[paste0("r", u, g)]] <- ifelse(here, marks[[paste0("r", u)]], 0)
  }
  names <- as.vector(outer(units, unique(marks$group), paste0))
  totals <- svytotal(as.formula(paste("~", paste(c(paste0("t", names), paste0("r", names)), collapse = "+"))), design)
  svycontrast(totals, lapply(setNames(units, units), function(u) {
    parse(text = paste0("(", paste(sprintf("t%s%s/r%s%s", u, unique(marks$group), u, unique(marks$group)), collapse = "+"), ")/3"))[[1]]
  }))
}
designs <- list(
  simple = ratio_of(svydesign(id = ~1, weights = ~1, data = marks)),
  finite = ratio_of(svydesign(id = ~1, weights = ~1, fpc = ~N, data = marks)),
  stratified = ratio_of(svydesign(id = ~1, weights = ~1, strata = ~group, fpc = ~Ng, data = marks)),
  groups = groups_of(svydesign(id = ~1, weights = ~1, strata = ~group, data = marks))
)
out <- do.call(rbind, lapply(names(designs), function(name) {
  v <- vcov(designs[[name]])
  data.frame(design = name, unit = units, mean = as.numeric(coef(designs[[name]])), matrix(v, 5, 5, dimnames = list(NULL, units)))
}))
options(digits = 17)
write.csv(out, "covariance.csv", row.names = FALSE)
# Wilson's interval of a share
cases <- data.frame(k = c(0, 1, 3, 9, 60, 269, 3), n = c(5, 8, 3, 10, 66, 289, 9))
ends <- t(mapply(function(k, n) suppressWarnings(prop.test(k, n, correct = FALSE))$conf.int, cases$k, cases$n))
write.csv(cbind(cases, low = ends[, 1], high = ends[, 2]), "wilson.csv", row.names = FALSE)
