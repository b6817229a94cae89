# Made compare.csv in this folder: R 4.2.2, survey 4.1-1. Data: ../survey/designed_data.csv (made by designed.R there).
# The difference of regression coefficients between two groups that share clusters is the coefficient of an interaction.
# Run in this folder:  Rscript compare.R
suppressMessages(library(survey)); options(digits = 17, survey.lonely.psu = "adjust")
d <- read.csv("../survey/designed_data.csv")
d$group <- ifelse(seq_len(nrow(d)) %% 3 == 0, "second", "first")
designs <- list(plain = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, data = d),
                finite = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, fpc = ~population, data = d),
                people = svydesign(id = ~1, strata = ~stratum, weights = ~weight, data = d))
rows <- list()
for (name in names(designs)) {
  answered <- subset(designs[[name]], !is.na(q1) & !is.na(q2) & !is.na(q3))
  fit <- svyglm(q3 ~ group * (q1 + q2), answered)
  of <- paste0("groupsecond:", c("q1", "q2"))
  rows[[name]] <- data.frame(design = name, item = c("q1", "q2"), before = as.numeric(coef(fit)[c("q1", "q2")]),
                             gap = as.numeric(coef(fit)[of]), se = as.numeric(SE(fit)[of]))
}
write.csv(do.call(rbind, rows), "compare.csv", row.names = FALSE)
