"""Personal data that were removed, and cells too small to publish."""

from __future__ import annotations

from satmodel.telling.lines import Line

SENTENCES = {
    "privacy.dropped": (
        "{count:count column|columns} with personal data were dropped when the table was read: {columns:names} "
        "({cells:count cell|cells})."
    ),
    "privacy.coded": (
        "In {count:count column|columns} that could not be left out, the entries were replaced by codes: {columns:names} "
        "({cells:count cell|cells})."
    ),
    "privacy.masked": (
        "Telephone numbers, identity numbers or addresses inside free text were masked: {columns:names} "
        "({cells:count cell|cells})."
    ),
    "privacy.kept": (
        "Names or addresses were asked for as a column of the analysis and are kept: {columns:names} "
        "({cells:count cell|cells})."
    ),
    "privacy.none": "No personal data were recognised in {count:count column|columns}.",
    "suppress.cells": (
        "Cells with fewer than {smallest:integer} respondents are not shown: {primary:count cell|cells} for this reason, "
        "and {secondary:count further cell|further cells} so that these cannot be worked out from the totals."
    ),
    "suppress.exposed": (
        "{exposed:count withheld cell|withheld cells} can still be worked out from the totals, and could be even if every "
        "cell were withheld: leave the totals out, or join lines."
    ),
    "suppress.cells.zero primary": "No cell has fewer than {smallest:integer} respondents; all are shown.",
}

HEADS = {
    "personal": "Personal data",
    "cells": "Cells",
    "action": "What was done",
}

REASONS = {
    "too_few_to_publish": "it rests on too few respondents to be published",
}

TERMS = {
    "role.phone": "telephone number",
    "kind.phone": "telephone numbers",
    "kind.citizen_id": "identity numbers",
    "kind.ip": "network addresses",
    "kind.email": "mail addresses",
    "kind.name": "persons' names",
    "kind.interviewer": "interviewers' names",
    "kind.address": "street addresses",
    "kind.text": "numbers inside free text",
    "kind.dropped": "dropped",
    "kind.coded": "replaced by codes",
    "kind.masked": "masked",
    "kind.kept": "kept, as asked for",
}

CAPTIONS = {
    "privacy": "Personal data removed",
    "suppress": "Counts, small cells suppressed",
}

TITLES = {
    "privacy": "Personal data",
    "suppress": "Small cells",
}

METHODS = {
    "privacy": (
        Line(
            "Columns of telephone numbers, identity numbers, network and mail addresses, persons' names and street "
            "addresses are recognised by what they hold and how they are headed, and do not enter the analysis; "
            "numbers inside free text are masked."
        ),
    ),
    "suppress": (
        Line("Estimates and counts that rest on fewer than {smallest:integer} respondents are not shown."),
        Line(
            "In a table of counts further cells are withheld, the smallest first, until every row and column in which "
            "something is withheld hides at least two cells and at least {smallest:integer} respondents, and no withheld "
            "cell that could be kept follows from the others and the totals.",
            when=("table",),
        ),
    ),
}
