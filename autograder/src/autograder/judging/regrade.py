"""Grade again what was graded before, and say where the scores differ."""

from dataclasses import dataclass

from autograder.errors import Refusal
from autograder.judging.evidence import Evidence, digest_of, library_digest
from autograder.judging.notebook import grade
from autograder.judging.recovery import Bounds
from autograder.judging.seeds import fingerprint
from autograder.notebooks import Notebook
from autograder.sandbox.policy import Policy


@dataclass(frozen=True)
class Regraded:
    """What came of grading again.

    Parameters
    ----------
    before, after
        Exercise → points, as they were kept and as they came out now.
    changed
        What else is different from then, in sentences; where something is, scores may be too.
    """

    before: dict[str, float]
    after: dict[str, float]
    changed: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether every score came out the same."""
        return self.before == self.after


def regrade(
    notebook: Notebook, *, secret: bytes, policy: Policy, bounds: Bounds | None = None
) -> Regraded:
    """Grade a graded notebook again, from the evidence that stands in it.

    Parameters
    ----------
    notebook
        As it lies in the folder of graded work.
    secret
        The secret that its inputs were drawn from.
    policy, bounds
        As when it was graded.

    Raises
    ------
    Refusal
        If the evidence is missing, or belongs to another notebook or another secret.
    """
    kept = Evidence.of(notebook)
    if kept is None:
        raise Refusal(
            "regrade",
            received="a notebook without evidence of how it was graded",
            expected="one that `autograder grade` has written",
            fix="Grade it first",
        )
    if digest_of(notebook) != kept.notebook:
        raise Refusal(
            "regrade",
            received="a notebook whose cells were changed after it was graded",
            expected="the one that was graded",
            fix="Take it from the submissions, and grade it anew",
        )
    if fingerprint(secret) != kept.secret:
        raise Refusal(
            "regrade",
            received="another secret than the one it was graded with",
            expected=f"the secret with the fingerprint {kept.secret}",
            fix="Find the secret of that time, or grade it anew",
        )
    changed = []
    if library_digest() != kept.library:
        changed.append("The exercises have changed since.")
    if policy.unsafe != kept.unsafe:
        changed.append("It was graded with another sandbox setting.")
    again = grade(
        notebook,
        student=kept.student,
        assignment=kept.assignment,
        secret=secret,
        policy=policy,
        bounds=bounds,
    )
    changed += [
        f"{name} was {kept.packages.get(name, 'missing')} and is {now}."
        for name, now in again.evidence.packages.items()
        if kept.packages.get(name) != now
    ]
    return Regraded(dict(kept.points), dict(again.evidence.points), tuple(changed))
