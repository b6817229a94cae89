# Made lonely_rules.csv in this folder: R 4.2.2, survey 4.1-1: means of two units under every rule for lonely clusters, with and without
# finite populations.  Run in this folder:  Rscript lonely.R
suppressMessages(library(survey)); options(digits = 17)
d <- read.csv("designed_data.csv"); d <- d[d$stratum != "c" | d$cluster == "c1", ]
out <- list()
for (rule in c("remove", "adjust", "average", "certainty")) for (finite in c(FALSE, TRUE)) {
  options(survey.lonely.psu = rule)
  design <- if (finite) svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, fpc = ~population, data = d) else
    svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, data = d)
  for (u in c("north", "south")) { m <- svymean(~q2, subset(design, unit == u))
    out[[length(out) + 1]] <- data.frame(rule = rule, finite = finite, unit = u, mean = coef(m), se = as.numeric(SE(m))) }
}
write.csv(do.call(rbind, out), "lonely_rules.csv", row.names = FALSE)
