"""Sentences of a speech against the tables: every text of it."""

from satmodel.telling.lines import Line

CLAIM = "check_claims.claim"
IN = " ({level:percent0} interval {low high:interval})"

# what the table says, in the direction that was seen: up, and down
FACTS = {
    "lead": (
        "{name:name} is {number:points} points above {other:name}",
        "{name:name} is {number:points} points below {other:name}",
    ),
    "place": (
        "{name:name} is {number:points} points above {other:name}",
        "{name:name} is {number:points} points below {other:name}",
    ),
    "limit": (
        "{name:name} is {number:points} points above {reference:points}",
        "{name:name} is {number:points} points below {reference:points}",
    ),
    "mean": (
        "{name:name} is {number:points} points above the mean of all {count:integer}, {reference:points}",
        "{name:name} is {number:points} points below the mean of all {count:integer}, {reference:points}",
    ),
    "largest": (
        "The change of {name:name} is {number:points} points above that of {other:name}",
        "The change of {name:name} is {number:points} points below that of {other:name}",
    ),
    "change": (
        "{name:name} rose by {number:points} points",
        "{name:name} fell by {number:points} points",
    ),
    "every": (
        "Of {count:integer} changes the one that decides is that of {name:name}, a rise of {number:points} points",
        "Of {count:integer} changes the one that decides is that of {name:name}, a fall of {number:points} points",
    ),
    "some": (
        "Of {count:integer} changes the one that decides is that of {name:name}, a rise of {number:points} points",
        "Of {count:integer} changes the one that decides is that of {name:name}, a fall of {number:points} points",
    ),
}
_TAILS = {
    "established": ": established.",
    "uncertain": ": not established; this sample could have established {detectable:points} points.",
    "opposite": ": the opposite of the claim is established.",
    "opposite_seen": ", which is not what the claim says.",
    "amount": "; the printed numbers give {printed:points} points, not {amount:points}.",
    "no_error": ", as printed; n and the standard deviation are not known, so it is not established.",
}


def _why() -> dict[str, str]:
    said = {}
    for how, facts in FACTS.items():
        for mark, fact in zip(("", ".not up"), facts, strict=True):
            for reason, tail in _TAILS.items():
                if reason == "established" and how not in ("every", "some"):
                    continue
                key = f"{CLAIM}+why.how={how}.reason={reason}{mark}"
                said[key] = fact + ("" if reason == "no_error" else IN) + tail
                if reason in ("opposite_seen", "amount"):
                    said[f"{key}.no low"] = fact + tail
    return said


SENTENCES = {
    "check_claims.whole": (
        "{count:count claim|claims} by outcome: holds {holds_count:integer}, not shown {not_shown_count:integer}, "
        "contradicted {contradicted_count:integer}, not comparable {not_comparable_count:integer}, not checkable with "
        "these tables {not_checkable_count:integer} ({level:percent0} level)."
    ),
    "check_claims.whole+shown": "Not shown: {not_shown:names}.",
    "check_claims.whole+shown.no not_shown": "",
    "check_claims.whole+contradicted": "Contradicted: {contradicted:names}.",
    "check_claims.whole+contradicted.no contradicted": "",
    "check_claims.whole+comparable": "Not comparable: {not_comparable:names}.",
    "check_claims.whole+comparable.no not_comparable": "",
    "check_claims.whole+interviews": "Assumed, since it is not published: {assumed_n:listed} respondents behind a number.",
    "check_claims.whole+interviews.no assumed_n": "",
    "check_claims.whole+spread": "Assumed: a standard deviation of {assumed_sd:listed} points; another one may turn an outcome.",
    "check_claims.whole+spread.no assumed_sd": "",
    "check_claims.whole+correlation": "Assumed: a correlation of {assumed_correlation:listed} between items.",
    "check_claims.whole+correlation.no assumed_correlation": "",
    "check_claims.clash": (
        "{a:text} “{first_quote:name}” and {b:text} “{second_quote:name}” cannot both be true: {how:kind}."
    ),
    "check_claims.words": (
        "What the words {names:names} mean in numbers is an assumption of this check; give the office's own in words=."
    ),
    CLAIM: "{claim:text} “{quote:name}”: {outcome:kind}.",
    f"{CLAIM}.no quote": "{claim:text}: {outcome:kind}.",
    f"{CLAIM}+why": "",
    **_why(),
    f"{CLAIM}+why.how=value": "The table has {estimate:points} for {name:name}" + IN + ".",
    f"{CLAIM}+why.how=value.no low": "The table has {estimate:points} for {name:name}.",
    f"{CLAIM}+why.how=values": "Every one of the {count:integer} numbers stands in the table.",
    f"{CLAIM}+why.how=value_off": "The table has {estimate:points} for {name:name}, not {target:points}.",
    f"{CLAIM}+why.how=number": "The table has {number:integer} for {name:name}.",
    f"{CLAIM}+why.how=number_off": "The table has {number:integer} for {name:name}, not {target:integer}.",
    f"{CLAIM}+why.how=average": "The mean of {count:integer} numbers is {estimate:points}" + IN + ".",
    f"{CLAIM}+why.how=average.no low": "The mean of {count:integer} numbers is {estimate:points}.",
    f"{CLAIM}+why.how=average_off": "The mean of {count:integer} numbers is {estimate:points}, not {target:points}.",
    f"{CLAIM}+why.how=rank": (
        "{name:name} is {rank rank_tied:places} of {count:integer}; {rank_low rank_high:places} are left open."
    ),
    f"{CLAIM}+why.how=rank.no low": "{name:name} is {rank rank_tied:places} of {count:integer}, as printed.",
    f"{CLAIM}+why.how=rank.reason=uncertain": (
        "{name:name} is {rank rank_tied:places} of {count:integer}; {rank_low rank_high:places} are left open, since "
        "this sample could have established a gap of {detectable:points} points only."
    ),
    f"{CLAIM}+why.how=position": (
        "{name:name} is {rank rank_tied:places} of {count:integer}, with {rank_low rank_high:places} left open; “{word:text}” "
        "is taken as {word_low:percent0} to {word_high:percent0} of the way from first to last."
    ),
    f"{CLAIM}+why.how=position.no low": (
        "{name:name} is {rank rank_tied:places} of {count:integer}, as printed; “{word:text}” is taken as "
        "{word_low:percent0} to {word_high:percent0} of the way from first to last."
    ),
    f"{CLAIM}+why.how=count": (
        "{name:name} went from {before:integer} to {after:integer}, a ratio of {number:ratio} ({level:percent0} interval "
        "{low high:ratios}, p {p:p}): established."
    ),
    f"{CLAIM}+why.how=count.not established": (
        "{name:name} went from {before:integer} to {after:integer}, a ratio of {number:ratio} ({level:percent0} interval "
        "{low high:ratios}, p {p:p}): not established; it would be from {needed:integer}."
    ),
    f"{CLAIM}+why.how=count.not established.no needed": (
        "{name:name} went from {before:integer} to {after:integer}, a ratio of {number:ratio} ({level:percent0} interval "
        "{low high:ratios}, p {p:p}): not established."
    ),
    f"{CLAIM}+why.how=count.endless number.established": "{name:name} went from 0 to {after:integer}, a ratio without an upper limit ({level:percent0} lower limit {low:ratio}, p {p:p}): established.",
    f"{CLAIM}+why.how=count.endless number.not established": "{name:name} went from 0 to {after:integer}, a ratio without an upper limit ({level:percent0} lower limit {low:ratio}, p {p:p}): not established; it would be from {needed:integer}.",
    f"{CLAIM}+why.how=count.reason=amount": (
        "{name:name} went from {before:integer} to {after:integer}, a difference of {printed:integer}, not "
        "{amount:integer}."
    ),
    f"{CLAIM}+why.how=share": (
        "{names:names}: {part:integer} of {whole:integer}, {number:percent} ({level:percent0} interval {low high:percents})."
    ),
    f"{CLAIM}+why.how=share.reason=amount": (
        "{names:names}: {part:integer} of {whole:integer}, {number:percent}, not {amount:percent}."
    ),
    f"{CLAIM}+why.how=concentration": (
        "{names:names} hold {part:integer} of {whole:integer}, {number:percent} ({level:percent0} interval "
        "{low high:percents}); the claim asks for more than {limit:percent0}."
    ),
    f"{CLAIM}+why.how=concentration.reason=uncertain": (
        "{names:names} hold {part:integer} of {whole:integer}, {number:percent} ({level:percent0} interval "
        "{low high:percents}): more than {limit:percent0} is not established; it would be from {detectable:percent}."
    ),
    f"{CLAIM}+why.how=concentration.reason=not_apart": (
        "{names:names} hold {number:percent} ({level:percent0} interval {low high:percents}), but it is not established "
        "that {name:name} is named more often than {other:name}."
    ),
    f"{CLAIM}+why.how=concentration.reason=not_largest": "{other:name} is named more often than {name:name}.",
    f"{CLAIM}+why.how=word": (
        "The number is {number:points} points"
        + IN
        + "; “{word:text}” is taken as {word_low:points} to {word_high:points}."
    ),
    f"{CLAIM}+why.how=word.no low": (
        "The number is {number:points} points, as printed; “{word:text}” is taken as {word_low:points} to {word_high:points}."
    ),
    f"{CLAIM}+why.how=word.of=share": (
        "The share is {number:percent} ({level:percent0} interval {low high:percents}); “{word:text}” is taken as "
        "{word_low:percent0} to {word_high:percent0}."
    ),
    f"{CLAIM}+why.how=compare": "The two were measured by different surveys ({first:name}; {second:name}), which differ in: {fields:kinds}.",
    f"{CLAIM}+why.how=compare.no fields": "Nothing that is known of the two instruments forbids comparing them.",
    f"{CLAIM}+why.how=cause": (
        "By arithmetic {name:name} makes up {number:signed} points" + IN + " of {total:signed}, {share:percent}; what "
        "brought it about these data cannot show, whatever the sample."
    ),
    f"{CLAIM}+why.how=cause.no share": "What brought it about these data cannot show, whatever the sample.",
    f"{CLAIM}+why.how=clash": "It cannot be true together with {against:text} “{other_quote:name}”, and no table settles which is.",
    f"{CLAIM}+why.how=none": "It cannot be checked: {reason:reason}.",
    # where a claim holds, what may be said says it whole
    f"{CLAIM}+why.reason=established": "{number:points} points" + IN + _TAILS["established"],
    f"{CLAIM}+among": "Judged among all pairs of {among:integer} units.",
    f"{CLAIM}+among.no among": "",
    f"{CLAIM}+needed": "",
    f"{CLAIM}+needed.how=lead": (
        "To find a difference of this size between two units named beforehand takes about {needed:integer} interviews in "
        "each."
    ),
    f"{CLAIM}+needed.how=lead.no needed": "",
}

HEADS = {
    "quote": "As spoken",
    "claim_kind": "Kind",
    "outcome": "Outcome",
    "number": "Number",
    "needed": "Needed",
    "why": "Why",
    "finding": "What the tables say",
    "instead": "What may be said",
}

TERMS = {
    "kind.holds": "holds",
    "kind.not shown": "not shown",
    "kind.contradicted": "contradicted",
    "kind.not comparable": "not comparable",
    "kind.not checkable": "not checkable",
    "kind.clash_all_some": "the one says it of all, the other denies it of some",
    "kind.clash_all_all": "the two say opposite things of all",
    "kind.clash_direction": "one rise and one fall of the same thing",
    "kind.clash_rank": "two places of one unit",
    "kind.clash_position": "two parts of the ranking for one unit",
    "kind.clash_order": "each of two above the other",
    "kind.clash_alone": "two units at a place that only one can have",
    "kind.clash_amount": "two amounts of the same thing",
}

REASONS = {
    "no_table": "no table is given for it",
    "no_subject": "it does not say whom it is about",
    "no_number": "the table has no number for a name in it",
    "too_few": "too few respondents, or too few units, to compare",
    "one_round": "the table holds one round only",
    "not_all": "the table does not hold all of them",
    "alone": "the table holds one unit only",
    "no_counts": "the table holds no counts",
    "no_cards": "nothing says how each of the two was measured",
    "several_levels": "the table has several levels, and the claim does not say which label (of=)",
    "other_word": "the word does not mean a part of a ranking, or means nothing else",
}

CAPTIONS = {"check_claims": "The speech, sentence by sentence"}

TITLES = {"check_claims": "Sentences against tables"}

METHODS = {
    "check_claims": (
        Line(
            "A claim holds where the whole {level:percent0} interval of its number lies on the claim's side and every "
            "printed number agrees within its rounding. It is contradicted where the opposite is established, where the "
            "numbers of the table say otherwise, or where another claim does and no table settles it. It is not shown where "
            "neither is the case, not comparable where two instruments differ in what forbids it, and not checkable where "
            "no table has its number.",
        ),
        Line(
            "An amount a with d decimals agrees with what the table gives, made of m numbers printed with p decimals, where",
            formula="check_claims",
        ),
        Line(
            "A pair that a claim names is judged by itself (by Holm within its family), one picked from several units, and "
            "a first or last place, among all pairs; a rise or fall by Holm among all changes of its table. That all of "
            "them rose takes each interval by itself, that some fell takes one established fall by Holm.",
        ),
        Line(
            "The ranges of these vague words are assumptions: {assumed_words:names}.",
            when=("assumed_words",),
        ),
    ),
}
