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
    "wald1940": "Wald A (1940). A note on the analysis of variance with unequal class frequencies. "
    "Annals of Mathematical Statistics 11(1), 96-100.",
    "seely1983": "Seely JF, El-Bassiouni Y (1983). Applying Wald's variance component test. "
    "Annals of Statistics 11(1), 197-201.",
    "shrout1979": "Shrout PE, Fleiss JL (1979). Intraclass correlations: uses in assessing rater reliability. "
    "Psychological Bulletin 86(2), 420-428.",
    "kish1962": "Kish L (1962). Studies of interviewer variance for attitudinal variables. "
    "Journal of the American Statistical Association 57(297), 92-115.",
    "raoscott1984": "Rao JNK, Scott AJ (1984). On chi-squared tests for multiway contingency tables with cell proportions "
    "estimated from survey data. Annals of Statistics 12(1), 46-60.",
    "cox1980": "Cox LH (1980). Suppression methodology and statistical disclosure control. "
    "Journal of the American Statistical Association 75(370), 377-385.",
    "aapor2021": "American Association for Public Opinion Research (2021). Disclosure standards.",
}

CITED = {
    "means": ("woodruff1971", "binder1983", "satterthwaite1946"),
    "published": ("bhatia2000",),
    "ranks": ("mogstad2024", "romano2005"),
    "gaps": ("tukey1953", "holm1979"),
    "change": ("holm1979",),
    "drivers": ("lindeman1980", "groemping2007", "raowu1988"),
    "count_change": ("przyborowski1940",),
    "interviewer_effect": ("wald1940", "seely1983", "shrout1979", "kish1962"),
    "answer_shares": ("raoscott1984", "holm1979"),
    "answer_change": ("holm1979",),
    "suppress": ("cox1980",),
    "disclosure": ("aapor2021",),
}


def cited(methods: tuple[str, ...]) -> tuple[str, ...]:
    """The references of some methods, in alphabetical order, each once."""
    keys = {key for method in methods for key in CITED.get(method, ())}
    return tuple(sorted(REFERENCES[key] for key in keys))
