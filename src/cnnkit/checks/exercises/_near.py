"""Answers that are nearly right."""

import numpy as np

from cnnkit.checks.spec import Misconception
from cnnkit.checks.symptoms import every_failed
from cnnkit.checks.verdict import Verdict

SMALL = 0.02  # of the largest value


def _is_near(verdict: Verdict) -> bool:
    """Say whether all numbers are off by little."""
    found = verdict.difference
    if found is None or found.kind != "value" or found.got_shape != found.expected_shape:
        return False
    got, expected = (np.asarray(v, float) for v in (verdict.outcome.value, verdict.expected))
    return bool(np.abs(got - expected).max() <= SMALL * np.abs(expected).max())


DIGITS_LOST = Misconception(
    "digits-lost",
    "Nearly right: some digits are missing. Are numbers rounded, set to 0 where they are small, or "
    "kept as float16? Compute in float64, and round only what you print.",
    symptom=every_failed(_is_near),
)
