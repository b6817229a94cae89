# How del_eff_*.csv and hubers.csv come about. R 4.2.2, emmeans 1.8.4, MASS; the data sets are in base R.
library(emmeans)
for (data in c("InsectSprays", "chickwts")) {
  frame <- get(data)
  names(frame)[sapply(frame, is.factor)] <- "group"
  names(frame)[names(frame) != "group"] <- "y"
  found <- emmeans(lm(y ~ group, frame), "group")
  # each group minus the plain mean of the others, adjusted by Holm
  gaps <- as.data.frame(contrast(found, "del.eff", adjust = "holm"))
  means <- as.data.frame(found)
  out <- cbind(means[, c("group", "emmean")], mean_se = means$SE, gaps[, c("estimate", "SE", "df", "t.ratio")],
               p_adjusted = gaps$p.value)
  out[-1] <- lapply(out[-1], formatC, digits = 15, format = "g")
  write.csv(out, paste0("del_eff_", data, ".csv"), row.names = FALSE, quote = FALSE)
}
# Huber's proposal 2 around zero with values drawn in at the 10 % and 90 % quantiles of the normal distribution
cases <- list(spread = c(-3, -1, 0, 1, 3), outlier = c(-1.2, 0.3, 0.8, -0.4, 1.9, 12, -2.2, 0.1),
              many = qnorm(ppoints(40)) * 2.5)
square <- sapply(cases, function(x) MASS::hubers(x, k = qnorm(0.9), mu = 0, tol = 1e-13)$s^2)
write.csv(data.frame(case = names(cases), values = sapply(cases, function(x) paste(formatC(x, digits = 17), collapse = " ")),
                     square = formatC(square, digits = 15)), "hubers.csv", row.names = FALSE, quote = FALSE)
