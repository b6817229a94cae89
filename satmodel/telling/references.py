"""The literature behind each method."""

from __future__ import annotations

REFERENCES = {
    "woodruff1971": "Woodruff RS (1971). A simple method for approximating the variance of a complicated estimate. "
    "Journal of the American Statistical Association 66(334), 411-414.",
    "binder1983": "Binder DA (1983). On the variances of asymptotically normal estimators from complex surveys. "
    "International Statistical Review 51(3), 279-292.",
    "satterthwaite1946": "Satterthwaite FE (1946). An approximate distribution of estimates of variance components. "
    "Biometrics Bulletin 2(6), 110-114.",
    "bhatia2000": "Bhatia R, Davis C (2000). A better bound on the variance. American Mathematical Monthly 107(4), 353-357.",
    "mogstad2024": "Mogstad M, Romano JP, Shaikh AM, Wilhelm D (2024). Inference for ranks with applications to mobility "
    "across neighbourhoods and academic achievement across countries. Review of Economic Studies 91(1), 476-518.",
    "romano2005": "Romano JP, Wolf M (2005). Exact and approximate stepdown methods for multiple hypothesis testing. "
    "Journal of the American Statistical Association 100(469), 94-108.",
    "tukey1953": "Tukey JW (1953). The problem of multiple comparisons. Princeton University, unpublished manuscript; "
    "Kramer CY (1956), Biometrics 12(3), 307-310.",
    "holm1979": "Holm S (1979). A simple sequentially rejective multiple test procedure. "
    "Scandinavian Journal of Statistics 6(2), 65-70.",
    "lindeman1980": "Lindeman RH, Merenda PF, Gold RZ (1980). Introduction to bivariate and multivariate analysis. "
    "Scott Foresman, Glenview.",
    "groemping2007": "Grömping U (2007). Estimators of relative importance in linear regression based on variance "
    "decomposition. The American Statistician 61(2), 139-147.",
    "raowu1988": "Rao JNK, Wu CFJ (1988). Resampling inference with complex survey data. "
    "Journal of the American Statistical Association 83(401), 231-241.",
    "przyborowski1940": "Przyborowski J, Wilenski H (1940). Homogeneity of results in testing samples from Poisson series. "
    "Biometrika 31(3-4), 313-323.",
    "wilson1927": "Wilson EB (1927). Probable inference, the law of succession, and statistical inference. "
    "Journal of the American Statistical Association 22(158), 209-212.",
    "clopper1934": "Clopper CJ, Pearson ES (1934). The use of confidence or fiducial limits illustrated in the case of the "
    "binomial. Biometrika 26(4), 404-413.",
    "korn1998": "Korn EL, Graubard BI (1998). Confidence intervals for proportions with small expected number of positive "
    "counts estimated from survey data. Survey Methodology 24(2), 193-201.",
    "brown2001": "Brown LD, Cai TT, DasGupta A (2001). Interval estimation for a binomial proportion. "
    "Statistical Science 16(2), 101-133.",
    "hanley1983": "Hanley JA, Lippman-Hand A (1983). If nothing goes wrong, is everything all right? Interpreting zero "
    "numerators. Journal of the American Medical Association 249(13), 1743-1745.",
    "kendall1945": "Kendall MG (1945). The treatment of ties in ranking problems. Biometrika 33(3), 239-251.",
    "lehmann1955": "Lehmann EL (1955). Ordered families of distributions. "
    "Annals of Mathematical Statistics 26(3), 399-419.",
    "berger1982": "Berger RL (1982). Multiparameter hypothesis testing and acceptance sampling. "
    "Technometrics 24(4), 295-300.",
    "davidson2013": "Davidson R, Duclos J-Y (2013). Testing for restricted stochastic dominance. "
    "Econometric Reviews 32(1), 84-125.",
    "manski2003": "Manski CF (2003). Partial identification of probability distributions. Springer, New York.",
    "kish1992": "Kish L (1992). Weighting for unequal Pi. Journal of Official Statistics 8(2), 183-200.",
    "lumley2010": "Lumley T (2010). Complex surveys: a guide to analysis using R. Wiley, Hoboken.",
    "aapor2021": "American Association for Public Opinion Research (2021). Disclosure standards.",
}

CITED = {
    "means": ("woodruff1971", "binder1983", "satterthwaite1946"),
    "design": ("lumley2010",),
    "totals": ("binder1983",),
    "ratio": ("woodruff1971", "binder1983"),
    "design_effect": ("kish1992",),
    "averages": ("woodruff1971",),
    "published": ("bhatia2000",),
    "ranks": ("mogstad2024", "romano2005"),
    "gaps": ("tukey1953", "holm1979"),
    "change": ("holm1979",),
    "drivers": ("lindeman1980", "groemping2007", "raowu1988"),
    "count_change": ("przyborowski1940",),
    "rates": ("woodruff1971", "binder1983"),
    "net": ("woodruff1971", "binder1983"),
    "intervals": ("wilson1927", "clopper1934", "korn1998", "brown2001", "hanley1983"),
    "sensitivity": ("kendall1945",),
    "dominance": ("lehmann1955", "berger1982", "davidson2013", "holm1979"),
    "no_opinion": ("manski2003",),
    "disclosure": ("aapor2021",),
}


def cited(methods: tuple[str, ...]) -> tuple[str, ...]:
    """The references of some methods, in alphabetical order, each once."""
    keys = {key for method in methods for key in CITED.get(method, ())}
    return tuple(sorted(REFERENCES[key] for key in keys))
