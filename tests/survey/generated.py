"""Numbers that look like those of persons and belong to none: drawn by a generator, valid by their form alone."""

from __future__ import annotations

import random

AREAS = ("010", "021", "0532", "0371", "0898")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def mobile(draw: random.Random) -> str:
    return f"1{draw.choice('3456789')}{draw.randrange(10**9):09d}"


def mobile_forms(number: str) -> tuple[str, ...]:
    a, b, c = number[:3], number[3:7], number[7:]
    bare = (number, f"{a}-{b}-{c}", f"{a} {b} {c}", f"{a}.{b}.{c}", f"{number[:4]} {number[4:7]} {c}")
    return (*bare, f"+86 {number}", f"+86-{a}-{b}-{c}", f"0086{number}", f"86{number}", _wide(number))


def landline_forms(draw: random.Random) -> tuple[str, ...]:
    area, local = draw.choice(AREAS), f"{draw.choice('2345678')}{draw.randrange(10**7):07d}"
    seven = local[:7]
    return (
        f"{area}-{local}",
        f"({area}){local}",
        f"{area} {local}",
        f"{area}{local}",
        f"{area}-{seven}",
        f"({area}) {local[:4]} {local[4:]}",
    )


def citizen(draw: random.Random) -> str:
    body = (
        f"{draw.choice('123456')}{draw.randrange(10**5):05d}{draw.randrange(1930, 2010)}"
        f"{draw.randrange(1, 13):02d}{draw.randrange(1, 29):02d}{draw.randrange(1000):03d}"
    )
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True))
    return body + "10X98765432"[total % 11]


def old_citizen(draw: random.Random) -> str:
    full = citizen(draw)
    return full[:6] + full[8:17]


def _wide(text: str) -> str:
    return text.translate({ord(digit): chr(0xFF10 + int(digit)) for digit in "0123456789"})
