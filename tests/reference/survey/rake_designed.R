# Made the raked_designed_*.csv files in this folder: R 4.2.2, survey 4.1-1.
# designed_data.csv weighted to margins: raking (calibrate, calfun = "raking"), raking within every unit, and
# post-stratification; means of every unit and item with their covariance, and totals.
# rake() reaches the same weights; its standard errors are in raked_designed_rake.csv.
# Run in this folder:  Rscript rake_designed.R
suppressMessages(library(survey)); options(digits = 17, survey.lonely.psu = "adjust")
save <- function(x, file) write.csv(x, file, row.names = FALSE)
d <- read.csv("designed_data.csv"); n <- nrow(d); i <- seq_len(n)
d$sex <- ifelse(i %% 3 == 0, "m", "f")
d$age <- 18 + (i * 7) %% 48
d$class <- cut(d$age, c(17, 34, 49, 65), labels = c("18-34", "35-49", "50-65"))
wanted <- d$weight * (1 + .4 * sin(i) + .3 * (d$sex == "m"))  # any positive weights give margins that fit together
counts <- function(unit, variable) {
  t <- aggregate(wanted, list(unit = unit, category = d[[variable]]), sum)
  data.frame(unit = t$unit, variable = variable, category = as.character(t$category), count = t$x)
}
save(rbind(cbind(scheme = "whole", counts(rep("", n), "sex")), cbind(scheme = "whole", counts(rep("", n), "class")),
           cbind(scheme = "units", counts(d$unit, "sex")), cbind(scheme = "units", counts(d$unit, "class"))),
     "raked_designed_margins.csv")
designs <- list(plain = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, data = d),
                finite = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, fpc = ~population, data = d),
                people = svydesign(id = ~1, strata = ~stratum, weights = ~weight, data = d))
formulas <- list(whole = ~ sex + class, units = ~ unit / (sex + class), post = ~ class)
fitted <- function(design, scheme) {
  mm <- model.matrix(formulas[[scheme]], d)
  if (scheme == "post") return(postStratify(design, ~class, setNames(aggregate(wanted, list(d$class), sum), c("class", "Freq"))))
  calibrate(design, formulas[[scheme]], colSums(mm * wanted), calfun = "raking", epsilon = 1e-13, maxit = 500)
}
weights_out <- d[c("sex", "age", "class")]; means <- list(); totals <- list(); raked <- list()
for (scheme in names(formulas)) for (name in names(designs)) {
  design <- fitted(designs[[name]], scheme); w <- as.numeric(weights(design))
  weights_out[[scheme]] <- w
  influence <- list()
  for (u in c("east", "north", "south")) {
    for (q in c("q1", "q2", "q3")) {
      y <- d[[q]]; keep <- d$unit == u & !is.na(y)
      m <- svymean(as.formula(paste0("~", q)), subset(design, unit == u), na.rm = TRUE)
      influence[[paste(u, q, sep = ":")]] <- ifelse(keep, (ifelse(keep, y, 0) - coef(m)) / sum(w[keep]), 0)
      means[[length(means) + 1]] <- data.frame(scheme, design = name, unit = u, item = q, est = as.numeric(coef(m)), se = as.numeric(SE(m)))
    }
    t <- svytotal(as.matrix(data.frame(y = ifelse(d$unit == u, d$q2, 0))), design)
    totals[[length(totals) + 1]] <- data.frame(scheme, design = name, unit = u, est = as.numeric(coef(t)), se = as.numeric(SE(t)))
  }
  V <- vcov(svytotal(as.matrix(as.data.frame(influence, check.names = FALSE)), design))
  V <- as.data.frame(V); names(V) <- names(influence)
  save(cbind(row = names(influence), V), paste0("raked_designed_cov_", scheme, "_", name, ".csv"))
  w0 <- svymean(~q2, design)
  means[[length(means) + 1]] <- data.frame(scheme, design = name, unit = "all", item = "q2", est = as.numeric(coef(w0)), se = as.numeric(SE(w0)))
}
save(weights_out, "raked_designed_weights.csv"); save(do.call(rbind, means), "raked_designed_means.csv")
save(do.call(rbind, totals), "raked_designed_totals.csv")
pop <- function(v) setNames(aggregate(wanted, list(d[[v]]), sum), c(v, "Freq"))
for (name in names(designs)) {
  r <- rake(designs[[name]], list(~sex, ~class), list(pop("sex"), pop("class")), control = list(epsilon = 1e-13, maxit = 500))
  m <- svymean(~q2, r)
  raked[[name]] <- data.frame(design = name, est = as.numeric(coef(m)), se = as.numeric(SE(m)), weight = max(abs(weights(r) - weights_out$whole)))
}
save(do.call(rbind, raked), "raked_designed_rake.csv")
model <- svyglm(q2 ~ age + sex, fitted(designs$finite, "whole"))
V <- as.data.frame(vcov(model)); names(V) <- rownames(vcov(model))
save(cbind(row = rownames(vcov(model)), estimate = as.numeric(coef(model)), V), "raked_designed_regression.csv")
