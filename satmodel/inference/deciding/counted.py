"""Settings that count units or rounds."""

from __future__ import annotations

import math
from numbers import Real


def whole_number(value: object) -> bool:
    """Whether it is a whole number, and neither a truth value, a text nor an infinite one.

    Examples:
        >>> [whole_number(one) for one in (3, 3.0, 2.5, float("nan"), "3", True, None)]
        [True, True, False, False, False, False, False]
    """
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value) and value == int(value)
