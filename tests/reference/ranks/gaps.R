# All pairs of three data sets of base R: what `gaps` is given (mean, SD, n) and what R finds.
# Rscript gaps.R; R 4.2.2, emmeans 1.8.4, multcomp 1.4-22, mvtnorm
library(emmeans)
library(multcomp)
sets <- list(
  InsectSprays = data.frame(group = InsectSprays$spray, value = InsectSprays$count),
  PlantGrowth = data.frame(group = PlantGrowth$group, value = PlantGrowth$weight),
  chickwts = data.frame(group = chickwts$feed, value = chickwts$weight)
)
margins <- c(InsectSprays = 5, PlantGrowth = 1.2, chickwts = 90)
summaries <- equivalence <- free <- NULL
for (name in names(sets)) {
  d <- sets[[name]]
  summaries <- rbind(summaries, data.frame(set = name, group = levels(d$group),
    mean = tapply(d$value, d$group, mean), sd = tapply(d$value, d$group, sd), n = tapply(d$value, d$group, length)))
  means <- emmeans(lm(value ~ group, d), "group")
  for (adjust in c("none", "holm")) {
    # within the margin, by two one-sided tests at the residual degrees of freedom
    found <- as.data.frame(test(pairs(means), delta = margins[[name]], side = "equivalence", adjust = adjust))
    equivalence <- rbind(equivalence, data.frame(set = name, adjust = adjust, margin = margins[[name]],
      contrast = found$contrast, p.value = found$p.value))
  }
  # normal reference with each group's own standard error; step-down "free" and single-step
  s <- summaries[summaries$set == name, ]
  coefs <- setNames(s$mean, s$group)
  model <- parm(coefs, diag(s$sd^2 / s$n), df = 0)
  tests <- glht(model, linfct = contrMat(setNames(s$n, s$group), "Tukey"))
  set.seed(11)
  for (how in c("single-step", "free")) {
    found <- summary(tests, test = adjusted(how, abseps = 1e-5, maxpts = 1e6))$test
    free <- rbind(free, data.frame(set = name, how = how, contrast = names(found$coefficients),
      gap = as.numeric(found$coefficients), se = as.numeric(found$sigma), p.value = as.numeric(found$pvalues)))
  }
}
write.csv(summaries, "group_summaries.csv", row.names = FALSE)
write.csv(equivalence, "emmeans_equivalence.csv", row.names = FALSE)
write.csv(free, "multcomp_free.csv", row.names = FALSE)
