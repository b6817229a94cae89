# Made the replicates_*.csv files in this folder: R 4.2.2, survey 4.1-1.
# Means of every unit and item of designed_data.csv from replicate weights, with their whole covariance.
# Half samples: the clusters 1-2, 3-4, … of a stratum are one stratum each (c5 has no partner and is left out), balanced
# by Sylvester's matrix of order 16 and, for the difference it makes, by the matrix of order 12 that survey picks.
# Run in this folder:  Rscript replicates_designed.R
suppressMessages(library(survey)); options(digits = 17, survey.lonely.psu = "adjust")
save <- function(x, file) write.csv(x, file, row.names = FALSE)
d <- read.csv("designed_data.csv"); i <- seq_len(nrow(d))
d$sex <- ifelse(i %% 3 == 0, "m", "f")
d$class <- cut(18 + (i * 7) %% 48, c(17, 34, 49, 65), labels = c("18-34", "35-49", "50-65"))
wanted <- d$weight * (1 + .4 * sin(i) + .3 * (d$sex == "m"))
number <- as.integer(substring(d$cluster, 2)); d$pair <- paste0(d$stratum, (number + 1) %/% 2)
d$all <- 74
theta <- function(w, data) {
  out <- c()
  for (u in c("east", "north", "south")) for (q in c("q1", "q2", "q3")) {
    y <- data[[q]]; keep <- data$unit == u & !is.na(y); out[paste(u, q, sep = ":")] <- sum(w[keep] * y[keep]) / sum(w[keep])
  }
  out
}
sylvester <- matrix(1); for (k in 1:4) sylvester <- rbind(cbind(sylvester, sylvester), cbind(sylvester, -sylvester))
plain <- svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, data = d)
finite <- svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, fpc = ~population, data = d)
whole <- svydesign(id = ~cluster, weights = ~weight, data = d)
whole_finite <- svydesign(id = ~cluster, weights = ~weight, fpc = ~all, data = d)
pairs <- svydesign(id = ~cluster, strata = ~pair, weights = ~weight, data = subset(d, cluster != "c5"))
jkn <- as.svrepdesign(plain, type = "JKn")
mm <- model.matrix(~ sex + class, d)
rep <- list(jkn = jkn, jkn_finite = as.svrepdesign(finite, type = "JKn"), jk1 = as.svrepdesign(whole, type = "JK1"),
            jk1_finite = as.svrepdesign(whole_finite, type = "JK1"),
            brr = as.svrepdesign(pairs, type = "BRR", hadamard.matrix = sylvester),
            fay = as.svrepdesign(pairs, type = "Fay", fay.rho = .3, hadamard.matrix = sylvester),
            brr12 = as.svrepdesign(pairs, type = "BRR"),
            jkn_raked = calibrate(jkn, ~ sex + class, colSums(mm * wanted), calfun = "raking", epsilon = 1e-13, maxit = 500))
rep$jkn_mse <- jkn; rep$jkn_mse$mse <- TRUE
for (name in names(rep)) {
  t <- withReplicates(rep[[name]], theta); V <- as.matrix(vcov(t)); dimnames(V) <- NULL; V <- as.data.frame(V)
  rows <- names(theta(weights(rep[[name]], "sampling"), rep[[name]]$variables)); names(V) <- rows
  save(cbind(row = rows, estimate = as.numeric(coef(t)), V), paste0("replicates_", name, ".csv"))
}
save(data.frame(kind = names(rep), replicates = sapply(rep, function(r) ncol(weights(r, "analysis"))),
                df = sapply(rep, degf), scale = sapply(rep, function(r) r$scale)), "replicates_kinds.csv")
W <- weights(jkn, "analysis")
u <- svrepdesign(weights = d$weight, repweights = W, type = "other", scale = 1, rscales = jkn$rscales, combined.weights = TRUE, data = d, mse = TRUE)
save(data.frame(unit = c("east", "north", "south"), df = sapply(c("east", "north", "south"), function(k) degf(subset(u, unit == k)))), "replicates_supplied_df.csv")
