"""What may be said in place of a sentence of a speech."""

from satmodel.telling.languages.en.claiming import CLAIM, FACTS, IN

_TIE = ", which is within the sampling error" + IN + ": the two cannot be told apart."
_WITHIN = ", which is within the sampling error" + IN + "."
_SO_FAR = ", as printed; how precise that is, is not known."


def _by_direction() -> dict[str, str]:
    said = {}
    for how, facts in FACTS.items():
        if how in ("every", "some"):
            continue
        open_ = _TIE if how in ("lead", "place", "largest") else _WITHIN
        for mark, fact in zip(("", ".not up"), facts, strict=True):
            said[f"{CLAIM}+instead.how={how}.established{mark}"] = fact + IN + "."
            said[f"{CLAIM}+instead.how={how}.not established{mark}"] = fact + open_
            said[f"{CLAIM}+instead.how={how}.no verdict{mark}"] = fact + _SO_FAR
    return said


SENTENCES = {
    f"{CLAIM}+instead": "",
    **_by_direction(),
    f"{CLAIM}+instead.how=place.established.agrees.end=first": "{name:name} is first, {number:points} points above {other:name}"
    + IN
    + ".",
    f"{CLAIM}+instead.how=place.established.agrees.end=last": "{name:name} is last, {number:points} points below {other:name}"
    + IN
    + ".",
    f"{CLAIM}+instead.how=place.not established.agrees.end=first": (
        "{name:name} has the best score, but its lead of {number:points} points over {other:name} is within the sampling "
        "error" + IN + ": the two share the lead."
    ),
    f"{CLAIM}+instead.how=place.not established.agrees.end=last": (
        "{name:name} has the lowest score, but is {number:points} points below {other:name}, which is within the sampling "
        "error" + IN + ": the two cannot be told apart."
    ),
    f"{CLAIM}+instead.how=largest.not established.agrees": (
        "{name:name} and {other:name} rose about alike: the difference of {number:points} points is within the sampling "
        "error" + IN + "."
    ),
    f"{CLAIM}+instead.how=largest.not established.agrees.not up": (
        "{name:name} and {other:name} fell about alike: the difference of {number:points} points is within the sampling "
        "error" + IN + "."
    ),
    f"{CLAIM}+instead.how=every": "All {count:integer} are higher than in the round before, each beyond the sampling error.",
    f"{CLAIM}+instead.how=every.not claimed_up": "All {count:integer} are lower than in the round before, each beyond the sampling error.",
    f"{CLAIM}+instead.how=every.reason=uncertain": (
        "All {count:integer} are higher than in the round before; for {established:integer} of them the rise is established."
    ),
    f"{CLAIM}+instead.how=every.reason=uncertain.not claimed_up": (
        "All {count:integer} are lower than in the round before; for {established:integer} of them the fall is established."
    ),
    f"{CLAIM}+instead.how=every.reason=no_error": "All {count:integer} are higher than in the round before, as printed.",
    f"{CLAIM}+instead.how=every.reason=no_error.not claimed_up": "All {count:integer} are lower than in the round before, as printed.",
    f"{CLAIM}+instead.how=every.not agrees": (
        "{agreeing:integer} of {count:integer} rose; {name:name} fell by {number:points} points."
    ),
    f"{CLAIM}+instead.how=every.not agrees.not claimed_up": (
        "{agreeing:integer} of {count:integer} fell; {name:name} rose by {number:points} points."
    ),
    f"{CLAIM}+instead.how=some": "A fall is established for {settled:names}.",
    f"{CLAIM}+instead.how=some.claimed_up": "A rise is established for {settled:names}.",
    f"{CLAIM}+instead.how=some.no settled": (
        "{agreeing:integer} of {count:integer} are lower than in the round before; for none of them is the fall established."
    ),
    f"{CLAIM}+instead.how=some.no settled.claimed_up": (
        "{agreeing:integer} of {count:integer} are higher than in the round before; for none of them is the rise established."
    ),
    f"{CLAIM}+instead.how=some.no settled.zero agreeing": "No one of the {count:integer} is lower than in the round before.",
    f"{CLAIM}+instead.how=some.no settled.zero agreeing.claimed_up": "No one of the {count:integer} is higher than in the round before.",
    f"{CLAIM}+instead.how=value": "{name:name}: {estimate:points} points" + IN + ".",
    f"{CLAIM}+instead.how=value.no low": "{name:name}: {estimate:points} points.",
    f"{CLAIM}+instead.how=values": "The numbers may stand.",
    f"{CLAIM}+instead.how=value_off": "{name:name}: {estimate:points} points.",
    f"{CLAIM}+instead.how=number": "{name:name}: {number:integer}.",
    f"{CLAIM}+instead.how=number_off": "{name:name}: {number:integer}.",
    f"{CLAIM}+instead.how=average": "The mean of the {count:integer} is {estimate:points} points" + IN + ".",
    f"{CLAIM}+instead.how=average.no low": "The mean of the {count:integer} is {estimate:points} points.",
    f"{CLAIM}+instead.how=average_off": "The mean of the {count:integer} is {estimate:points} points.",
    f"{CLAIM}+instead.how=rank": (
        "{name:name} is {rank rank_tied:places} of {count:integer} by its score; the sample leaves open "
        "{rank_low rank_high:places}."
    ),
    f"{CLAIM}+instead.how=rank.no low": "{name:name} is {rank rank_tied:places} of {count:integer}, as printed.",
    f"{CLAIM}+instead.how=position": (
        "{name:name} is {rank rank_tied:places} of {count:integer}; the sample leaves open {rank_low rank_high:places}."
    ),
    f"{CLAIM}+instead.how=position.no low": "{name:name} is {rank rank_tied:places} of {count:integer}, as printed.",
    f"{CLAIM}+instead.how=count": (
        "{name:name}: {after:integer}, after {before:integer} in the round before (ratio {number:ratio}, {level:percent0} "
        "interval {low high:ratios})."
    ),
    f"{CLAIM}+instead.how=count.not established": (
        "{name:name}: {after:integer}, after {before:integer} in the round before; that is no more than chance can bring "
        "(ratio {number:ratio}, {level:percent0} interval {low high:ratios})."
    ),
    f"{CLAIM}+instead.how=count.endless number.established": "{name:name}: {after:integer}, after none in the round before.",
    f"{CLAIM}+instead.how=count.endless number.not established": "{name:name}: {after:integer}, after none in the round before.",
    f"{CLAIM}+instead.how=share": (
        "{names:names} make up {number:percent} of {whole:integer} ({level:percent0} interval {low high:percents})."
    ),
    f"{CLAIM}+instead.how=concentration": (
        "{names:names} make up {number:percent} of {whole:integer} ({level:percent0} interval {low high:percents})."
    ),
    f"{CLAIM}+instead.how=word": "Give the number in place of the word: {number:points} points" + IN + ".",
    f"{CLAIM}+instead.how=word.no low": "Give the number in place of the word: {number:points} points, as printed.",
    f"{CLAIM}+instead.how=word.of=share": (
        "Give the number in place of the word: {number:percent} ({level:percent0} interval {low high:percents})."
    ),
    f"{CLAIM}+instead.how=compare": (
        "Give the results of {first:name} and of {second:name} apart, and take no difference between them."
    ),
    f"{CLAIM}+instead.how=compare.no fields": "The sentence may stand; say that the two instruments are alike.",
    f"{CLAIM}+instead.how=cause": (
        "By arithmetic {name:name} makes up {number:signed} of {total:signed} points ({share:percent}); that is a sum, not "
        "the effect of any work."
    ),
    f"{CLAIM}+instead.how=cause.no share": "Say what was done and what the score was, and leave the cause open.",
    f"{CLAIM}+instead.how=clash": "Keep the one of the two that a table can show, with its number, and strike the other.",
    f"{CLAIM}+instead.how=none": "Give the number and its source, or leave the sentence out.",
}
