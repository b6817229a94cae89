# How emmeans_pairs_*.csv come about. R 4.2.2, emmeans 1.8.4; the data sets are in base R.
library(emmeans)
for (data in c("PlantGrowth", "InsectSprays", "chickwts")) {
  frame <- get(data)
  names(frame)[sapply(frame, is.factor)] <- "group"
  names(frame)[names(frame) != "group"] <- "y"
  pairs <- as.data.frame(pairs(emmeans(lm(y ~ group, frame), "group"), adjust = "tukey"))
  write.csv(pairs, paste0("emmeans_pairs_", data, ".csv"), row.names = FALSE)
}
