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
data <- do.call(rbind, rows); data$y[sample(nrow(data), 12)] <- NA
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
write.csv(do.call(rbind, out), "drawn_rounds.csv", row.names = FALSE)
