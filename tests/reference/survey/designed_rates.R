# Made the designed_rates*.csv files in this folder: R 4.2.2, survey 4.1-1, on designed_data.csv (see designed.R).
# Rates as means of indicator variables in every unit with one covariance, and the intervals of svyciprop.
# Run in this folder:  Rscript designed_rates.R
suppressMessages(library(survey)); options(digits = 17, survey.lonely.psu = "adjust")
save <- function(x, file) write.csv(x, file, row.names = FALSE)
d <- read.csv("designed_data.csv")
groups <- list(best = 100, good = c(75, 100), bad = 55)
designs <- list(plain = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, data = d),
                finite = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, fpc = ~population, data = d),
                people = svydesign(id = ~1, strata = ~stratum, weights = ~weight, data = d))
all <- list(); ends <- list()
for (name in names(designs)) {
  design <- designs[[name]]
  influence <- list()
  for (u in c("east", "north", "south", "all")) for (q in c("q1", "q3")) for (g in names(groups)) {
    inside <- if (u == "all") rep(TRUE, nrow(d)) else d$unit == u
    keep <- inside & !is.na(d[[q]])
    here <- update(design, y = as.numeric(d[[q]] %in% groups[[g]]))
    part <- subset(here, keep)
    m <- svymean(~y, part)
    if (u != "all") {
      y <- ifelse(keep, as.numeric(d[[q]] %in% groups[[g]]), 0)
      influence[[paste(u, q, g, sep = ":")]] <- ifelse(keep, (y - coef(m)) / sum(d$weight[keep]), 0)
    }
    all[[length(all) + 1]] <- data.frame(design = name, unit = u, item = q, measure = g, est = as.numeric(coef(m)),
                                         se = as.numeric(SE(m)), df = degf(part), n = sum(keep))
    for (method in c("beta", "mean")) {
      ci <- attr(svyciprop(~y, part, method = method, df = degf(part)), "ci")
      ends[[length(ends) + 1]] <- data.frame(design = name, unit = u, item = q, measure = g, method = method,
                                             low = ci[[1]], high = ci[[2]])
    }
  }
  total <- svytotal(as.matrix(as.data.frame(influence, check.names = FALSE)), design)
  V <- as.data.frame(vcov(total)); names(V) <- names(influence)
  save(cbind(row = names(influence), V), paste0("designed_rates_cov_", name, ".csv"))
}
save(do.call(rbind, all), "designed_rates.csv")
save(do.call(rbind, ends), "designed_rates_intervals.csv")
# svyby's own covariance where no answer is missing (q2 was answered by all)
design <- update(designs$plain, best = as.numeric(q2 == 100), good = as.numeric(q2 >= 75))
b <- svyby(~best + good, ~unit, design, svymean, covmat = TRUE)
V <- as.data.frame(vcov(b)); names(V) <- rownames(vcov(b)); save(cbind(row = names(V), V), "designed_rates_svyby.csv")
# the binomial intervals of base R
counts <- expand.grid(n = c(1, 5, 22, 100, 970), share = c(0, .2, .5, .9, 1)); counts$count <- round(counts$n * counts$share)
binomial <- lapply(seq_len(nrow(counts)), function(i) {
  k <- counts$count[i]; n <- counts$n[i]
  exact <- binom.test(k, n)$conf.int; score <- suppressWarnings(prop.test(k, n, correct = FALSE))$conf.int
  data.frame(count = k, n = n, exact_low = exact[1], exact_high = exact[2], score_low = score[1], score_high = score[2])
})
save(unique(do.call(rbind, binomial)), "binomial_intervals.csv")
# Kendall's tau-b
set.seed(7); a <- round(rnorm(13), 1); b <- round(a + rnorm(13), 1)
save(data.frame(a = a, b = b, tau = cor(a, b, method = "kendall")), "kendall.csv")
