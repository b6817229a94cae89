"""Units that are listed and not ranked, or compared with caution."""

SENTENCES = {
    "rankable.few": (
        "Fewer than {fewest:integer} people answered for {count:count unit|units} ({names:names}), listed and not ranked."
    ),
    "rankable.few.more": (
        "Fewer than {fewest:integer} people answered for {count:count unit|units} (the first: {names:names}), listed and "
        "not ranked."
    ),
    "rankable.small": (
        "Fewer than {fewest:integer} people answered for {count:count unit|units} ({names:names}), compared all the same: "
        "intervals from so few answers hold less often than they say."
    ),
    "rankable.small.more": (
        "Fewer than {fewest:integer} people answered for {count:count unit|units} (the first: {names:names}), compared all "
        "the same: intervals from so few answers hold less often than they say."
    ),
    "rankable.near_end": (
        "{count:count unit lies|units lie} so near an end of the scale ({names:names}) that half an answer at each end was "
        "added in measuring the spread: the intervals of their differences are wider for that."
    ),
    "rankable.near_end.more": (
        "{count:count unit lies|units lie} so near an end of the scale (the first: {names:names}) that half an answer at each "
        "end was added in measuring the spread: the intervals of their differences are wider for that."
    ),
}

REASONS = {"too_few_to_rank": "too few people answered for it to be ranked"}
