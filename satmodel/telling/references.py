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
    "klein2020": "Klein M, Wright T, Wieczorek J (2020). A joint confidence region for an overall ranking of populations. "
    "Journal of the Royal Statistical Society C 69(3), 589-606.",
    "romano2005": "Romano JP, Wolf M (2005). Exact and approximate stepdown methods for multiple hypothesis testing. "
    "Journal of the American Statistical Association 100(469), 94-108.",
    "tukey1953": "Tukey JW (1953). The problem of multiple comparisons. Princeton University, unpublished manuscript; "
    "Kramer CY (1956), Biometrics 12(3), 307-310.",
    "holm1979": "Holm S (1979). A simple sequentially rejective multiple test procedure. "
    "Scandinavian Journal of Statistics 6(2), 65-70.",
    "hartung2001": "Hartung J, Knapp G (2001). A refined method for the meta-analysis of controlled clinical trials with "
    "binary outcome. Statistics in Medicine 20(24), 3875-3889.",
    "wedderburn1974": "Wedderburn RWM (1974). Quasi-likelihood functions, generalized linear models, and the Gauss-Newton "
    "method. Biometrika 61(3), 439-447.",
    "welch1951": "Welch BL (1951). On the comparison of several mean values: an alternative approach. "
    "Biometrika 38(3-4), 330-336.",
    "dunnett1955": "Dunnett CW (1955). A multiple comparison procedure for comparing several treatments with a control. "
    "Journal of the American Statistical Association 50(272), 1096-1121.",
    "goldstein1996": "Goldstein H, Spiegelhalter DJ (1996). League tables and their limitations: statistical issues in "
    "comparisons of institutional performance. Journal of the Royal Statistical Society A 159(3), 385-443.",
    "mcgraw1996": "McGraw KO, Wong SP (1996). Forming inferences about some intraclass correlation coefficients. "
    "Psychological Methods 1(1), 30-46.",
    "spearman1910": "Spearman C (1910). Correlation calculated from faulty data. British Journal of Psychology 3(3), 271-295.",
    "brown1910": "Brown W (1910). Some experimental results in the correlation of mental abilities. British Journal of "
    "Psychology 3(3), 296-322.",
    "bland1986": "Bland JM, Altman DG (1986). Statistical methods for assessing agreement between two methods of clinical "
    "measurement. The Lancet 327(8476), 307-310.",
    "carkeet2015": "Carkeet A (2015). Exact parametric confidence intervals for Bland-Altman limits of agreement. "
    "Optometry and Vision Science 92(3), e71-e80.",
    "fuller1987": "Fuller WA (1987). Measurement error models. Wiley, New York.",
    "hedges1983": "Hedges LV (1983). A random effects model for effect sizes. Psychological Bulletin 93(2), 388-395.",
    "zou2013": "Zou GY (2013). Confidence interval estimation for the Bland-Altman limits of agreement with multiple "
    "observations per individual. Statistical Methods in Medical Research 22(6), 630-642.",
    "kish1965": "Kish L (1965). Survey sampling. Wiley, New York.",
    "games1976": "Games PA, Howell JF (1976). Pairwise multiple comparison procedures with unequal n's and/or variances: a "
    "Monte Carlo study. Journal of Educational Statistics 1(2), 113-125.",
    "benjamini1995": "Benjamini Y, Hochberg Y (1995). Controlling the false discovery rate: a practical and powerful "
    "approach to multiple testing. Journal of the Royal Statistical Society B 57(1), 289-300.",
    "benjamini2005": "Benjamini Y, Yekutieli D (2005). False discovery rate-adjusted multiple confidence intervals for "
    "selected parameters. Journal of the American Statistical Association 100(469), 71-81.",
    "berger2004": "Berger YG (2004). Variance estimation for measures of change in probability sampling. "
    "Canadian Journal of Statistics 32(4), 451-467.",
    "schuirmann1987": "Schuirmann DJ (1987). A comparison of the two one-sided tests procedure and the power approach for "
    "assessing the equivalence of average bioavailability. Journal of Pharmacokinetics and Biopharmaceutics 15(6), 657-680.",
    "lindeman1980": "Lindeman RH, Merenda PF, Gold RZ (1980). Introduction to bivariate and multivariate analysis. "
    "Scott Foresman, Glenview.",
    "groemping2007": "Grömping U (2007). Estimators of relative importance in linear regression based on variance "
    "decomposition. The American Statistician 61(2), 139-147.",
    "raowu1988": "Rao JNK, Wu CFJ (1988). Resampling inference with complex survey data. "
    "Journal of the American Statistical Association 83(401), 231-241.",
    "azen2003": "Azen R, Budescu DV (2003). The dominance analysis approach for comparing predictors in multiple regression. "
    "Psychological Methods 8(2), 129-148.",
    "budescu1993": "Budescu DV (1993). Dominance analysis: a new approach to the problem of relative importance of "
    "predictors in multiple regression. Psychological Bulletin 114(3), 542-551.",
    "brandt1987": "Brandt RD (1987). A procedure for identifying value-enhancing service components using customer "
    "satisfaction survey data. In: Surprenant C (ed.), Add value to your service, 61-65. American Marketing Association, "
    "Chicago.",
    "mikulic2008": "Mikulić J, Prebežac D (2008). Prioritizing improvement of service attributes using impact "
    "range-performance analysis and impact-asymmetry analysis. Managing Service Quality 18(6), 559-576.",
    "mikulic2011": "Mikulić J, Prebežac D (2011). A critical review of techniques for classifying quality attributes in the "
    "Kano model. Managing Service Quality 21(1), 46-66.",
    "kano1984": "Kano N, Seraku N, Takahashi F, Tsuji S (1984). Attractive quality and must-be quality. Hinshitsu "
    "(Journal of the Japanese Society for Quality Control) 14(2), 147-156.",
    "martilla1977": "Martilla JA, James JC (1977). Importance-performance analysis. Journal of Marketing 41(1), 77-79.",
    "bacon2003": "Bacon DR (2003). A comparison of approaches to importance-performance analysis. "
    "International Journal of Market Research 45(1), 55-71.",
    "przyborowski1940": "Przyborowski J, Wilenski H (1940). Homogeneity of results in testing samples from Poisson series. "
    "Biometrika 31(3-4), 313-323.",
    "deming1940": "Deming WE, Stephan FF (1940). On a least squares adjustment of a sampled frequency table when the expected "
    "marginal totals are known. Annals of Mathematical Statistics 11(4), 427-444.",
    "deville1993": "Deville JC, Särndal CE, Sautory O (1993). Generalized raking procedures in survey sampling. "
    "Journal of the American Statistical Association 88(423), 1013-1020.",
    "holt1979": "Holt D, Smith TMF (1979). Post stratification. Journal of the Royal Statistical Society, Series A 142(1), "
    "33-46.",
    "potter1990": "Potter FJ (1990). A study of procedures to identify and trim extreme sampling weights. Proceedings of the "
    "Section on Survey Research Methods, American Statistical Association, 225-230.",
    "wolter2007": "Wolter KM (2007). Introduction to variance estimation, 2nd edition. Springer, New York.",
    "judkins1990": "Judkins DR (1990). Fay's method for variance estimation. Journal of Official Statistics 6(3), 223-239.",
    "rao1992": "Rao JNK, Wu CFJ, Yue K (1992). Some recent work on resampling methods for complex surveys. "
    "Survey Methodology 18(2), 209-217.",
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
    "simonsohn2020": "Simonsohn U, Simmons JP, Nelson LD (2020). Specification curve analysis. Nature Human Behaviour 4, "
    "1208-1214.",
    "steegen2016": "Steegen S, Tuerlinckx F, Gelman A, Vanpaemel W (2016). Increasing transparency through a multiverse "
    "analysis. Perspectives on Psychological Science 11(5), 702-712.",
    "kendall1945": "Kendall MG (1945). The treatment of ties in ranking problems. Biometrika 33(3), 239-251.",
    "lehmann1955": "Lehmann EL (1955). Ordered families of distributions. "
    "Annals of Mathematical Statistics 26(3), 399-419.",
    "berger1982": "Berger RL (1982). Multiparameter hypothesis testing and acceptance sampling. "
    "Technometrics 24(4), 295-300.",
    "davidson2013": "Davidson R, Duclos J-Y (2013). Testing for restricted stochastic dominance. "
    "Econometric Reviews 32(1), 84-125.",
    "manski2003": "Manski CF (2003). Partial identification of probability distributions. Springer, New York.",
    "manski1989": "Manski CF (1989). Anatomy of the selection problem. Journal of Human Resources 24(3), 343-360.",
    "tukey1963": "Tukey JW, McLaughlin DH (1963). Less vulnerable confidence and significance procedures for location "
    "based on a single sample: trimming/Winsorization 1. Sankhyā Series A 25(3), 331-352.",
    "lumley2010": "Lumley T (2010). Complex surveys: a guide to analysis using R. Wiley, Hoboken.",
    "cochran1977": "Cochran WG (1977). Sampling techniques, 3rd edition. Wiley, New York.",
    "brown2017": "Brown NJL, Heathers JAJ (2017). The GRIM test: a simple technique detects numerous anomalies in the "
    "reporting of results in psychology. Social Psychological and Personality Science 8(4), 363-369.",
    "aapor2023": "American Association for Public Opinion Research (2023). Standard definitions: final dispositions of "
    "case codes and outcome rates for surveys, 10th edition.",
    "brant1990": "Brant R (1990). Assessing proportionality in the proportional odds model for ordinal logistic regression. "
    "Biometrics 46(4), 1171-1178.",
    "korn1990": "Korn EL, Graubard BI (1990). Simultaneous testing of regression coefficients with complex survey data: use of "
    "Bonferroni t statistics. The American Statistician 44(4), 270-276.",
    "mckelvey1975": "McKelvey RD, Zavoina W (1975). A statistical model for the analysis of ordinal level dependent variables. "
    "Journal of Mathematical Sociology 4(1), 103-120.",
    "mccullagh1980": "McCullagh P (1980). Regression models for ordinal data. Journal of the Royal Statistical Society B 42(2), 109-142.",
    "lumley2017": "Lumley T, Scott A (2017). Fitting regression models to survey data. Statistical Science 32(2), 265-278.",
    "bell2002": "Bell RM, McCaffrey DF (2002). Bias reduction in standard errors for linear regression with multi-stage samples. "
    "Survey Methodology 28(2), 169-181.",
    "pustejovsky2018": "Pustejovsky JE, Tipton E (2018). Small-sample methods for cluster-robust variance estimation and "
    "hypothesis testing in fixed effects models. Journal of Business and Economic Statistics 36(4), 672-683.",
    "lane1982": "Lane PW, Nelder JA (1982). Analysis of covariance and standardization as instances of prediction. "
    "Biometrics 38(3), 613-621.",
    "deville1999": "Deville JC (1999). Variance estimation for complex statistics and estimators: linearization and residual "
    "techniques. Survey Methodology 25(2), 193-203.",
    "paule1982": "Paule RC, Mandel J (1982). Consensus values and weighting factors. "
    "Journal of Research of the National Bureau of Standards 87(5), 377-385.",
    "spiegelhalter2005": "Spiegelhalter DJ (2005). Funnel plots for comparing institutional performance. "
    "Statistics in Medicine 24(8), 1185-1202.",
    "spiegelhalter2012": "Spiegelhalter D, Sherlaw-Johnson C, Bardsley M, Blunt I, Wood C, Grigg O (2012). Statistical methods for "
    "healthcare regulation: rating, screening and surveillance. Journal of the Royal Statistical Society A 175(1), 1-47.",
    "cqc2020": "Care Quality Commission (2020). NHS patient survey programme: 2019 adult inpatient survey: identifying outliers "
    "within trust-level results.",
    "huber1964": "Huber PJ (1964). Robust estimation of a location parameter. Annals of Mathematical Statistics 35(1), 73-101.",
    "fay1987": "Fay RE (1987). Application of multivariate regression to small domain estimation. In: Platek R and others "
    "(eds.), Small area statistics, 91-102. Wiley, New York.",
    "daniels1999": "Daniels MJ (1999). A prior for the variance in hierarchical models. Canadian Journal of Statistics 27(3), "
    "567-578.",
    "everson2000": "Everson PJ, Morris CN (2000). Inference for multivariate normal hierarchical models. Journal of the Royal "
    "Statistical Society B 62(2), 399-412.",
    "davis1976": "Davis CE (1976). The effect of regression to the mean in epidemiologic and clinical studies. American "
    "Journal of Epidemiology 104(5), 493-498.",
    "fay1979": "Fay RE, Herriot RA (1979). Estimates of income for small places: an application of James-Stein procedures "
    "to census data. Journal of the American Statistical Association 74(366), 269-277.",
    "prasad1990": "Prasad NGN, Rao JNK (1990). The estimation of the mean squared error of small-area estimators. "
    "Journal of the American Statistical Association 85(409), 163-171.",
    "datta2005": "Datta GS, Rao JNK, Smith DD (2005). On measuring the variability of small area estimators under a basic "
    "area level model. Biometrika 92(1), 183-196.",
    "viechtbauer2007": "Viechtbauer W (2007). Confidence intervals for the amount of heterogeneity in meta-analysis. "
    "Statistics in Medicine 26(1), 37-52.",
    "kline2024": "Kline P, Rose EK, Walters CR (2024). A discrimination report card. "
    "American Economic Review 114(8), 2472-2525.",
    "piepho2004": "Piepho HP (2004). An algorithm for a letter-based representation of all-pairwise comparisons. "
    "Journal of Computational and Graphical Statistics 13(2), 456-466.",
    "higgins2002": "Higgins JPT, Thompson SG (2002). Quantifying heterogeneity in a meta-analysis. "
    "Statistics in Medicine 21(11), 1539-1558.",
    "lingsma2010": "Lingsma HF, Steyerberg EW, Eijkemans MJC, Dippel DWJ, Scholte op Reimer WJM, van Houwelingen HC (2010). "
    "Comparing and ranking hospitals based on outcome: results from The Netherlands Stroke Survey. "
    "QJM 103(2), 99-108.",
    "dishoeck2011": "van Dishoeck AM, Lingsma HF, Mackenbach JP, Steyerberg EW (2011). Random variation and rankability of "
    "hospitals using outcome indicators. BMJ Quality & Safety 20(10), 869-874.",
    "nunnally1994": "Nunnally JC, Bernstein IH (1994). Psychometric theory, 3rd edition. McGraw-Hill, New York.",
    "griffiths1973": "Griffiths DA (1973). Maximum likelihood estimation for the beta-binomial distribution and an application "
    "to the household distribution of the total number of cases of a disease. Biometrics 29(4), 637-648.",
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
    "cronbach1951": "Cronbach LJ (1951). Coefficient alpha and the internal structure of tests. Psychometrika 16(3), 297-334.",
    "harman1966": "Harman HH, Jones WH (1966). Factor analysis by minimizing residuals (minres). Psychometrika 31(3), 351-368.",
    "mcdonald1999": "McDonald RP (1999). Test theory: a unified treatment. Mahwah: Erlbaum.",
    "hsu1984": "Hsu JC (1984). Constrained simultaneous confidence intervals for multiple comparisons with the best. "
    "Annals of Statistics 12(3), 1136-1144.",
    "andrews2024": "Andrews I, Kitagawa T, McCloskey A (2024). Inference on winners. "
    "Quarterly Journal of Economics 139(1), 305-358.",
    "sidak1967": "Šidák Z (1967). Rectangular confidence regions for the means of multivariate normal distributions. "
    "Journal of the American Statistical Association 62(318), 626-633.",
    "kitagawa1955": "Kitagawa EM (1955). Components of a difference between two rates. "
    "Journal of the American Statistical Association 50(272), 1168-1194.",
    "blinder1973": "Blinder AS (1973). Wage discrimination: reduced form and structural estimates. "
    "Journal of Human Resources 8(4), 436-455.",
    "shorrocks1982": "Shorrocks AF (1982). Inequality decomposition by factor components. Econometrica 50(1), 193-211.",
    "fieller1954": "Fieller EC (1954). Some problems in interval estimation. "
    "Journal of the Royal Statistical Society, Series B 16(2), 175-185.",
    "efron1975": "Efron B, Morris C (1975). Data analysis using Stein's estimator and its generalizations. "
    "Journal of the American Statistical Association 70(350), 311-319.",
    "laird1989": "Laird NM, Louis TA (1989). Empirical Bayes ranking methods. "
    "Journal of Educational Statistics 14(1), 29-46.",
    "little2019": "Little RJA, Rubin DB (2019). Statistical analysis with missing data. 3rd edition. Wiley, Hoboken.",
    "vanbuuren2011": "van Buuren S, Groothuis-Oudshoorn K (2011). mice: multivariate imputation by chained equations in R. "
    "Journal of Statistical Software 45(3), 1-67.",
    "schomaker2018": "Schomaker M, Heumann C (2018). Bootstrap inference when using multiple imputation. "
    "Statistics in Medicine 37(14), 2252-2266.",
    "owen1977": "Owen G (1977). Values of games with a priori unions. In: Henn R, Moeschlin O (eds.), Mathematical "
    "economics and game theory. Springer, Berlin, 76-88.",
    "genizi1993": "Genizi A (1993). Decomposition of R² in multiple regression with correlated regressors. "
    "Statistica Sinica 3(2), 407-420.",
    "johnson2000": "Johnson JW (2000). A heuristic method for estimating the relative weight of predictor variables in "
    "multiple regression. Multivariate Behavioral Research 35(1), 1-19.",
    "zuber2011": "Zuber V, Strimmer K (2011). High-dimensional regression and variable selection using CAR scores. "
    "Statistical Applications in Genetics and Molecular Biology 10(1), 34.",
    "castro2009": "Castro J, Gómez D, Tejada J (2009). Polynomial calculation of the Shapley value based on sampling. "
    "Computers & Operations Research 36(5), 1726-1730.",
    "higham2002": "Higham NJ (2002). Computing the nearest correlation matrix: a problem from finance. "
    "IMA Journal of Numerical Analysis 22(3), 329-343.",
    "kish1992": "Kish L (1992). Weighting for unequal Pi. Journal of Official Statistics 8(2), 183-200.",
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
    "ranks": ("mogstad2024", "romano2005", "dunnett1955", "klein2020"),
    "tiers": ("kline2024", "paule1982", "piepho2004", "mogstad2024"),
    "reliability": ("paule1982", "viechtbauer2007", "higgins2002", "lingsma2010", "dishoeck2011", "nunnally1994"),
    "first": ("mogstad2024", "hsu1984", "andrews2024", "sidak1967", "efron1975", "paule1982", "laird1989"),
    "awards": ("laird1989", "paule1982", "mogstad2024", "goldstein1996", "viechtbauer2007"),
    "persistence": ("mcgraw1996", "spearman1910", "brown1910", "laird1989"),
    "gaps": ("tukey1953", "games1976", "holm1979", "romano2005", "schuirmann1987", "brown2001"),
    "standing": ("spiegelhalter2005", "spiegelhalter2012", "huber1964", "holm1979", "cqc2020"),
    "change": ("holm1979", "benjamini1995", "benjamini2005", "schuirmann1987", "brown2001"),
    "round_means": ("woodruff1971", "binder1983", "berger2004", "satterthwaite1946"),
    "rank_change": ("mogstad2024", "romano2005", "holm1979"),
    "check_claims": ("holm1979", "berger1982"),
    "composition": ("kitagawa1955", "deville1999", "holm1979"),
    "house_effect": (
        *("bland1986", "carkeet2015", "zou2013", "hartung2001", "hedges1983", "viechtbauer2007", "kendall1945"),
        *("schuirmann1987", "holm1979"),
    ),
    "official_forecast": ("fuller1987",),
    "convert": ("clopper1934", "mogstad2024", "klein2020", "paule1982", "efron1975", "griffiths1973", "holm1979"),
    "movers": ("fay1987", "daniels1999", "everson2000", "davis1976", "mogstad2024"),
    "trend": ("hartung2001", "paule1982", "viechtbauer2007", "wedderburn1974", "welch1951", "holm1979"),
    "drivers": ("lindeman1980", "groemping2007", "raowu1988", "mogstad2024", "mckelvey1975"),
    "drivers_by": ("lindeman1980", "groemping2007", "raowu1988"),
    "contributions": ("kitagawa1955", "blinder1973", "holm1979"),
    "spread": ("shorrocks1982", "fieller1954"),
    "importance": (
        *("lindeman1980", "groemping2007", "owen1977", "genizi1993", "johnson2000", "zuber2011", "castro2009"),
    ),
    "missing_drivers": ("little2019", "vanbuuren2011", "schomaker2018", "higham2002"),
    "structure": ("cronbach1951", "mcdonald1999", "harman1966", "raowu1988"),
    "count_change": ("przyborowski1940",),
    "dominance": ("budescu1993", "azen2003", "berger1982", "raowu1988", "holm1979"),
    "compare_drivers": ("lindeman1980", "groemping2007", "raowu1988", "binder1983", "holm1979"),
    "asymmetry": ("brandt1987", "kano1984", "mikulic2008", "mikulic2011", "fieller1954", "binder1983", "holm1979"),
    "priorities": ("martilla1977", "bacon2003", "lindeman1980", "raowu1988", "holm1979"),
    "rake": ("deming1940", "deville1993", "kish1992"),
    "post_stratify": ("holt1979", "deville1993", "kish1992"),
    "trim": ("potter1990",),
    "replicates": ("wolter2007", "judkins1990", "rao1992"),
    "replicate_means": ("wolter2007", "satterthwaite1946"),
    "rates": ("woodruff1971", "binder1983"),
    "net": ("woodruff1971", "binder1983"),
    "intervals": ("wilson1927", "clopper1934", "korn1998", "brown2001", "hanley1983"),
    "recoded": ("kendall1945",),
    "sensitivity": ("simonsohn2020", "steegen2016"),
    "stochastic_dominance": ("lehmann1955", "berger1982", "davidson2013", "holm1979"),
    "no_opinion": ("manski2003",),
    "ratings": ("woodruff1971", "tukey1963"),
    "selected": ("wilson1927",),
    "ticket_rates": ("wilson1927", "manski1989"),
    "counts": ("brown2017",),
    "counted": ("cochran1977",),
    "composite_bounds": ("cochran1977",),
    "sd_bounds": ("bhatia2000", "brown2017"),
    "precision": ("tukey1953", "dunnett1955", "hsu1984", "kish1965"),
    "claims": ("bhatia2000", "tukey1953"),
    "settle": ("bhatia2000", "tukey1953", "holm1979"),
    "dispositions": ("aapor2023", "wilson1927"),
    "ordinal": ("mckelvey1975", "mccullagh1980"),
    "parallel_lines": ("brant1990", "binder1983", "korn1990", "holm1979"),
    "regress": ("binder1983", "lumley2017", "mccullagh1980", "bell2002", "pustejovsky2018"),
    "adjusted": ("lane1982", "deville1999"),
    "shrink": ("paule1982", "fay1979", "prasad1990", "datta2005", "viechtbauer2007"),
    "shrink_rates": ("griffiths1973",),
    "problems": ("wilson1927",),
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
