"""Seconds and bytes as people read them."""

from collections.abc import Sequence

SECONDS = (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6))
BYTES = (("GiB", 2.0**30), ("MiB", 2.0**20), ("KiB", 2.0**10))


def unit_for(units: Sequence[tuple[str, float]], most: float) -> tuple[str, float]:
    """Choose the largest unit of which there is at least one, or else the smallest.

    >>> unit_for(SECONDS, 0.25), unit_for(BYTES, 3 << 20)
    (('ms', 0.001), ('MiB', 1048576.0))
    """
    return next((unit for unit in units if most >= unit[1]), units[-1])


def in_unit(unit: tuple[str, float], amount: float) -> str:
    """Write an amount as a number of units.

    >>> in_unit(("ms", 0.001), 0.25)
    '250.00'
    """
    return f"{amount / unit[1]:,.2f}"


def duration(seconds: float) -> str:
    """Return a time as people say it.

    >>> duration(7.6), duration(200), duration(5400)
    ('8 s', '3 min 20 s', '1.5 h')
    """
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60:02d} s" if whole < 3600 else f"{whole / 3600:.1f} h"
