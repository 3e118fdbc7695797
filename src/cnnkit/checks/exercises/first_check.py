"""Chapter 00: add one. The smallest exercise there is, so that the check itself can be tried."""

import numpy as np

from cnnkit.checks.spec import Call, Case, Exercise, Misconception
from cnnkit.checks.symptoms import every_failed, some_failed


def reference(x):
    """Add one."""
    return x + 1


def _array(*shape: int):
    return lambda rng: Call(rng.normal(size=shape).round(2) + 0.005)


exercise = Exercise(
    name="first_check",
    chapter="00",
    points=1,
    asks="Return `x + 1`.",
    reference=reference,
    forbidden=dict.fromkeys(("cnnkit.mine.answers", "cnnkit.mine.library"), "write it yourself"),
    solved_by=("mine.answers.first_check",),
    cases=(
        Case("the number 41", "the number", lambda rng: Call(41)),
        Case(
            "another whole number", "the number", lambda rng: Call(int(rng.integers(100, 10_000)))
        ),
        Case("a negative number", "the number", lambda rng: Call(-int(rng.integers(5, 100)))),
        Case(
            "a fraction",
            "the number",
            lambda rng: Call(float(rng.integers(200, 900)) / 100 + 0.005),
        ),
        Case("a row of numbers", "a number or an array", _array(5)),
        Case("a picture", "a number or an array", _array(3, 4)),
    ),
    misconceptions=(
        Misconception(
            "equals-plus",
            "`x =+ 1` sets x to plus one, whatever it was before. Adding is `x + 1`, or `x += 1`.",
            wrong=(lambda x: 1, lambda x: +1.0, lambda x: np.ones_like(x)),
        ),
        Misconception(
            "written-for-the-example",
            "The answer to the first case is written into the code. Use the `x` that is handed in.",
            wrong=(lambda x: 42, lambda x: 42.0),
        ),
        Misconception(
            "one-too-many",
            "What comes back is x plus 2: the 1 is added twice.",
            wrong=(lambda x: x + 2,),
        ),
        Misconception(
            "nothing-added",
            "What comes back is x itself: the 1 is lost. `x + 1` alone in a line changes nothing; "
            "write `return x + 1`.",
            wrong=(lambda x: x,),
        ),
        Misconception(
            "subtracts",
            "What comes back is 1 less than x, or 1 minus x. It should be 1 more than x.",
            wrong=(lambda x: x - 1, lambda x: 1 - x, lambda x: -(x + 1)),
        ),
        Misconception(
            "bitwise-not",
            "`~x` is −x − 1. Adding one is `x + 1`.",
            wrong=(lambda x: ~x,),
        ),
        Misconception(
            "doubled",
            "What comes back is twice x. Add 1, not x.",
            wrong=(lambda x: x + x,),
        ),
        Misconception(
            "multiplied",
            "x is multiplied by itself, or by 1. The sign for adding is +.",
            wrong=(lambda x: x * x, lambda x: x * x + 1),
        ),
        Misconception(
            "fraction-cut-off",
            "The part behind the decimal point is lost: `int`, `//` and rounding do that.",
            wrong=(
                lambda x: np.trunc(x) + 1,
                lambda x: np.floor(x) + 1,
                lambda x: np.round(x) + 1,
                lambda x: int(x) + 1,
            ),
            spoils=(np.trunc, np.floor, np.ceil, np.round, lambda y: np.round(y, 1)),
        ),
        Misconception(
            "appended",
            "The 1 is put behind the numbers. It is to be added to each of them.",
            wrong=(lambda x: np.append(x, 1), lambda x: [x, 1]),
        ),
        Misconception(
            "first-one-only",
            "Only one of the numbers becomes larger. `x + 1` adds to every element of an array.",
            wrong=(
                lambda x: x + np.eye(1, np.size(x)).reshape(np.shape(x)),
                lambda x: x + np.eye(1, np.size(x))[:, ::-1].reshape(np.shape(x)),
            ),
        ),
        Misconception(
            "summed-up",
            "The numbers of the array are added up to one. Each of them gets its own + 1.",
            wrong=(lambda x: np.sum(x) + 1, lambda x: np.mean(x) + 1),
        ),
        Misconception(
            "sign-lost",
            "Negative numbers have lost their sign. Use x as it is.",
            wrong=(lambda x: np.abs(x) + 1,),
            spoils=(np.abs, lambda y: np.maximum(y, 0)),
        ),
        Misconception(
            "flattened",
            "The numbers are right, but in one long row. An array keeps its shape.",
            spoils=(np.ravel,),
        ),
        Misconception(
            "compares-instead-of-adding",
            "What comes back is True or False: `==` and `>` compare. Adding is `x + 1`.",
            symptom=every_failed(
                lambda verdict: np.asarray(verdict.outcome.value).dtype.kind == "b"
            ),
        ),
        Misconception(
            "always-the-same",
            "The same number comes back for every input. Use the `x` that is handed in.",
            symptom=lambda verdicts: (
                len({str(verdict.outcome.value) for verdict in verdicts}) == 1
                and verdicts[0].outcome.kind == "returned"
                and verdicts[0].outcome.value is not None
            ),
        ),
        Misconception(
            "text-instead-of-a-number",
            "What comes back is text. `print` and `str` are for looking at; return the number.",
            symptom=some_failed(lambda verdict: isinstance(verdict.outcome.value, str)),
        ),
        Misconception(
            "arrays-not-taken",
            "Numbers work, arrays do not: `int(…)`, `float(…)`, `range(…)` and `if x > …` are for "
            "one number. `x + 1` works for both.",
            symptom=lambda verdicts: (
                all(v.passed for v in verdicts if not np.ndim(v.call.args[0]))
                and all(v.outcome.kind == "raised" for v in verdicts if np.ndim(v.call.args[0]))
            ),
        ),
        Misconception(
            "numbers-not-taken",
            "Arrays work, a single number does not: it has no `len`, no shape and no index. "
            "`x + 1` works for both.",
            symptom=lambda verdicts: (
                all(v.passed for v in verdicts if np.ndim(v.call.args[0]))
                and all(v.outcome.kind == "raised" for v in verdicts if not np.ndim(v.call.args[0]))
            ),
        ),
    ),
)
