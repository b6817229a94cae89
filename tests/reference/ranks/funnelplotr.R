# How funnelplotr_overdispersion.csv comes about: R, FunnelPlotR 0.6.0. The target and s are on the scale of Y.
library(FunnelPlotR)
units <- unique(read.csv("funnelplotr_overdispersion.csv")[, c("group", "numerator", "denominator")])
made <- lapply(c("PR", "RC"), function(type) {
  plot <- funnel_plot(
    numerator = units$numerator, denominator = units$denominator, group = units$group,
    data_type = type, limit = 99, trim_by = 0.1, draw_adjusted = TRUE
  )
  data.frame(source_data(plot), data_type = type, phi = phi(plot), tau2 = tau2(plot))
})
print(do.call(rbind, made))
