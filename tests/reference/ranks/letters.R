# How multcompview_cld.csv and emmeans_cld.csv come about. R 4.2.2, multcompView 0.1-8, emmeans 1.8.4, multcomp 1.4-22.
suppressMessages({library(multcompView); library(emmeans); library(multcomp)})
# the 51 states and their mean travel times, all pairs by Tukey and Kramer at 90 %, the shortest time first
acs <- read.csv("acs_traveltime2011.csv")
acs <- acs[order(acs$Estimate.2dec), ]
t <- abs(outer(acs$Estimate.2dec, acs$Estimate.2dec, "-")) / sqrt(outer(acs$SE.2dec^2, acs$SE.2dec^2, "+"))
p <- ptukey(t * sqrt(2), nrow(acs), Inf, lower.tail = FALSE)
dimnames(p) <- list(acs$Abbreviation, acs$Abbreviation)
found <- multcompLetters(p, threshold = 0.10)$Letters
write.csv(data.frame(unit = names(found), letters = unname(found)), "multcompview_cld.csv", row.names = FALSE)
# three data sets of base R, by Tukey at 95 %
rows <- list()
for (data in c("chickwts", "InsectSprays", "PlantGrowth")) {
  frame <- get(data)
  names(frame)[sapply(frame, is.factor)] <- "group"
  names(frame)[names(frame) != "group"] <- "y"
  found <- suppressMessages(as.data.frame(cld(emmeans(lm(y ~ group, frame), "group"), adjust = "tukey", Letters = letters)))
  rows[[length(rows) + 1]] <- data.frame(dataset = data, level = as.character(found$group), emmean = found$emmean,
                                         SE = found$SE, df = found$df, letters = trimws(found$.group))
}
write.csv(do.call(rbind, rows), "emmeans_cld.csv", row.names = FALSE)
