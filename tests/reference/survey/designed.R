# Made the designed_*.csv files in this folder: R 4.2.2, survey 4.1-1.
# A sample with strata, clusters, weights, units that cross strata and clusters, items left unanswered.
# Run in this folder:  Rscript designed.R
suppressMessages(library(survey)); options(digits = 17, survey.lonely.psu = "adjust")
set.seed(20261123)
save <- function(x, file) write.csv(x, file, row.names = FALSE)
n <- 360
d <- data.frame(stratum = rep(c("a", "b", "c"), c(120, 160, 80)))
d$cluster <- paste0(d$stratum, c(rep(1:8, each = 15), rep(1:10, each = 16), rep(1:5, each = 16)))
d$population <- c(a = 40, b = 25, c = 9)[d$stratum]
d$unit <- sample(c("north", "south", "east"), n, TRUE, c(.5, .3, .2))
d$weight <- round(runif(n, .5, 3), 3)
mood <- rnorm(n) + rnorm(23)[as.integer(factor(d$cluster))] * .5
for (q in 1:3) d[[paste0("q", q)]] <- c(55, 75, 100)[1 + (mood + rnorm(n) > -.6) + (mood + rnorm(n) > .3)]
d$q1[sample(n, 25)] <- NA; d$q3[sample(n, 60)] <- NA
save(d, "designed_data.csv")
designs <- list(plain = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, data = d),
                finite = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, fpc = ~population, data = d),
                people = svydesign(id = ~1, strata = ~stratum, weights = ~weight, data = d))
for (name in names(designs)) {
  design <- designs[[name]]
  rows <- list(); influence <- list()
  for (u in c("east", "north", "south")) for (q in c("q1", "q2", "q3")) {
    part <- subset(design, unit == u & !is.na(design$variables[[q]]))
    m <- svymean(as.formula(paste0("~", q)), part)
    y <- d[[q]]; keep <- d$unit == u & !is.na(y)
    influence[[paste(u, q, sep = ":")]] <- ifelse(keep, (ifelse(keep, y, 0) - coef(m)) / sum(d$weight[keep]), 0)
    rows[[paste(u, q)]] <- data.frame(unit = u, item = q, est = as.numeric(coef(m)), se = as.numeric(SE(m)),
                                      df = degf(part), n = sum(keep))
  }
  total <- svytotal(as.matrix(as.data.frame(influence, check.names = FALSE)), design)
  save(do.call(rbind, rows), paste0("designed_means_", name, ".csv"))
  V <- as.data.frame(vcov(total)); names(V) <- names(influence); save(cbind(row = names(influence), V), paste0("designed_cov_", name, ".csv"))
}
