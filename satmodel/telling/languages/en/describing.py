"""Sentences about estimates and about the data of a survey."""

SENTENCES = {
    "estimates.range": (
        "Of {count:integer} estimates the highest is {highest:name} with {highest_estimate:points} points and the lowest "
        "{lowest:name} with {lowest_estimate:points}; "
        "the {level:percent0} intervals reach {half_low half_high:span} points to either side."
    ),
    "estimates.range.one count": (
        "{highest:name} has {highest_estimate:points} points; "
        "the {level:percent0} interval reaches {half_low:points} points to either side."
    ),
    "estimates.apart": "{name:name} is listed apart, without an interval: {reason:reason}.",
    "survey.rows": (
        "{file:name} has {rows:count row|rows}, of which {respondents:integer} are respondents; "
        "not counted are the header, {titles:count title row|title rows}, {notes:count note|notes}, "
        "{totals:count total|totals}, {blank:count blank row|blank rows} and {void:count void interview|void interviews}."
    ),
    "survey.rows.no file": (
        "The frame has {rows:count row|rows}, of which {respondents:integer} are respondents; "
        "not counted are {blank:count blank row|blank rows} and {void:count void interview|void interviews}."
    ),
    "survey.no_opinion.zero share": "No answer was without an opinion.",
    "survey.no_opinion": (
        "Answers without an opinion are {share:percent} of all answers and are not scored; "
        "the largest share is that of {item:name} with {item_share:percent}."
    ),
    "survey.units": (
        "There are {count:integer} units; the fewest respondents are in {smallest:name} ({smallest_n:integer}), "
        "the most in {largest:name} ({largest_n:integer})."
    ),
    "survey.units.one count": "There is 1 unit, {largest:name}, with {largest_n:count respondent|respondents}.",
    "survey.units+missing": "Listed, but without respondents: {missing:names}.",
    "survey.units+missing.no missing": "",
}
