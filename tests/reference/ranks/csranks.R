# How csranks_synthetic.csv comes about. R 4.2.2, csranks 1.2.3 (CRAN).
# The columns of the file are the arguments: one call for each combination of case, cstype, simul, stepdown.
# Sigma is syn_sigma_<case>.csv, or diag(se^2) for the case that has none (K100_random).
library(csranks)
reference <- read.csv("csranks_synthetic.csv")
keys <- c("case", "cstype", "simul", "stepdown")
for (part in split(reference, reference[keys], drop = TRUE)) {
  file <- paste0("syn_sigma_", part$case[1], ".csv")
  Sigma <- if (file.exists(file)) as.matrix(read.csv(file, header = FALSE)) else diag(part$se^2)
  set <- csranks(part$x, unname(Sigma), coverage = part$coverage[1], cstype = part$cstype[1],
                 stepdown = part$stepdown[1], simul = part$simul[1], R = part$R[1], seed = part$seed[1])
  stopifnot(all(set$L == part$L), all(set$U == part$U), all(set$rank == part$rank))
}
