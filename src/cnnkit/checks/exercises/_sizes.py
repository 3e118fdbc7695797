"""What goes wrong with any answer that is a whole number, or an error where there is none."""

from collections.abc import Callable

from cnnkit.checks.spec import Call, Misconception
from cnnkit.checks.symptoms import every_failed
from cnnkit.checks.verdict import Verdict

_COUNT = "here you count them yourself"
COUNT_YOURSELF = {
    "cnnkit.functional": _COUNT,
    "cnnkit.layers": _COUNT,
    "cnnkit.models": _COUNT,
    "cnnkit.mine": _COUNT,
    "cnnkit.widgets": _COUNT,
}

FLOAT = Misconception(
    "float-instead-of-a-whole-number",
    "The number is right, but it is a float, such as 4.0: `range(4.0)` is an error. `//` and "
    "`int(...)` give whole numbers; `/`, `np.floor` and `np.ceil` do not.",
    spoils=(lambda y: tuple(map(float, y)) if isinstance(y, tuple) else float(y),),
)


NOT_REFUSED = every_failed(
    lambda verdict: (
        verdict.case.raises is not None and verdict.outcome.kind in ("returned", "not-a-tree")
    )
)
"""The symptom "where an error is asked for, something comes back"."""


def raised_where(test: Callable[[Call], bool], *errors: str) -> Callable[[list[Verdict]], bool]:
    """Return the symptom "one of these errors came, wrongly, in all cases of this kind alone"."""

    def shows(evidence: list[Verdict]) -> bool:
        asked = [verdict for verdict in evidence if verdict.case.raises is None]
        failed = [verdict for verdict in evidence if not verdict.passed]
        return {id(verdict) for verdict in failed} == {
            id(verdict) for verdict in asked if test(verdict.call)
        } and all(verdict.outcome.error in errors for verdict in failed)

    return shows


def error_of_another_type(what: str) -> Misconception:
    """Return the mistake of raising another error than a ValueError."""
    return Misconception(
        "another-type-of-error",
        f"{what} calls for a ValueError. Ask first, `if ...:`, and then "
        "`raise ValueError(...)`; other errors (of `assert`, or of a dictionary) say less.",
        symptom=every_failed(
            lambda verdict: verdict.case.raises is not None and verdict.outcome.kind == "raised"
        ),
    )
