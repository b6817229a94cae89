# Made two_stage_regress.csv in this folder: R 4.2.2, survey 4.1-1, on two_stage_data.csv (two_stage.R).
# Run in this folder:  Rscript two_stage_regress.R
suppressMessages(library(survey)); options(digits = 17, survey.lonely.psu = "adjust")
d <- read.csv("two_stage_data.csv")
d$row <- seq_len(nrow(d))
designs <- list(homes = svydesign(id = ~village + home, strata = ~stratum, weights = ~weight, fpc = ~villages + homes, data = d, nest = TRUE),
                people = svydesign(id = ~village + row, strata = ~stratum, weights = ~weight, fpc = ~villages + people, data = d, nest = TRUE))
out <- list()
for (name in names(designs)) {
  model <- svyglm(q2 ~ q1 + q3, designs[[name]])
  V <- vcov(model)
  out[[name]] <- data.frame(design = name, row = rownames(V), estimate = as.numeric(coef(model)), V, check.names = FALSE)
}
write.csv(do.call(rbind, out), "two_stage_regress.csv", row.names = FALSE)
