# Made scd_data.csv and brr_scd.csv: R 4.2.2, survey 4.1-1, data of Levy and Lemeshow on ambulances (six clusters, three
# strata). Run in this folder:  Rscript scd.R
suppressMessages(library(survey)); data(scd); options(digits = 17)
d <- svydesign(data = scd, prob = ~1, id = ~ambulance, strata = ~ESA, nest = TRUE)
kinds <- list(taylor = d, BRR = as.svrepdesign(d, type = "BRR"), Fay0.3 = as.svrepdesign(d, type = "Fay", fay.rho = .3),
              JKn = as.svrepdesign(d))
one <- function(name) {
  m <- svymean(~alive, kinds[[name]]); r <- svyratio(~alive, ~arrests, kinds[[name]])
  data.frame(type = name, mean = as.numeric(coef(m)), se = as.numeric(SE(m)), ratio = as.numeric(coef(r)), ratio_se = as.numeric(SE(r)))
}
write.csv(do.call(rbind, lapply(names(kinds), one)), "brr_scd.csv", row.names = FALSE)
write.csv(scd, "scd_data.csv", row.names = FALSE)
