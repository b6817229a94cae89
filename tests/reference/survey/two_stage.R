# Made the two_stage_*.csv files in this folder: R 4.2.2, survey 4.1-1.
# A drawn two-stage sample: villages in strata, households in villages, people in households; units cross villages, answers are
# missing, one stratum is sampled whole, one village has a single household in the sample
# (its variance: "adjust" for means and ratios; "remove" for totals, which R does not recentre under "adjust").
# Run in this folder:  Rscript two_stage.R
suppressMessages(library(survey)); options(digits = 17, survey.lonely.psu = "adjust")
set.seed(20261124)
save <- function(x, file) write.csv(x, file, row.names = FALSE)
rows <- list(); village <- 0
for (h in 1:3) for (j in 1:c(6, 8, 4)[h]) {
  village <- village + 1; homes <- if (village == 9) 1 else sample(2:5, 1)
  for (k in 1:homes) for (i in 1:sample(1:4, 1))
    rows[[length(rows) + 1]] <- data.frame(stratum = letters[h], village = paste0("v", village), home = k, villages = c(30, 25, 4)[h],
                                           homes = homes + c(20, 9, 3)[h])
}
d <- do.call(rbind, rows); n <- nrow(d); v <- as.integer(factor(d$village))
d$people <- ave(rep(1, n), d$village, FUN = sum) + 40
d$unit <- sample(c("north", "south"), n, TRUE); d$weight <- round(runif(n, .5, 3) * 20, 3)
mood <- rnorm(n) + rnorm(max(v))[v] * .6
for (q in 1:3) d[[paste0("q", q)]] <- c(55, 75, 100)[1 + (mood + rnorm(n) > -.6) + (mood + rnorm(n) > .3)]
d$q1[sample(n, 9)] <- NA; d$q3[sample(n, 20)] <- NA; d$row <- seq_len(n)
save(d[names(d) != "row"], "two_stage_data.csv")
designs <- list(homes = svydesign(id = ~village + home, strata = ~stratum, weights = ~weight, fpc = ~villages + homes, data = d, nest = TRUE),
                people = svydesign(id = ~village + row, strata = ~stratum, weights = ~weight, fpc = ~villages + people, data = d, nest = TRUE),
                first = svydesign(id = ~village, strata = ~stratum, weights = ~weight, fpc = ~villages, data = d),
                none = svydesign(id = ~1, weights = ~weight, data = d))
items <- c("q1", "q2", "q3"); units <- c("north", "south")
out <- list(); cov <- list()
for (name in names(designs)) {
  options(survey.lonely.psu = "adjust"); design <- designs[[name]]; z <- list(); t <- list(); r <- list()
  for (u in units) for (q in items) {
    y <- d[[q]]; keep <- d$unit == u & !is.na(y); part <- subset(design, keep); f <- as.formula(paste0("~", q))
    m <- svymean(f, part, deff = TRUE); mr <- svymean(f, part, deff = "replace"); options(survey.lonely.psu = "remove"); s <- svytotal(f, part); options(survey.lonely.psu = "adjust")
    z[[paste(u, q)]] <- ifelse(keep, (ifelse(keep, y, 0) - coef(m)) / sum(d$weight[keep]), 0); t[[paste(u, q)]] <- ifelse(keep, y, 0)
    out[[length(out) + 1]] <- data.frame(design = name, unit = u, item = q, mean = coef(m), se = as.numeric(SE(m)), total = coef(s),
      total_se = as.numeric(SE(s)), deff = as.numeric(deff(m)), deff_replace = as.numeric(deff(mr)), df = degf(part), n = sum(keep))
    if (q != "q2") {
      both <- d$unit == u & !is.na(y) & !is.na(d$q2); q2 <- ifelse(both, d$q2, 0); y0 <- ifelse(both, y, 0)
      ratio <- svyratio(f, ~q2, subset(design, both))
      out[[length(out)]]$ratio <- coef(ratio); out[[length(out)]]$ratio_se <- as.numeric(SE(ratio))
      if (q == "q1") r[[paste(u, q)]] <- ifelse(both, (y0 - coef(ratio) * q2) / sum(d$weight * q2), 0)
    } else { out[[length(out)]]$ratio <- NA; out[[length(out)]]$ratio_se <- NA }
  }
  for (kind in c("mean", "total", "ratio")) {
    x <- list(mean = z, total = t, ratio = r)[[kind]]
    options(survey.lonely.psu = if (kind == "total") "remove" else "adjust")
    V <- vcov(svytotal(as.matrix(as.data.frame(x, check.names = FALSE)), design))
    for (a in names(x)) for (b in names(x)) cov[[length(cov) + 1]] <- data.frame(design = name, what = kind, a = a, b = b, cov = V[a, b])
  }
}
save(do.call(rbind, out), "two_stage.csv"); save(do.call(rbind, cov), "two_stage_cov.csv")
