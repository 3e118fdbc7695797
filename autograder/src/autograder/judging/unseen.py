"""Pictures that are in no notebook, for exercises that are about pictures not seen yet.

In a student's own check such an exercise draws from the course's test pictures. Here it draws from
``held_back.npz``, which ships with the grader alone. Labels never leave this process. Pictures
must, for the answer is to look at them; so nothing that it says may carry one back to its author:
see `bare`, and `notebook.grade`, which asks for these exercises when no cell is left to run.
"""

import dataclasses
import hashlib
from functools import cache
from pathlib import Path

import numpy as np

from autograder.errors import CourseError
from cnnkit.checks.compare import shape_of
from cnnkit.checks.outcome import Outcome
from cnnkit.checks.spec import Exercise, Pictures

FILE = Path(__file__).with_name("held_back.npz")
SHA256 = "7b7d30adbe52079f16d92cd8781639608d2cd798d2607569b91bdce82bce4040"

NOTE = (
    "The pictures were not those of the course. So that they stay unseen, what the code printed or "
    "complained of while it looked at them is not shown; your own check shows it."
)


@cache
def held_back() -> Pictures:
    """Return the held-back pictures, as the course's own are: float32 from 0 to 1.

    Raises
    ------
    CourseError
        If the file is missing or not the one that belongs here.
    """
    try:
        found = hashlib.sha256(FILE.read_bytes()).hexdigest()
    except OSError as problem:
        found = f"no file ({problem.strerror})"
    if found != SHA256:
        raise CourseError(
            "held-back pictures",
            received=f"{FILE.name} with SHA-256 {found}",
            expected=f"SHA-256 {SHA256}",
            fix="Install the autograder again",
        )
    with np.load(FILE, allow_pickle=False) as archive:
        x = archive["x"][:, None].astype(np.float32) / np.float32(255)  # (N, H, W) -> (N, 1, H, W)
        return Pictures(x, archive["y"].astype(np.int64))


def official(exercise: Exercise) -> Exercise:
    """Return the exercise as the judge asks it: with held-back pictures, where it has pictures."""
    if exercise.pictures is None:
        return exercise
    return dataclasses.replace(exercise, pictures=held_back)


def bare(outcome: Outcome) -> Outcome:
    """Return an outcome without words of the student's code, and without a value but numbers.

    >>> bare(Outcome("returned", value=[3, 1], printed="what it saw"))
    Outcome(kind='returned', value=[3, 1], error='', message='', frame='', mutated=(), ...)
    >>> bare(Outcome("raised", error="ValueError", message="what it saw")).message
    'its message is not shown'
    """
    shape = shape_of(outcome.value)
    told = outcome.value is None or (shape is not None and len(shape) > 0)
    return Outcome(
        outcome.kind,
        value=outcome.value if told else 0,
        error=outcome.error if outcome.error.isidentifier() and len(outcome.error) < 40 else "",
        message="its message is not shown" if outcome.message else "",
        mutated=("what was handed in",) * bool(outcome.mutated),
    )
