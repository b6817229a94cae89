"""What the data say of the fieldwork: reasons to look, never accusations."""

from __future__ import annotations

from satmodel.telling.lines import Line

_ANSWERS = {
    "no_opinion": "answers without an opinion",
    "middle": "the middle answer among the scored answers",
    "straight": "interviews with the same answer to every item among those that answered all",
}
_CAUSES_LOW = {
    "no_opinion": "this can come from explaining the answers in dialect, from prompting, or from respondents who know more of the matter",
    "middle": "this can come from the opinions themselves, from how the answers were read out, or from prompting",
    "straight": "this can come from opinions that differ from item to item, or from more patient interviews",
}
_CAUSES_HIGH = {
    "no_opinion": "this can come from respondents who know less of the matter, or from fewer probes",
    "middle": "this can come from the opinions themselves, or from how the answers were read out",
    "straight": "this can come from opinions that are alike on all items, from hurry, or from prompting",
}
_CHANGE_CAUSES = "this can come from changed opinions, from publicity before the survey, or from how it was asked; the data cannot tell."
_SHARES = (
    "The share of {what} is {{share:percent}}; by unit it runs from {{lowest_share:percent}} ({{lowest:name}}) to "
    "{{highest_share:percent}} ({{highest:name}})"
)
_MOVED = (
    "The share of {what} went from {{share_before:percent}} to {{share_after:percent}}, a change of {{share_gap:pp}} percentage "
    "points ({{level:percent0}} interval {{low high:pps}})"
)

SENTENCES = {
    "quality.overview": (
        "{count:count check was|checks were} made; {unread:count time, duration or date|times, durations or dates} could not "
        "be read and had no part in their check."
    ),
    "quality.overview.zero unread": "{count:count check was|checks were} made.",
    "quality.left_out": "The check “{check:kind}” was not made: {reason:reason}.",
    "exclusions.steps": (
        "Of {rows:count row|rows} in the file {respondents:integer} are respondents; {overall:integer} of them have a scored "
        "answer to the overall question, and {complete:integer} to every item as well."
    ),
    "exclusions.steps.no overall": (
        "Of {rows:count row|rows} in the file {respondents:integer} are respondents, and {complete:integer} of them have a "
        "scored answer to every item."
    ),
    "missing.items": (
        "The question most often left empty is {blank_item:name} ({blank:percent}; most in {unit:name} on {item:name}, "
        "{unit_blank:percent}); the one most often answered without an opinion is {opinion_item:name} ({no_opinion:percent})."
    ),
    "missing.items.zero blank": (
        "No question was left empty; the one most often answered without an opinion is {opinion_item:name} "
        "({no_opinion:percent})."
    ),
    "missing.items.zero blank.zero no_opinion": "Every question has a scored answer from every respondent.",
    "duplicates.same_number": (
        "{count:count interview has a number that stands|interviews have a number that stands} in an earlier row "
        "({n:count interview|interviews} compared)."
    ),
    "duplicates.same_number.zero count": "No interview number stands twice ({n:count interview|interviews} compared).",
    "duplicates.same_phone": (
        "{count:count interview has a telephone number that stands|interviews have a telephone number that stands} in an "
        "earlier row ({n:count interview|interviews} compared)."
    ),
    "duplicates.same_phone.zero count": "No telephone number stands twice ({n:count interview|interviews} compared).",
    "duplicates.same_answers": (
        "{pairs:count pair of interviews is|pairs of interviews are} alike in unit, features and all answers; chance alone would "
        "make about {pairs_expected:ratio}. Alike answers alone do not show that an interview was copied."
    ),
    "straight_lining.share": (
        "{count:integer} of {n:count interview|interviews} ({share:percent}) have the same answer to every item; items "
        "answered independently of each other would give {expected:percent}. Opinions go together, so a larger share is usual."
    ),
    "straight_lining.share+interviewers": (
        "By interviewer the share runs from {lowest_share:percent} ({lowest:name}) to {highest_share:percent} ({highest:name})."
    ),
    "straight_lining.share+interviewers.no lowest": "",
    "speeders.share": (
        "{count:integer} of {n:count interview|interviews} ({share:percent}) took less than {shortest:integer} seconds; the "
        "median is {median:integer} seconds."
    ),
    "speeders.share+interviewers": (
        "By interviewer the share runs from {lowest_share:percent} ({lowest:name}) to {highest_share:percent} ({highest:name})."
    ),
    "speeders.share+interviewers.no lowest": "",
    "speeders.share+unread": "{unread:count duration|durations} could not be read.",
    "speeders.share+unread.zero unread": "",
    "call_hours.outside": ("{hours:integer} of {n:count call|calls} began before {first:text} or after {last:text}."),
    "call_hours.outside+days": "{days:integer} were held outside the days from {first_day:text} to {last_day:text}.",
    "call_hours.outside+days.no first_day": "",
    "call_hours.outside+unread": "{unread:count time or date|times or dates} could not be read.",
    "call_hours.outside+unread.zero unread": "",
    "interviewer_effect.composite.established": (
        "The correlation of the composite between interviews of one interviewer is {icc:number} ({level:percent0} interval "
        "{low high:numbers}): that it is above zero is established. With {load:integer} interviews an interviewer it multiplies "
        "the variance of a mean by {inflation:ratio}."
    ),
    "interviewer_effect.composite.not established": (
        "The correlation of the composite between interviews of one interviewer is {icc:number} ({level:percent0} interval "
        "{low high:numbers}): that it is above zero is not established; this sample could have established {detectable:number}."
    ),
    "interviewer_effect.items": ("Of {count:count item|items} looked at together it is established for {named:names}."),
    "interviewer_effect.items.no named": (
        "Of {count:count item|items} looked at together it is established for none; this sample could have established "
        "{detectable:number} for each."
    ),
    **{
        f"answer_shares.whole.established.answer={answer}": _SHARES.format(what=what)
        + ". That the units differ is established (p {p:p})."
        for answer, what in _ANSWERS.items()
    },
    **{
        f"answer_shares.whole.not established.answer={answer}": _SHARES.format(what=what)
        + ". That the units differ is not established (p {p:p}); a single unit would have to differ from the others by "
        "{detectable:pp} percentage points."
        for answer, what in _ANSWERS.items()
    },
    **{
        f"answer_shares.low.answer={answer}": f"Unusually low share of {what} in {{units:names}}: {_CAUSES_LOW[answer]}; "
        "the data cannot tell."
        for answer, what in _ANSWERS.items()
    },
    **{
        f"answer_shares.high.answer={answer}": f"Unusually high share of {what} in {{units:names}}: {_CAUSES_HIGH[answer]}; "
        "the data cannot tell."
        for answer, what in _ANSWERS.items()
    },
    **{
        f"answer_change.whole.established.answer={answer}": _MOVED.format(what=what)
        + f": the change is established; {_CHANGE_CAUSES}"
        for answer, what in _ANSWERS.items()
    },
    **{
        f"answer_change.whole.not established.answer={answer}": _MOVED.format(what=what)
        + ": the change is not established; this sample could have established {detectable:pp} percentage points."
        for answer, what in _ANSWERS.items()
    },
    **{
        f"answer_change.fallen.answer={answer}": f"That the share of {what} fell is established in {{units:names}}."
        for answer, what in _ANSWERS.items()
    },
    **{
        f"answer_change.risen.answer={answer}": f"That the share of {what} rose is established in {{units:names}}."
        for answer, what in _ANSWERS.items()
    },
}

HEADS = {
    "check": "Check",
    "group": "By",
    "pairs": "Equal pairs",
    "pairs_expected": "Pairs by chance",
    "expected": "Share by chance",
    "scored": "Scored",
    "no_opinion": "Without opinion",
    "blank": "Empty",
    "lost": "Rows set aside",
    "left": "Rows left",
    "icc": "Correlation",
    "inflation": "Variance times",
    "interviewers": "Interviewers",
    "interviewer": "Interviewer",
    "others": "Share elsewhere",
    "share_gap": "Difference of shares",
    "share_before": "Share before",
    "share_after": "Share after",
    "first_row": "First in row",
    "duration": "Seconds",
    "start": "Began",
    "date": "Day",
}

REASONS = {
    "column_missing": "the file has no column for it",
    "not_estimable": "the data do not give what it needs",
}

TERMS = {
    "role.interviewer": "interviewer",
    "role.duration": "duration",
    "role.start": "time of the call",
    "role.date": "day of the call",
    "role.number": "interview number",
    "name.composite": "composite",
    "kind.whole": "all",
    "kind.by_unit": "unit",
    "kind.by_interviewer": "interviewer",
    "kind.same_number": "same interview number",
    "kind.same_phone": "same telephone number",
    "kind.same_answers": "same answers and features",
    "kind.exclusions": "rows set aside",
    "kind.missing": "missing answers",
    "kind.duplicates": "duplicates",
    "kind.straight_lining": "same answer to every item",
    "kind.speeders": "short interviews",
    "kind.call_hours": "hours and days of the calls",
    "kind.interviewer_effect": "interviewer effect",
    "kind.no_opinion_shares": "answers without an opinion, by unit",
    "kind.middle_shares": "middle answers, by unit",
    "kind.straight_shares": "same answer to every item, by unit",
    "kind.no_opinion_change": "answers without an opinion, by round",
    "kind.middle_change": "middle answers, by round",
    "kind.straight_change": "same answer to every item, by round",
    "kind.in_file": "rows in the file",
    "kind.no_overall": "overall question without a scored answer",
    "kind.item_missing": "an item without a scored answer",
}

CAPTIONS = {
    "quality": "Checks of the data",
    "exclusions": "From the rows of the file to complete interviews",
    "missing": "Missing answers by question and unit",
    "duplicates": "Interviews that repeat another",
    "straight_lining": "Same answer to every item",
    "speeders": "Short interviews",
    "call_hours": "Calls outside the hours and days agreed",
    "interviewer_effect": "Interviewer effect",
    "no_opinion_shares": "Answers without an opinion by unit",
    "middle_shares": "Middle answers by unit",
    "straight_shares": "Same answer to every item by unit",
    "no_opinion_change": "Answers without an opinion, two rounds",
    "middle_change": "Middle answers, two rounds",
    "straight_change": "Same answer to every item, two rounds",
}

TITLES = {
    "duplicates": "Interviews that repeat another",
    "straight_lining": "Same answer to every item",
    "speeders": "Short interviews",
    "call_hours": "Hours and days of the calls",
    "interviewer_effect": "Interviewer effect",
    "answer_shares": "Shares of answers by unit",
    "answer_change": "Shares of answers in two rounds",
}

METHODS = {
    "duplicates": (
        Line(
            "Interviews are compared by number and telephone, where there are any, and by unit and all answers.",
            when=("not features",),
        ),
        Line(
            "Interviews are compared by number and telephone, where there are any, and by unit, {features:names} and all "
            "answers.",
            when=("features",),
        ),
        Line(
            "The pairs that chance alone would make are the unit's pairs times the share that agrees in the pattern of answers "
            "times the share that agrees in each feature."
        ),
    ),
    "straight_lining": (
        Line(
            "An interview counts when every item has the same answer; the comparison is the share that items answered "
            "independently, with the same shares of answers, would give."
        ),
    ),
    "speeders": (
        Line("Interviews under {shortest:integer} seconds are pointed at, as set beforehand.", when=("given",)),
        Line(
            "Interviews under {part:percent0} of the median duration ({shortest:integer} seconds) are pointed at.",
            when=("not given",),
        ),
    ),
    "call_hours": (
        Line("Calls may begin from {first:text} to {last:text}, both included."),
        Line("The fieldwork lasted from {first_day:text} to {last_day:text}.", when=("first_day",)),
    ),
    "interviewer_effect": (
        Line(
            "The interviewer effect is the intraclass correlation by the analysis of variance between interviewers",
            formula="intraclass",
        ),
        Line("after the means of the units were taken out, since interviewers called in several.", when=("blocks",)),
        Line(
            "The interval is exact for normal errors and interviewers with any number of interviews; the items together have "
            "the level {level:percent0}. m is the mean number of interviews an interviewer over interviews, {load:integer}."
        ),
    ),
    "answer_shares": (
        Line("Each kind of answer is compared between units by", formula="chi_square"),
        Line("with the chi-square distribution.", when=("simple",)),
        Line(
            "with the second-order correction of Rao and Scott for the sampling design (mean design effect {effect:ratio}).",
            when=("not simple",),
        ),
        Line(
            "Each unit is compared with all the others, with the variance over all units times the mean design effect (one at "
            "least) and Holm's adjustment over units."
        ),
        Line("Unusual shares are indications; they do not tell whether people or procedures made them."),
    ),
    "answer_change": (
        Line(
            "The shares of two rounds are compared with the variance within each round times its mean design effect; units "
            "as one family by Holm, all together alone."
        ),
    ),
}
