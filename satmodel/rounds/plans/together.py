"""What the parts of a plan need of one another: every fault of it, at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from satmodel.rounds.plan import Plan


@dataclass(frozen=True, slots=True)
class Apart:
    """Parts that do not go together: the fault's key, what is wrong, and the values of its sentence."""

    code: str
    said: str
    values: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)

    @property
    def english(self) -> str:
        """What is wrong, in English."""
        told = {name: one if isinstance(one, str) else ", ".join(one) for name, one in self.values.items()}
        return self.said.format(**told)


def apart(plan: Plan) -> Iterator[Apart]:
    """What does not go together in a plan whose every part is right by itself."""
    yield from _kinds(plan)
    yield from _items(plan)
    yield from _names(plan)
    yield from _rounds(plan)


def _kinds(plan: Plan) -> Iterator[Apart]:
    bulletin = plan.kind == "bulletin"
    if not bulletin and (plan.data is None or plan.table):
        yield Apart("phone_parts", 'kind = "phone" needs [data], and no [[table]]')
    if bulletin and (plan.data is not None or plan.respondents_before or not (plan.table or plan.parts)):
        yield Apart(
            "bulletin_parts",
            'kind = "bulletin" needs at least one [[table]] or other part, and neither [data] nor a file in '
            "[previous]; previous may be the folder of a round",
        )
    further = (plan.first, plan.tiers, plan.standing, plan.reliability, plan.awards, plan.conversion)
    spread = plan.precision is not None and plan.precision.sd is None
    if not plan.ranked and (spread or any(part is not None for part in further)):
        yield Apart(
            "ranking_needed",
            "[first], [tiers], [standing], [reliability], [awards], [conversion], and [precision] without sd, need "
            'something that is ranked: [data], a [[table]] with question = "ranking", [[counts]] or [[ballots]]',
        )
    extras = (plan.weighting, plan.quality, plan.rates, plan.case_mix, plan.scoring, plan.sensitivity, plan.design)
    if bulletin and any(part is not None for part in (*extras, plan.publish)):
        yield Apart(
            "phone_only",
            "[weighting], [quality], [rates], [case_mix], [scoring], [sensitivity], [design] and [publish] are for "
            'kind = "phone"',
        )
    rate = None if plan.conversion is None else plan.conversion.rate
    groups = {} if plan.rates is None else plan.rates.groups
    if rate is not None and rate not in groups:
        yield Apart("rate_unknown", "rate in [conversion] names {name}, which is no group of [rates]", {"name": rate})


def _items(plan: Plan) -> Iterator[Apart]:
    """What is asked of the items must be there: respondents, a separate overall question, a previous round."""
    carry = any(part is not None for part in (plan.spread, plan.contributions))
    if plan.kind == "bulletin" and (plan.of_rating or carry):
        yield Apart(
            "items_phone",
            '[drivers], [dominance], [asymmetry], [priorities], [spread] and [contributions] are for kind = "phone"',
        )
    elif plan.of_rating and (plan.data is None or plan.data.overall is None):
        yield Apart(
            "overall_needed",
            "[drivers], [dominance], [asymmetry] and [priorities] need a separate overall question: overall in "
            "[data]; [contributions] and [spread] say what the items carry of the composite",
        )
    elif plan.drivers.rounds and not plan.respondents_before:
        yield Apart(
            "previous_needed", "rounds = true in [drivers] needs [previous] with file, the respondents of that round"
        )


def _names(plan: Plan) -> Iterator[Apart]:
    """The items, and where [data] lists them the units, that parts name must be those of [data]."""
    if plan.data is None:
        return
    named = [(part, name, list(plan.data.items)) for part, name in plan.named_items]
    named += [
        ("composition", name, list(plan.data.items)) for name in (plan.composition and plan.composition.items) or ()
    ]
    if plan.contributions is not None and plan.data.units is not None:
        sides = (plan.contributions.unit, plan.contributions.against)
        units = [name for name in sides if name not in (None, "average", "first")]
        named += [("contributions", str(name), plan.data.units) for name in units]
    for part, name, there in named:
        if name not in there:
            said = "[{part}] names {name}, which is not in [data]; there are {there}"
            yield Apart("name_unknown", said, {"part": part, "name": name, "there": tuple(there)})


def _rounds(plan: Plan) -> Iterator[Apart]:
    """What is asked of several rounds must have them."""
    before = [part.before for part in plan.table if part.question == "rounds"]
    if plan.previous is None and any(column is None for column in before):
        yield Apart(
            "before_or_previous",
            'question = "rounds" needs before, the column of the previous round, or previous = the folder of it',
        )
    moved = {"rank_change": plan.rank_change, "movers": plan.movers}
    asked = [f"[{name}]" for name, part in moved.items() if part is not None]
    if asked and plan.previous is None and not before:
        said = "{parts} need a round before: previous = its folder, or [previous] with file"
        yield Apart("round_before_needed", said, {"parts": tuple(asked)})
    of_respondents = {
        "[composition]": plan.composition is not None,
        "overlap in [change]": plan.change.overlap != "none",
    }
    asked = [name for name, there in of_respondents.items() if there]
    if asked and not plan.respondents_before:
        said = "{parts} need the respondents of the previous round: [previous] with file"
        yield Apart("respondents_needed", said, {"parts": tuple(asked)})
    for name, part, needed in (("trend", plan.trend, 2), ("persistence", plan.persistence, 1)):
        if part is not None and plan.rounds_before < needed:
            said = "[{part}] needs at least {count} earlier rounds: rounds in [history], and previous"
            yield Apart("history_needed", said, {"part": name, "count": str(needed)})
