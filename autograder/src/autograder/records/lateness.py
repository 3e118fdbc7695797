"""What it costs to hand in late: one policy for a class, stated wherever it is applied.

The due date stands in nbgrader's gradebook, the policy beside it in ``late.json``. Penalties are
set for all submissions of a chapter together, after each grading: a date that is moved holds for
work that is graded already.
"""

import json
import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from autograder import files
from autograder.course import Desk
from autograder.errors import CourseError

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Policy:
    """What lateness costs.

    Attributes
    ----------
    grace
        Minutes after the due date that cost nothing.
    per_day
        Percent of the points earned that each begun day costs, counted from the due date.
    most
        Percent that it costs at most.
    """

    grace: float = 0.0
    per_day: float = 0.0
    most: float = 100.0

    @property
    def sentence(self) -> str:
        """The policy as it is told to a class.

        >>> Policy().sentence
        'Late work is noted and costs nothing.'
        >>> Policy(15, 10, 50).sentence
        'Each begun day late costs 10 % of the points, at most 50 %; the first 15 minutes are free.'
        """
        if not self.per_day:
            return "Late work is noted and costs nothing."
        most = f", at most {self.most:g} %" if self.most < 100 else ""
        grace = f"; the first {self.grace:g} minutes are free" if self.grace else ""
        return f"Each begun day late costs {self.per_day:g} % of the points{most}{grace}."

    def share(self, seconds: float) -> float:
        """Return which part of the points is lost, from 0 to 1, for so many seconds of lateness.

        >>> [Policy(15, 10, 25).share(t) for t in (0, 900, 901, DAY, DAY + 1, 9 * DAY)]
        [0.0, 0.0, 0.1, 0.1, 0.2, 0.25]
        """
        if seconds <= self.grace * 60:
            return 0.0
        return min(self.per_day * math.ceil(seconds / DAY), self.most) / 100


def policy_of(desk: Desk) -> Policy:
    """Return the policy that is kept on the desk; where none is, lateness costs nothing.

    Raises
    ------
    CourseError
        If the file cannot be read: a penalty is never guessed.
    """
    path = desk.root / "late.json"
    try:
        return Policy(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Policy()
    except (OSError, ValueError, TypeError) as problem:
        raise CourseError(
            "late work",
            received=f"{path}, which cannot be read ({type(problem).__name__})",
            expected='a file such as {"grace": 15, "per_day": 10, "most": 50}',
            fix="State the policy again: autograder release --per-day 10 --most 50",
        ) from problem


def keep(
    desk: Desk,
    *,
    grace: float | None = None,
    per_day: float | None = None,
    most: float | None = None,
) -> Policy:
    """Change the policy where a number is given, keep it on the desk, and return it."""
    given = {"grace": grace, "per_day": per_day, "most": most}
    given = {name: value for name, value in given.items() if value is not None}
    if not given:
        return policy_of(desk)
    made = Policy(**{**asdict(policy_of(desk)), **given})
    files.write(desk.root / "late.json", json.dumps(asdict(made)) + "\n")
    return made


def settle(gradebook: "Gradebook", chapter: str, policy: Policy) -> None:
    """Set the penalty of every submission of a chapter, as the policy says."""
    from nbgrader.api import MissingEntry

    try:
        submissions = gradebook.find_assignment(chapter).submissions
    except MissingEntry:
        return
    for submission in submissions:
        share = policy.share(submission.total_seconds_late)
        for notebook in submission.notebooks:
            notebook.late_submission_penalty = round(share * notebook.score, 2) or None
    gradebook.db.commit()


def in_words(seconds: float) -> str:
    """Return how late something is.

    >>> [in_words(60 * minutes) for minutes in (3, 200, 3000)]
    ['3 min late', '3 h 20 min late', '2 d 2 h late']
    """
    minutes = math.ceil(seconds / 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, "d"), (hours, "h"), (minutes if not days else 0, "min")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count) + " late"
