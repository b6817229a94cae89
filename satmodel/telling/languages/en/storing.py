"""The estimates that earlier rounds stored: reading them, their faults, and the settings that compare with them."""

from satmodel.telling.lines import Line

PROBLEMS: dict[str, str] = {}

TITLES = {"stored": "Estimates of earlier rounds"}

METHODS = {
    "stored": (
        Line(
            "The estimates of {round:text} and their covariance come from the file that its run stored; respondents were not "
            "read again.",
            when=("round",),
        ),
    ),
}
