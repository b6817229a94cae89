"""The words of the appendix that do not depend on results, and sentences chosen by results."""

from __future__ import annotations

WORDS = {
    "results": "Results",
    "title": "Methodology appendix",
    "subtitle": "Methods, results and their uncertainty",
    "simulated": "Simulated data: not the result of a survey of any real place",
    "key": "Key findings",
    "card": "Design and definitions",
    "scoring": "Scoring",
    "methods": "Methods",
    "limits": "Limitations",
    "disclosure": "Disclosure checklist",
    "audit": "How to reproduce this appendix",
    "references": "References",
    "notes": "Notes",
    "colon": ": ",
    "not_supplied": "not supplied",
    "supplied": "supplied",
    "not_applicable": "not used in this appendix",
    "see_chapter": 'see "{chapter}"',
    "limits_suffix": " (scoring range {limits} points)",
    "sd_suffix": " (standard deviation of {sd} points assumed)",
    "same_under": " (the same verdicts with scoring ranges of {all} points)",
    "differs_under": " (scoring range {first} points; with {others} points some verdicts differ, see below)",
    "files": "Input files and their fingerprints (SHA-256)",
    "settings": "All settings",
    "versions": "Software versions",
    "rows": "Rows read",
    "score_table": "Answers and points",
    "no_points": "not scored",
    "verdict_words": "Only three verdicts are used: established, not established, not comparable. "
    '"Not established" does not mean "no difference"; it comes with the smallest gap that this sample could have '
    "established.",
    "disclosure_note": "The list follows the AAPOR disclosure standards of 2021 and statistical practice; what was not "
    'supplied is printed as "not supplied".',
}

CARD = {
    "sponsor": "Commissioned and paid for by",
    "organiser": "Carried out by",
    "mode": "Mode",
    "fieldwork": "Fieldwork",
    "population": "Population",
    "frame": "Frame and sampling",
    "questions": "Questions and answers",
    "no_opinion": "Don't know and refusals",
    "composite": "Composite",
    "conversion": "Conversion",
    "dispositions": "Call outcomes and response rate",
    "weighting": "Weighting",
    "comparability": "Comparability with the previous round",
    "quality": "Quality control",
    "privacy": "Personal data",
    "questionnaire_test": "Questionnaire test, reliability and validity",
    "name": "Name of the instrument",
    "unit": "What is scored",
    "items": "Items",
    "options": "Points of the answers",
    "not_scored": "Answers not scored",
    "computed": "Columns computed from the items",
}

CAPTIONS = {
    "read": "Rows read",
    "answers": "Distribution of the answers",
    "unit": "Scores of the units with their intervals",
    "item": "Scores of the items with their intervals",
    "unit item": "Scores of every unit and item",
    "ranks": "Rank intervals",
    "gaps": "Gaps and verdicts",
    "gaps unit against": "Gaps between units",
    "gaps item against": "Gaps between items",
    "precision n": "Differences that so many interviews establish",
    "precision gap": "Interviews that a difference needs",
    "gaps change": "Is the largest rise the largest?",
    "change unit": "Change of each unit",
    "change item": "Change of each item",
    "change": "Change since the previous round",
    "contributions": "Contribution of each item",
    "drivers": "How the items go with the overall rating",
    "count_change": "Two counts compared",
}

CHECKLIST = {
    "sponsor": "Who commissioned, paid for and carried out the survey",
    "population": "Population, area and exclusions",
    "frame": "Frame, sampling method and quotas",
    "questions": "Wording of questions and answers, points, rule for don't know",
    "mode": "Mode, language and dates",
    "dispositions": "Call outcomes; contact, refusal and response rates",
    "sample": "Sample size in total and by unit, void and missing answers",
    "weighting": "Weighting variables, targets, range of weights, design effect",
    "precision": "Standard errors, intervals and how they were computed",
    "composite": "Formula of the composite, weights, rounding and conversion",
    "model": "Model, estimator, covariance and seed",
    "importance": "Importance method and its uncertainty",
    "ranks": "Tests of rank gaps, multiplicity, rank intervals",
    "comparability": "Comparability with the previous round",
    "questionnaire_test": "Reliability, validity and questionnaire test",
    "quality": "Data quality checks",
    "limitations": "Limitations",
    "privacy": "Personal data removed and smallest cell",
    "audit": "File fingerprints, software versions, seed and command",
}

LIMITATIONS = {
    "simulated": "This appendix uses simulated data to show the method; it describes no real place.",
    "sampling_only": "Intervals reflect sampling error only, not bias from refusals, wording or priming.",
    "not_equal": '"Not established" means that this sample cannot see a difference of that size, not that there is none.',
    "not_percent": "Scores run from {low:integer} to {high:integer} points and are not percentages: {example:points} "
    'points is not "{example:points} % satisfied".',
    "bounds": "The source gives no standard deviations, and the standard errors are the largest that the scoring range "
    'allows; "established" holds within that range, "not established" may change once standard deviations are known.',
    "assumed_n": "Sample sizes are assumptions; with other sizes the intervals and verdicts would differ.",
    "independent_rounds": "The two rounds are treated as independent samples of different people; shared villages or "
    "respondents would call for the covariance of the overlap.",
    "arithmetic": "Contributions are arithmetic and not the causal effect of any measure taken.",
    "association": "How the items go with the overall rating is association, not cause; a general mood lifts or lowers "
    "all items together.",
    "unweighted": "No weights are used; each unit counts in the overall mean by its sample size, not its population.",
    "decimals": "Scores are printed with {decimals:text} decimals by custom; the decimals are not a claim of precision.",
    "apart": "These figures have no standard error that can be estimated; they are listed apart and not ranked: "
    "{names:names}.",
}

HEADS = {
    "item_of_list": "Item",
    "status": "Status",
    "where": "Where",
    "file": "File",
    "sha256": "Fingerprint",
    "step": "Step",
    "setting": "Setting",
    "value": "Value",
    "package": "Software",
    "version": "Version",
    "answer": "Answer",
    "points": "Points",
    "round": "Round",
    "field": "Item",
    "content": "Content",
    "kind": "Kind",
    "rows": "Rows",
    "rows_where": "Where",
}

ROW_KINDS = {
    "title": "title",
    "header": "header",
    "note": "note",
    "total": "total",
    "blank": "blank",
    "void": "void interview",
    "respondent": "respondent",
    "value": "data",
}

DOCUMENT = {
    "table": "Table {number}",
    "figure": "Figure {number}",
    "formula": "Equation {number}",
    "formula_number": "({number})",
    "section": "Section {number}",
    "caption": "{label}. {text}",
    "note": "Note: ",
    "contents": "Contents",
    "page": "Page {page} of {pages}",
    "text_sheet": "Notes",
    "nothing": "—",
    "numerals": "decimal",
}
