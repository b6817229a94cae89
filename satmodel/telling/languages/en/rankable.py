"""Units that are listed and not ranked."""

SENTENCES = {
    "rankable.few": (
        "Fewer than {fewest:integer} people answered for {count:count unit|units} ({names:names}), listed and not ranked."
    ),
    "rankable.few.more": (
        "Fewer than {fewest:integer} people answered for {count:count unit|units} (the first: {names:names}), listed and "
        "not ranked."
    ),
}

REASONS = {"too_few_to_rank": "too few people answered for it to be ranked"}
