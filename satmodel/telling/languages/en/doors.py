"""Sentences and words for reading files of every kind."""

from __future__ import annotations

from satmodel.telling.lines import Line

SENTENCES = {
    "survey.sources": (
        "The data were put together from {files:count file|files} and {sheets:count table|tables}; "
        "not read, because they have none of the headers: {left:integer} more."
    ),
    "survey.sources.zero left": (
        "The data were put together from {files:count file|files} and {sheets:count table|tables}."
    ),
    "selected.most": (
        "{column:name} allows several choices, of which there are {choices:integer}; of the {n:count person|people} who "
        "answered most chose {most:name}, {share:percent} ({level:percent0} interval {low high:percents}); "
        "{blank:integer} more did not answer."
    ),
    "selected.most.zero blank": (
        "{column:name} allows several choices, of which there are {choices:integer}; of all {n:count person|people} most "
        "chose {most:name}, {share:percent} ({level:percent0} interval {low high:percents})."
    ),
    "ballots.marks": (
        "{raters:count rater|raters} marked {units:count unit|units} and gave {marks:count mark|marks}; "
        "{without_opinion:integer} without an opinion ({share:percent}) and {empty_cells:count empty cell|empty cells} do "
        "not count as zero. The fewest marks were given to {fewest:name} ({fewest_marks:integer})."
    ),
    "ballots.printed.no differing": "The {count:count average|averages} printed on the sheet agree with the marks.",
    "ballots.printed": (
        "The sheet prints {count:count average|averages}; those of {differing:names} do not agree with the marks."
    ),
    "tickets.rated": (
        "There are {tickets:count ticket|tickets} of {units:count main department|main departments}; {rated:integer} were "
        "rated ({share:percent}) and {unrated:integer} were not; {helped:integer} name a further department and count "
        "to the main one only."
    ),
    "tickets.rated.zero helped": (
        "There are {tickets:count ticket|tickets} of {units:count main department|main departments}; {rated:integer} were "
        "rated ({share:percent}) and {unrated:integer} were not."
    ),
    "tickets.doubts": (
        "The times of {count:count ticket|tickets} run backwards; they are listed, and no rate rests on these times."
    ),
    "ticket_rates.satisfied": (
        "Of {tickets:count ticket|tickets} {share:percent} were rated; of the rated ones {satisfied:percent} were satisfied "
        "({level:percent0} interval {low high:percents}). If all the unrated were dissatisfied it would be "
        "{worst:percent}, if all were satisfied {best:percent}."
    ),
    "ticket_rates.satisfied.no satisfied": (
        "Of {tickets:count ticket|tickets} not one was rated, so that the satisfied rate cannot be estimated."
    ),
    "ticket_rates.fewest": (
        "Of {count:count department|departments}, {fewest:name} has the fewest rated tickets ({fewest_rated:integer})."
    ),
    "ticket_rates.fewest.one count": (
        "There is one department, {fewest:name}, with {fewest_rated:count rated ticket|rated tickets}."
    ),
}

HEADS = {
    "marks": "Marks",
    "without_opinion": "Without an opinion",
    "empty_cells": "Empty",
    "lowest_mark": "Lowest mark",
    "highest_mark": "Highest mark",
    "tickets": "Tickets",
    "rated_tickets": "Rated",
    "unrated_tickets": "Not rated",
    "partner_tickets": "Tickets helped with",
    "rated_share": "Rated",
    "satisfied_share": "Satisfied",
    "satisfied_low": "Satisfied, low end",
    "satisfied_high": "Satisfied, high end",
    "satisfied_interval": "Interval of satisfied",
    "worst_share": "Unrated as dissatisfied",
    "best_share": "Unrated as satisfied",
    "on_time_share": "On time",
    "repeated_share": "Repeated",
    "returned_share": "Sent back",
    "solved_share": "Solved",
    "solved_partly_share": "Solved or partly",
}

REASONS = {
    "single_rater": "a single rater marked it (or a group of one), so no standard error can be estimated",
    "no_answers_group": "nobody in one of the groups marked it, so the mean of the groups cannot be had",
    "too_few_marks": "fewer than two marks are left without the highest and lowest",
    "no_tickets": "there is no ticket to count over",
}

CAPTIONS = {
    "ballots": "Marks given to each unit",
    "ratings": "Mean marks with intervals",
    "tickets": "Tickets of each department",
    "ticket_rates": "Rates of the tickets",
    "ticket_share": "Rates of tickets with intervals",
    "selected": "Shares of the choices",
}

TERMS = {
    "role.option": "ticked column",
    "role.code": "code",
    "role.variable": "variable",
    "role.label": "label",
    "kind.left": "not read",
    "kind.row": "data row",
    "role.rating": "rating",
    "role.rater": "rater",
    "role.group": "group",
    "role.mark": "mark",
    "role.received": "received",
    "role.dispatched": "dispatched",
    "role.signed": "signed for",
    "role.finished": "finished",
    "role.overdue": "overdue",
    "role.returned": "sent back",
    "role.visited": "call back",
    "role.solved": "solved",
    "role.partner": "further department",
}

TITLES = {
    "ratings": "Marks given by raters",
    "selected": "Questions with several choices",
    "ticket_rates": "Rates of tickets",
    "ticket_share": "Rates of tickets compared",
}

METHODS = {
    "ratings": (
        Line(
            "Raters without an opinion and empty cells are not counted as zero and have no part in a mean; they are listed."
        ),
        Line("A score is the mean of all marks.", when=("not equal_groups", "not by_group", "not trim")),
        Line("A score is the mean of the groups' means, each group with the same weight.", when=("equal_groups",)),
        Line("Each group has a score of its own.", when=("by_group",)),
        Line(
            "A score is the mean without the {trim:integer} highest and the {trim:integer} lowest marks; its error comes "
            "from the marks drawn in to those that are kept.",
            when=("trim",),
        ),
        Line(
            "The same {raters:count rater|raters} mark all units, so that the units' errors go together; each rater is one "
            "sampling unit, with the influence zero where no mark was given:",
            formula="rater_influence",
        ),
        Line(
            "The covariance comes from the differences between the influences (within groups):",
            when=("stratified",),
            formula="rater_cov",
        ),
        Line(
            "The covariance comes from the differences between the influences:",
            when=("not stratified",),
            formula="rater_cov",
        ),
        Line("The raters' share f of all those there are comes from the numbers given.", when=("finite",)),
    ),
    "selected": (
        Line(
            "Shares of the choices are of those who chose anything; {level:percent0} intervals are Wilson's:",
            formula="wilson_count",
        ),
    ),
    "ticket_rates": (
        Line(
            "A ticket counts to its main department only; further departments are listed with their tickets.",
            when=("helped",),
        ),
        Line(
            "Tickets without a rating are treated in three ways, all of which are printed: left apart, counted as "
            "satisfied, counted as dissatisfied; the last two bound the satisfied rate whatever the unrated think."
        ),
        Line(
            "The rates come from the counts themselves; {level:percent0} intervals are Wilson's:",
            formula="wilson_count",
        ),
    ),
    "ticket_share": (
        Line(
            "The departments' rates are independent; the variance comes from the rate and the number of tickets:",
            formula="share_variance",
        ),
        Line("Departments with a rate of 0 or 1 have no usable variance; they are listed and not compared."),
    ),
}
