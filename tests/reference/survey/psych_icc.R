# Made psych_icc.csv and shrout_fleiss.csv in this folder: R 4.2.2, psych. The ratings of Shrout and Fleiss (1979), table 2.
# Run in this folder:  Rscript psych_icc.R
suppressMessages(library(psych))
sf <- matrix(c(9,2,5,8,6,1,3,2,8,4,6,8,7,1,2,6,10,5,6,9,6,2,4,7), ncol = 4, byrow = TRUE)
colnames(sf) <- paste0("J", 1:4)
write.csv(as.data.frame(sf), "shrout_fleiss.csv", row.names = FALSE)
write.csv(ICC(sf)$results, "psych_icc.csv", row.names = FALSE)
