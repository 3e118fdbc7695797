"""Answers that are nearly right."""

import numpy as np

from cnnkit.checks.spec import Misconception
from cnnkit.checks.symptoms import every_failed
from cnnkit.checks.verdict import Verdict

SMALL = 0.02  # of the largest value


def _is_near(verdict: Verdict) -> bool:
    """Say whether all numbers are off by little."""
    found = verdict.difference
    if found is None or found.kind == "type" or found.got_shape != found.expected_shape:
        return False
    got, expected = (np.asarray(v, float) for v in (verdict.outcome.value, verdict.expected))
    here = np.isfinite(got)  # float16 gives up at 65,504
    return bool(np.abs(got - expected)[here].max(initial=0) <= SMALL * np.abs(expected).max())


DIGITS_LOST = Misconception(
    "digits-lost",
    "Nearly right: some digits are missing. Are numbers rounded, set to 0 where they are small, or "
    "kept as float16 (three digits, and an end at 65,504)? Compute in float64, and round only what "
    "you print.",
    symptom=every_failed(_is_near),
)
