# How csranks_synthetic.csv and csranks_pisa2018.csv come about. R 4.2.2, csranks 1.2.3 (CRAN).
# The columns of the file are the arguments: one call for each combination of case, cstype, simul, stepdown, R.
# Sigma is syn_sigma_<case>.csv, or diag(se^2) for the cases that have none (K100_random, PISA).
library(csranks)
reference <- rbind(read.csv("csranks_synthetic.csv"), read.csv("csranks_pisa2018.csv"))
keys <- c("case", "cstype", "simul", "stepdown", "R")
for (part in split(reference, reference[keys], drop = TRUE)) {
  file <- paste0("syn_sigma_", part$case[1], ".csv")
  Sigma <- if (file.exists(file)) as.matrix(read.csv(file, header = FALSE)) else diag(part$se^2)
  set <- csranks(part$x, unname(Sigma), coverage = part$coverage[1], cstype = part$cstype[1],
                 stepdown = part$stepdown[1], simul = part$simul[1], R = part$R[1], seed = part$seed[1])
  stopifnot(all(set$L == part$L), all(set$U == part$U), all(set$rank == part$rank))
}
