"""Symptoms that any exercise can show; `test_diagnosis` has those that show in values."""

import numpy as np
import pytest

from cnnkit.checks.outcome import Outcome
from cnnkit.checks.runner import conclude, run
from cnnkit.checks.spec import Call, Case, Exercise
from cnnkit.checks.symptoms import GENERAL

CASES = tuple(
    Case(f"{n} rows", "how many rows", lambda rng, n=n: Call(rng.normal(size=(n, 3))))
    for n in (3, 4, 5)
)
DOUBLE = Exercise("double", "00", 1, "Double.", CASES, reference=lambda x: 2.0 * x + 0.25)


def right(x):
    return 2.0 * x + 0.25


def forgets(x, kept=[]):  # noqa: B006 (this is the mistake)
    kept.append(right(x)[0])
    return np.array(kept)


def shared_rows(x):
    rows = [[0.0] * 3] * len(x)
    for i, row in enumerate(right(x)):
        for j, value in enumerate(row):
            rows[i][j] = value
    return rows


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (lambda x: None, "returns-nothing"),
        (lambda x: right(x).astype(int), "integer-output"),
        (lambda x: right(x).astype(np.float16) + np.float16(0.5), "half-precision"),
        (lambda x: right(x) + 1j, "complex-numbers"),
        (lambda x: right(x).T, "rows-and-columns-swapped"),
        (lambda x: np.stack([right(x) / 2, right(x) / 2], axis=-1), "forgets-the-sum"),
        (lambda x: np.array([]), "empty-result"),
        (lambda x: np.zeros(7), "all-zero"),
        (lambda x: right(x) * np.nan, "not-a-number"),
        (lambda x: "a text", "returns-the-wrong-type"),
        (lambda x, y: x, "wrong-arguments"),
        (shared_rows, "rows-share-one-list"),
        (lambda x: np.zeros(3).__setitem__(0, x), "an-array-where-one-number-belongs"),
        (lambda x: float(x), "an-array-where-one-number-belongs"),
        (lambda x: x + np.zeros(97), "arrays-do-not-fit"),
        (lambda x: x @ np.zeros(97), "arrays-do-not-fit"),
        (lambda x: np.zeros(-len(x)), "negative-size"),
        (lambda x: len(x)(x), "name-hides-a-function"),
        (lambda x: [*x].reverse()[0], "none-is-used"),
        (lambda x: 1 + print(), "none-is-used"),
        (lambda x: 1 / 0, "stops-with-an-error"),
    ],
)
def test_each_is_recognised(answer, mistake):
    findings = conclude(DOUBLE, run(DOUBLE, answer))
    assert findings.mistake == mistake


def test_what_is_kept_from_call_to_call_is_recognised():
    exercise = Exercise(
        "first", "00", 1, "First.", CASES, reference=lambda x: np.stack([right(x)[0], x[1]])
    )
    assert conclude(exercise, run(exercise, forgets)).mistake == "remembers-an-earlier-call"


def test_a_process_that_ended_is_recognised():
    outcomes = [(case, call, Outcome("died")) for case, call in DOUBLE.calls(0)]
    assert conclude(DOUBLE, outcomes).mistake == "ends-the-process"


def test_every_general_mistake_has_a_hint_and_a_symptom():
    assert len({mistake.id for mistake in GENERAL}) == len(GENERAL)
    assert all(mistake.hint and mistake.symptom for mistake in GENERAL)
