# Made drawn_rounds*.csv in this folder: R 4.2.2, survey 4.1-1. A drawn sample of two rounds with strata, villages, weights, finite
# populations, towns that cross villages and answers left out. Half of the villages of strata 1 and 2 are in both
# rounds; those of stratum 3 were drawn anew, so that its two samples are independent.
# Run in this folder:  Rscript rounds_drawn.R
suppressMessages(library(survey)); options(digits = 17, survey.lonely.psu = "adjust")
set.seed(20261124)
villages <- list("2025" = list(`1` = 1:8, `2` = 1:6, `3` = 1:5), "2026" = list(`1` = 5:12, `2` = 4:9, `3` = 6:10))
population <- c(`1` = 40, `2` = 25, `3` = 30)
mood <- matrix(rnorm(3 * 12, 0, 6), 3)
rows <- list()
for (round in names(villages)) for (h in names(population)) for (v in villages[[round]][[h]]) {
  n <- sample(4:7, 1); m <- mood[as.integer(h), v] + (round == "2026") * 3
  score <- function(shift) pmin(100, pmax(0, round(75 + shift + m + rnorm(n, 0, 15))))
  rows[[length(rows) + 1]] <- data.frame(round, stratum = h, village = paste0("v", h, "-", v), town = sample(c("A", "B", "C"), n, TRUE),
    weight = round(runif(n, 0.5, 2), 3), N = population[h], x = score(0), y = score(5))
}
data <- do.call(rbind, rows); data$sex <- sample(c("f", "m"), nrow(data), TRUE); data$y[sample(nrow(data), 12)] <- NA
write.csv(data, "drawn_rounds_data.csv", row.names = FALSE)
data$own <- ifelse(data$stratum == "3", paste(data$stratum, data$round), data$stratum)  # drawn anew: a stratum in each round
data$apart <- paste(data$stratum, data$round)
out <- list()
for (kind in c("linked", "independent", "linked_fpc", "independent_fpc")) {
  design <- svydesign(id = ~village, strata = if (grepl("^linked", kind)) ~own else ~apart, nest = TRUE, weights = ~weight, data = data,
    fpc = if (grepl("fpc", kind)) ~N else NULL)
  for (item in c("x", "y")) {
    used <- subset(design, !is.na(get(item)))
    m <- svyby(as.formula(paste0("~", item)), ~round + town, used, svymean, covmat = TRUE)
    write.csv(as.data.frame(vcov(m)), paste0("drawn_rounds_cov_", kind, "_", item, ".csv"), row.names = FALSE)
    c3 <- list(A = c(-1, 1, 0, 0, 0, 0), B = c(0, 0, -1, 1, 0, 0), C = c(0, 0, 0, 0, -1, 1))
    moved <- svycontrast(m, c(c3, list(`A-B` = c3$A - c3$B, `A-C` = c3$A - c3$C, `B-C` = c3$B - c3$C)))
    w <- svycontrast(svyby(as.formula(paste0("~", item)), ~round, used, svymean, covmat = TRUE), c(-1, 1))
    out[[length(out) + 1]] <- data.frame(design = kind, item, name = c(names(coef(moved)), "all"),
      est = c(coef(moved), coef(w)), se = c(SE(moved), SE(w)))
  }
}
# each round weighted to 600 women and 400 men (2025), 550 and 450 (2026): the variance of post-stratified rounds in one design
data$group <- paste(data$round, data$sex)
people <- data.frame(group = c("2025 f", "2025 m", "2026 f", "2026 m"), Freq = c(600, 400, 550, 450))
for (t in c("A", "B", "C")) for (r in c("2025", "2026")) {  # means as ratios of totals, by the delta method
  inside <- data$town == t & data$round == r
  data[[paste0("x", t, r)]] <- data$x * inside; data[[paste0("n", t, r)]] <- as.numeric(inside)
}
cells <- paste0(rep(c("A", "B", "C"), each = 2), c("2025", "2026"))
fitted <- postStratify(svydesign(id = ~village, strata = ~own, nest = TRUE, weights = ~weight, data = data), ~group, people)
total <- svytotal(as.formula(paste0("~", paste(c(paste0("x", cells), paste0("n", cells)), collapse = "+"))), fitted)
top <- coef(total)[1:6]; bottom <- coef(total)[7:12]
jacobian <- cbind(diag(1 / bottom), diag(-top / bottom^2))
cov <- jacobian %*% vcov(total) %*% t(jacobian)
write.csv(as.data.frame(cov), "drawn_rounds_cov_fitted_x.csv", row.names = FALSE)
steps <- rbind(A = c(-1, 1, 0, 0, 0, 0), B = c(0, 0, -1, 1, 0, 0), C = c(0, 0, 0, 0, -1, 1))
out[[length(out) + 1]] <- data.frame(design = "fitted", item = "x", name = rownames(steps), est = as.numeric(steps %*% (top / bottom)),
  se = sqrt(diag(steps %*% cov %*% t(steps))))
write.csv(do.call(rbind, out), "drawn_rounds.csv", row.names = FALSE)
