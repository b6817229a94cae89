"""What the numbers of the results' columns are, and which two are printed as one."""

from __future__ import annotations

from collections.abc import Mapping

# a column not named here is told by its content
KINDS: Mapping[str, tuple[str, ...]] = {
    "points": (
        *("estimate", "se", "low", "high", "gap", "change", "contribution", "before", "after"),
        *("detectable", "least_margin", "total", "margin", "points"),
        *("lowest_mark", "highest_mark"),
        *("sd", "detectable_power", "score", "other_score"),
        *("gap_one", "gap_one_power", "gap_control", "gap_control_power"),
        *("gap_first", "gap_first_power", "gap_all", "gap_all_power"),
        *("best_low", "best_high", "corrected", "conditional", "projection_low", "projection_high"),
        *("reference", "own_score"),
        *("se_low", "se_high", "sd_low", "sd_high", "sd_turn"),
        *("penalty", "penalty_se", "penalty_low", "penalty_high", "reward", "reward_se", "reward_low", "reward_high"),
        *("score_low", "score_high", "score_gap", "score_gap_low", "score_gap_high", "score_detectable"),
    ),
    "percent": (
        *("share", "share_low", "share_high", "probability", "level", "bound"),
        *("rated_share", "satisfied_share", "satisfied_low", "satisfied_high", "worst_share", "best_share"),
        *("on_time_share", "repeated_share", "returned_share", "solved_share", "solved_partly_share"),
        *("RR1", "RR1_low", "RR1_high", "RR3", "CON1", "COOP1", "REF1"),
        *("p_first", "p_top", "p_last", "p_bottom"),
        *("direct_rate", "shrunk_rate", "shrunk_rate_se"),
        *(
            "expected",
            "scored",
            "no_opinion",
            "blank",
            "others",
            "share_gap",
            "share_before",
            "share_after",
            "share_raw",
        ),
        *("base_share", "population_share", "weighted_share"),
        *("share_gap_low", "share_gap_high", "share_detectable"),
    ),
    "number": (
        *(
            "importance",
            "group_importance",
            "coefficient",
            "coefficient_se",
            "standardised",
            "correlation",
            "correlation_se",
            "sampling_se",
            "r2",
            "weight",
        ),
        *("weight_before", "weight_after", "variance", "covariance", "covariance_raw", "covariance_se"),
        *("reliability", "reliability_low", "reliability_high", "icc"),
        *("smallest", "largest", "slope_gap", "slope_gap_se", "slope_detectable"),
    ),
    "ratio": (
        *("expected_rank", "ratio", "deff", "weight_effect", "inflation", "pairs_expected", "z", "z_od", "f"),
        *("asymmetry", "asymmetry_low", "asymmetry_high", "vif"),
        *("loading", "loading_low", "loading_high", "item_total", "alpha_without", "residual", "condition"),
    ),
    "p_value": ("p", "p_adjusted", "p_within"),
    "integer": (
        *("n", "rank", "rank_low", "rank_high", "rank_tied", "n_turn", "n_least", "n_most", "n_low", "n_high"),
        *(
            "first_count",
            "no_opinion_count",
            "blank_count",
            "tier",
            "rows",
            "count",
            "respondents",
            "population",
            "clusters",
            "strata",
        ),
        *("n_seen", "n_power", "n_at_sd"),
        "q",
        *("n_one", "n_one_power", "n_control", "n_control_power"),
        *("n_first", "n_first_power", "n_all", "n_all_power"),
        *("n_bad", "n_middle", "n_good"),
        *("marks", "without_opinion", "empty_cells"),
        *("tickets", "rated_tickets", "unrated_tickets", "partner_tickets"),
    ),
    "df": ("df", "rest_df", "n_effective"),
    "verdict": ("verdict", "within", "share_verdict", "score_verdict"),
    "kind": (
        *("kind", "status", "characteristic", "how", "average", "personal", "action", "check", "group", "question"),
        *("band", "treatment", "kano", "quadrant", "part"),
    ),
    "reason": ("reason",),
}
KIND_OF = {column: kind for kind, columns in KINDS.items() for column in columns}
# two columns printed as one: the new column, its ends, and how the two are written
MERGED = (
    ("interval", "low", "high", "interval"),
    ("share_interval", "share_low", "share_high", "percents"),
    ("penalty_interval", "penalty_low", "penalty_high", "interval"),
    ("reward_interval", "reward_low", "reward_high", "interval"),
    ("asymmetry_interval", "asymmetry_low", "asymmetry_high", "ratios"),
    ("score_interval", "score_low", "score_high", "interval"),
    ("share_gap_interval", "share_gap_low", "share_gap_high", "percents"),
    ("score_gap_interval", "score_gap_low", "score_gap_high", "interval"),
    ("satisfied_interval", "satisfied_low", "satisfied_high", "percents"),
    ("RR1_interval", "RR1_low", "RR1_high", "percents"),
    ("reliability_interval", "reliability_low", "reliability_high", "ratios"),
    ("rank", "rank", "rank_tied", "rank_span"),
    ("best_interval", "best_low", "best_high", "interval"),
    ("rank_interval", "rank_low", "rank_high", "rank_span"),
    ("loading_interval", "loading_low", "loading_high", "ratios"),
)
