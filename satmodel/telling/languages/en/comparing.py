"""What may be compared: instruments, and names of units and items across rounds."""

from satmodel.telling.lines import Line

SENTENCES = {
    "comparable.yes": "Nothing that was supplied forbids comparing the two instruments.",
    "comparable.yes+caution": "Read with caution: {caution:kinds}.",
    "comparable.yes+caution.no caution": "",
    "comparable.yes+unknown": "Not known of at least one of them: {unknown:kinds}.",
    "comparable.yes+unknown.no unknown": "",
    "comparable.no": (
        "The two instruments are {verdict:verdict}: they differ in {differing:kinds}, so a difference between their "
        "results may come from that."
    ),
    "comparable.no+unknown": "Not known of at least one of them: {unknown:kinds}.",
    "comparable.no+unknown.no unknown": "",
    "comparable.reason": "{field:kind}: {first:text} and {second:text} ({status:kind}).",
    "harmonise.names": "{count:count name was|names were} matched, {changed:integer} of them under another spelling or name.",
    "harmonise.name": "{given:text} is read as {name:text} ({how:kind}).",
    "harmonise.name+since": "The new name holds since {since:text}.",
    "harmonise.name+since.no since": "",
}

HEADS = {
    "characteristic": "Characteristic",
    "status": "Status",
    "first": "First",
    "second": "Second",
    "given": "As given",
    "matched": "Read as",
    "how": "How it was matched",
    "since": "Since",
}

TERMS = {
    "kind.organiser": "organiser",
    "kind.mode": "mode",
    "kind.population": "population",
    "kind.unit": "unit",
    "kind.items": "items",
    "kind.item": "item",
    "kind.scale": "scale",
    "kind.not_scored": "answers not scored",
    "kind.composite": "composite",
    "kind.weighting": "weighting",
    "kind.frame": "frame",
    "kind.season": "season",
    "kind.same": "the same",
    "kind.differs": "differs",
    "kind.caution": "for caution",
    "kind.unknown": "not known",
    "kind.width": "full-width letters or spaces at the ends",
    "kind.spaces": "spaces inside",
    "kind.case": "capitals",
    "kind.traditional": "traditional characters",
    "kind.synonym": "another name of it",
    "kind.renamed": "renamed",
    "kind.merged": "merged",
    "kind.unmatched": "not matched",
}

CAPTIONS = {
    "comparable": "Comparability of two instruments",
    "harmonise": "Names matched across rounds",
}

PROBLEMS: dict[str, str] = {}

TITLES = {
    "harmonise": "Names of units and items",
    "comparable": "Comparability",
}

METHODS = {
    "harmonise": (
        Line(
            "Units and items stand under the names of one round; differences of full-width letters, spaces, capitals and "
            "traditional characters were bridged, and renamed or merged units carry their name of {on:text}.",
            when=("on",),
        ),
        Line(
            "Units and items stand under the names of one round; differences of full-width letters, spaces, capitals and "
            "traditional characters were bridged.",
            when=("not on",),
        ),
    ),
    "comparable": (
        Line(
            "Two instruments are compared by organiser, mode, population, unit, items, scale, answers not scored, composite, "
            "weighting, frame and season; a difference in any but the last, or in the parts of the frame, forbids a comparison."
        ),
    ),
}
