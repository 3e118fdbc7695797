"""Mistakes that any exercise can show, recognised from the verdicts."""

from collections.abc import Callable

import numpy as np

from cnnkit.checks.compare import difference, shape_of
from cnnkit.checks.spec import Misconception
from cnnkit.checks.verdict import Verdict

Evidence = list[Verdict]
Test = Callable[[Verdict], bool]


def every_failed(test: Test) -> Callable[[Evidence], bool]:
    """Return the symptom "each failed case passes this test"."""

    def shows(evidence: Evidence) -> bool:
        failed = [verdict for verdict in evidence if not verdict.passed]
        return bool(failed) and all(test(verdict) for verdict in failed)

    return shows


def some_failed(test: Test) -> Callable[[Evidence], bool]:
    """Return the symptom "at least one failed case passes this test"."""
    return lambda evidence: any(test(verdict) for verdict in evidence if not verdict.passed)


def _arrays(verdict: Verdict) -> tuple[np.ndarray, np.ndarray] | None:
    """Return the real numbers that came and those expected, where both are arrays of numbers."""
    value, expected = verdict.outcome.value, verdict.expected
    if shape_of(value) is None or shape_of(expected) is None:
        return None
    value = np.asarray(value)
    return None if value.dtype.kind == "c" else (value, np.asarray(expected))


def _is_none(verdict: Verdict) -> bool:
    return verdict.outcome.kind == "returned" and verdict.outcome.value is None


def _is_transposed(verdict: Verdict) -> bool:
    both = _arrays(verdict)
    if both is None or both[1].ndim < 2 or both[0].ndim != both[1].ndim:
        return False
    return difference(np.swapaxes(both[0], -1, -2), both[1]) is None


def _is_integer(verdict: Verdict) -> bool:
    """Say whether whole numbers came where fractions were expected."""
    both = _arrays(verdict)
    if both is None or both[0].dtype.kind not in "iu" or both[1].dtype.kind != "f":
        return False
    return bool((both[1] != np.trunc(both[1])).any())


def _is_half(verdict: Verdict) -> bool:
    value = verdict.outcome.value
    return isinstance(value, np.ndarray) and value.dtype == np.float16


def _is_complex(verdict: Verdict) -> bool:
    value = verdict.outcome.value
    return shape_of(value) is not None and np.asarray(value).dtype.kind == "c"


def _factor(verdict: Verdict) -> float | None:
    """Return the one factor by which every number of an answer is off, or None."""
    both = _arrays(verdict)
    if both is None or both[0].shape != both[1].shape:
        return None
    got, expected = both[0].astype(float), both[1].astype(float)
    ratio = got[expected != 0] / expected[expected != 0]
    if not ratio.size or ratio[0] in (0, 1) or got[expected == 0].any():
        return None
    return float(ratio[0]) if float(np.ptp(ratio)) <= 1e-4 * abs(ratio[0]) else None


def _offset(verdict: Verdict) -> bool:
    """Say whether every number of an answer is off by the same amount."""
    both = _arrays(verdict)
    if both is None or both[0].shape != both[1].shape or not both[0].size:
        return False
    off = both[0].astype(float) - both[1].astype(float)
    return abs(off.flat[0]) > 1e-6 and float(np.ptp(off)) <= 1e-4 * abs(off.flat[0])


def _is_reshaped(verdict: Verdict) -> bool:
    """Say whether the right values came, in the right order, in another shape."""
    both = _arrays(verdict)
    if both is None or both[0].size != both[1].size or both[0].shape == both[1].shape:
        return False
    return difference(both[0].reshape(both[1].shape), both[1]) is None


def _is_mirrored(verdict: Verdict) -> bool:
    both = _arrays(verdict)
    if both is None or both[0].shape != both[1].shape or not both[1].ndim:
        return False
    axes = [(axis,) for axis in range(both[1].ndim)] + [tuple(range(both[1].ndim))]
    return any(difference(np.flip(both[0], axis), both[1]) is None for axis in axes)


def _stops(*errors: str) -> Callable[[Evidence], bool]:
    return every_failed(lambda verdict: verdict.outcome.error in errors)


def _complains(*parts: str) -> Callable[[Evidence], bool]:
    """Return the symptom "each failed case stops, at least one with such a message"."""

    def shows(evidence: Evidence) -> bool:
        failed = [verdict.outcome for verdict in evidence if not verdict.passed]
        stops = all(outcome.kind == "raised" for outcome in failed)
        return stops and any(part in outcome.message for outcome in failed for part in parts)

    return shows


def _is_another_type(verdict: Verdict) -> bool:
    found = verdict.difference
    return verdict.outcome.kind == "not-a-tree" or (found is not None and found.kind == "type")


def _is_one_of_several(verdict: Verdict) -> bool:
    """Say whether a tuple or a list came, with the right answer in it."""
    value = verdict.outcome.value
    return isinstance(value, (tuple, list)) and any(
        difference(item, verdict.expected) is None for item in value
    )


def _is_all_zero(verdict: Verdict) -> bool:
    value = verdict.outcome.value
    return bool(np.size(value)) and shape_of(value) is not None and not np.any(value)


def _is_not_finite(verdict: Verdict) -> bool:
    """Say whether not one finite number came where finite ones were expected."""
    both = _arrays(verdict)
    return both is not None and bool(both[0].size) and not np.isfinite(both[0].astype(float)).any()


def _is_empty(verdict: Verdict) -> bool:
    return shape_of(verdict.outcome.value) is not None and np.size(verdict.outcome.value) == 0


def _has_many_numbers(verdict: Verdict) -> bool:
    return np.size(verdict.expected) > 1


def _is_unsummed(verdict: Verdict) -> bool:
    """Say whether an axis too many came, and summing over one or two gives what was expected."""
    both = _arrays(verdict)
    if both is None or both[0].ndim <= both[1].ndim:
        return False
    extra = tuple(range(both[1].ndim, both[0].ndim))
    return difference(both[0].sum(axis=extra), both[1]) is None


def _rows_are_one(verdict: Verdict) -> bool:
    """Say whether all rows came out as the last one should."""
    both = _arrays(verdict)
    if both is None or both[0].shape != both[1].shape or both[1].ndim < 2:
        return False
    return difference(both[0], np.broadcast_to(both[1][-1], both[1].shape)) is None


def _remembers(evidence: Evidence) -> bool:
    """Say whether a failed case gave an earlier case's answer again, or began with it."""
    for at, verdict in enumerate(evidence):
        if verdict.passed or shape_of(verdict.outcome.value) is None:
            continue
        value = np.asarray(verdict.outcome.value)
        for earlier in evidence[:at]:
            before = shape_of(earlier.outcome.value)
            if before is None or np.size(earlier.outcome.value) < 3:
                continue
            known = np.asarray(earlier.outcome.value)
            if not np.ptp(known):
                continue  # constant results say nothing
            if value.ndim == known.ndim and len(value) >= len(known):
                beginning = value[: len(known)]
                if beginning.shape == known.shape and np.array_equal(beginning, known):
                    return True
    return False


EMPTY = Misconception(
    "empty-result",
    "What comes back is empty. Is the result kept? (`np.append` returns a new array; it does "
    "not change the old one.)",
    symptom=every_failed(_is_empty),
)

NOT_FINITE = Misconception(
    "not-a-number",
    "The values are NaN or infinite. What is divided by 0, or grows without end?",
    symptom=every_failed(_is_not_finite),
)

GENERAL = (
    Misconception(
        "returns-nothing",
        "The function ends without `return`, so it gives None. Hand the result back.",
        symptom=every_failed(_is_none),
    ),
    Misconception(
        "changes-its-input",
        "The function writes into an array that is not its own: one it was given, or one that it "
        "returned before. Make a new array in each call; whoever calls still needs theirs.",
        symptom=some_failed(lambda verdict: bool(verdict.outcome.mutated)),
    ),
    Misconception(
        "runs-forever",
        "The loop does not end. Which variable should change in each round, and does it?",
        symptom=some_failed(lambda verdict: verdict.outcome.kind == "timeout"),
    ),
    Misconception(
        "ends-the-process",
        "Python itself ended while your function ran (`os._exit` does that, and so does memory "
        "that runs out). A function ends with `return`.",
        symptom=some_failed(lambda verdict: verdict.outcome.kind == "died"),
    ),
    Misconception(
        "complex-numbers",
        "What comes back is complex (this happens after an FFT). Return the real part.",
        symptom=every_failed(_is_complex),
    ),
    Misconception(
        "half-precision",
        "float16 keeps three digits only, and ends at 65,504. Use float32 or float64.",
        symptom=every_failed(_is_half),
    ),
    Misconception(
        "integer-output",
        "The output was made with an integer type, perhaps that of the input, so fractions are "
        "cut off and large sums wrap around. Make it with a float type.",
        symptom=every_failed(_is_integer),
    ),
    Misconception(
        "all-zero",
        "Every value is 0. Is what you compute ever written into the result?",
        symptom=every_failed(_is_all_zero),
    ),
    Misconception(
        "rows-and-columns-swapped",
        "Your result is the transpose of the right one: rows and columns have changed places.",
        symptom=every_failed(_is_transposed),
    ),
    Misconception(
        "right-values-wrong-shape",
        "The values are right, in another shape. Compare the shapes below.",
        symptom=every_failed(_is_reshaped),
    ),
    Misconception(
        "result-mirrored",
        "The result stands on its head or is mirrored: it is filled from the wrong end.",
        symptom=every_failed(_is_mirrored),
    ),
    Misconception(
        "rows-share-one-list",
        "All rows are equal: `[[0] * n] * m` makes one row and shows it m times. Use "
        "`np.zeros((m, n))`, or make each row anew.",
        symptom=every_failed(_rows_are_one),
    ),
    Misconception(
        "forgets-the-sum",
        "Your result has an axis too many. Its numbers are still to be added up along it "
        "(Python's `sum` adds the rows only; `np.sum` adds everything).",
        symptom=every_failed(_is_unsummed),
    ),
    Misconception(
        "constant-factor",
        "Every value is off by the same factor. What is multiplied, or divided, once too often?",
        symptom=lambda evidence: (
            every_failed(lambda verdict: _factor(verdict) is not None)(evidence)
            and some_failed(_has_many_numbers)(evidence)
        ),
    ),
    Misconception(
        "constant-offset",
        "Every value is off by the same amount. What is added, or left out, once for all?",
        symptom=lambda evidence: (
            every_failed(_offset)(evidence) and some_failed(_has_many_numbers)(evidence)
        ),
    ),
    Misconception(
        "returns-more-than-asked",
        "The right answer is there, among others. Return it alone.",
        symptom=every_failed(_is_one_of_several),
    ),
    EMPTY,
    NOT_FINITE,
    Misconception(
        "remembers-an-earlier-call",
        "The answer to one call comes back in a later one. Is there a list, a dictionary or a "
        "default argument that keeps what it held? Start anew in each call.",
        symptom=_remembers,
    ),
    Misconception(
        "returns-the-wrong-type",
        "What comes back is not numbers or an array. Print it, and look at what you return.",
        symptom=every_failed(_is_another_type),
    ),
    Misconception(
        "wrong-arguments",
        "Python could not call the function with the arguments of the exercise. Keep the first "
        "line (the names and their order) as it was given.",
        symptom=every_failed(
            lambda verdict: (
                verdict.outcome.error == "TypeError"
                and "argument" in verdict.outcome.message
                and not verdict.outcome.frame
            )
        ),
    ),
    Misconception(
        "recursion-without-end",
        "The function calls itself again and again. When does it stop?",
        symptom=_stops("RecursionError"),
    ),
    Misconception(
        "name-not-defined",
        "A name is used that has no value there. Is it misspelt, or given its value too late?",
        symptom=_stops("NameError", "UnboundLocalError"),
    ),
    Misconception(
        "index-out-of-range",
        "An index runs over the end. Write down the largest one that your loop reaches, and the "
        "largest that there is.",
        symptom=_stops("IndexError"),
    ),
    Misconception(
        "an-array-where-one-number-belongs",
        "One place of the result holds one number, and your line puts several there. Is the sum "
        "missing? (Python's `sum` adds the rows only, and `@` is the matrix product; `np.sum` adds "
        "everything.)",
        symptom=_complains(
            "setting an array element with a sequence",
            "arrays can be converted to Python scalars",
        ),
    ),
    Misconception(
        "arrays-do-not-fit",
        "Arrays of different shapes meet in one line. Print both shapes just before it: is a part "
        "to be cut out first?",
        symptom=_complains("could not be broadcast", "mismatch in its core dimension"),
    ),
    Misconception(
        "negative-size",
        "A size comes out negative. Have two names changed places, in the first line or in the "
        "formula?",
        symptom=_complains("negative dimensions"),
    ),
    Misconception(
        "none-is-used",
        "None is used as if it were a value. `list.append`, `.sort` and `.reverse` change their "
        "list and return None; a function without `return` gives None too.",
        symptom=_complains("'NoneType'"),
    ),
    Misconception(
        "name-hides-a-function",
        "A variable bears the name of a function, such as `sum` or `len`, and is then called. Give "
        "it another name.",
        symptom=_complains("object is not callable"),
    ),
    Misconception(
        "stops-with-an-error",
        "The code stops with an error before it can answer. The line is shown below: run it by "
        "hand with the inputs of the case.",
        symptom=every_failed(lambda verdict: verdict.outcome.kind == "raised"),
    ),
)


def right_for_some(evidence: Evidence) -> Misconception | None:
    """Return "right for some inputs", with what the failed cases have in common, or None."""
    passed = {verdict.case.varies for verdict in evidence if verdict.passed}
    failed = {verdict.case.varies: verdict.case.name for verdict in evidence if not verdict.passed}
    if not passed:
        return None
    only = {varies: name for varies, name in failed.items() if varies not in passed} or failed
    where = f"Look at {' and '.join(only)}: begin" if len(only) < 3 else "Begin"
    return Misconception(
        "right-for-some-inputs",
        f"Right for some inputs, wrong for others. {where} "
        f"with the case “{next(iter(only.values()))}”.",
    )
