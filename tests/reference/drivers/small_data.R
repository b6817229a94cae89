# Made swiss.csv, attitude.csv and stackloss.csv in this folder: the data sets of R 4.2.2 (package datasets).
# swiss: 47 French-speaking provinces of Switzerland about 1888 (Mosteller and Tukey 1977). attitude: 30 departments, share of
# favourable answers to the overall rating and six questions (Chatterjee and Price 1977). stackloss: 21 days of a plant
# (Brownlee 1960).
for (name in c("swiss", "attitude", "stackloss"))
  write.csv(get(name), paste0(name, ".csv"), row.names = FALSE)
