# A change split by composition, with the delta method on estimated totals of a design of strata, clusters and weights.
# Rscript composition.R, in this folder. Writes composition_data.csv, composition.csv. R 4.2.2, survey.
suppressPackageStartupMessages(library(survey))
set.seed(612)
people <- function(round, shares) {
  cluster <- rep(1:24, each = 15)
  stratum <- (cluster - 1) %/% 8 + 1
  n <- length(cluster)
  age <- sample(names(shares), n, TRUE, shares)
  sex <- sample(c("f", "m"), n, TRUE)
  unit <- c("A", "B")[(cluster %% 2) + 1]
  y <- c(young = 62, middle = 72, old = 84, guest = 70)[age] + 3 * (round == 2) * (age == "young") + 4 * (unit == "A") +
    rnorm(24, 0, 3)[cluster] + rnorm(n, 0, 12)
  z <- 75 + 2 * (age == "old") + 2 * (round == 2) + rnorm(n, 0, 15)
  data.frame(round, stratum, cluster, unit, age, sex, weight = round(runif(n, .5, 2.5), 2), y = round(y), z = round(z))
}
data <- rbind(people(1, c(young = .5, middle = .3, old = .2)), people(2, c(young = .3, middle = .3, old = .35, guest = .05)))
data$y[sample(nrow(data), 30)] <- NA
write.csv(data, "composition_data.csv", row.names = FALSE, na = "")

split <- function(design, item, groups, matched) {
  for (r in 1:2) for (g in groups) {
    here <- design$variables$round == r & design$variables$group == g & !is.na(design$variables[[item]])
    design$variables[[paste0("n_", r, g)]] <- as.numeric(here)
    design$variables[[paste0("s_", r, g)]] <- ifelse(here, design$variables[[item]], 0)
  }
  names <- c(outer(c("n_1", "n_2", "s_1", "s_2"), groups, paste0))
  total <- svytotal(as.formula(paste("~", paste(names, collapse = "+"))), design)
  sum_of <- function(what, r, gs) paste0("(", paste0(what, r, gs, collapse = "+"), ")")
  share <- function(r, g) paste0("(n_", r, g, "/", sum_of("n_", r, matched), ")")
  mean <- function(r, g) paste0("(s_", r, g, "/n_", r, g, ")")
  whole <- function(r, gs) paste0("(", sum_of("s_", r, gs), "/", sum_of("n_", r, gs), ")")
  mix <- paste0("(", share(2, matched), "-", share(1, matched), ")*(", mean(1, matched), "+", mean(2, matched), "-",
    whole(1, matched), "-", whole(2, matched), ")/2")
  same <- paste0("(", mean(2, matched), "-", mean(1, matched), ")*(", share(1, matched), "+", share(2, matched), ")/2")
  parts <- c(
    change = paste0(whole(2, groups), "-", whole(1, groups)),
    composition = paste(mix, collapse = "+"), equal = paste(same, collapse = "+"),
    unmatched = paste0("(", whole(2, groups), "-", whole(2, matched), ")-(", whole(1, groups), "-", whole(1, matched), ")"),
    setNames(mix, paste0("composition_", matched)), setNames(same, paste0("equal_", matched))
  )
  found <- lapply(parts, function(text) svycontrast(total, parse(text = text)[[1]]))
  data.frame(part = names(parts), value = sapply(found, function(one) coef(one)[[1]]), se = sapply(found, function(one) SE(one)[[1]]))
}
apart <- svydesign(~cluster, strata = ~interaction(round, stratum), weights = ~weight, data = data, nest = TRUE)
together <- svydesign(~cluster, strata = ~stratum, weights = ~weight, data = data, nest = TRUE)
by_age <- function(design) { design$variables$group <- design$variables$age; design }
by_both <- function(design) { design$variables$group <- paste0(design$variables$age, design$variables$sex); design }
ages <- c("young", "middle", "old", "guest")
crossed <- c(outer(ages, c("f", "m"), paste0))
kept <- c(outer(ages[1:3], c("f", "m"), paste0))
out <- rbind(
  cbind(case = "age", split(by_age(apart), "y", ages, ages[1:3])),
  cbind(case = "age_z", split(by_age(apart), "z", ages, ages[1:3])),
  cbind(case = "age_shared", split(by_age(together), "y", ages, ages[1:3])),
  cbind(case = "both", split(by_both(apart), "y", crossed, kept)),
  cbind(case = "unit_A", split(by_age(subset(apart, unit == "A")), "y", ages, ages[1:3]))
)
out$value <- sprintf("%.12g", out$value); out$se <- sprintf("%.12g", out$se)
write.csv(out, "composition.csv", row.names = FALSE, quote = FALSE)
