"""Right answers to every exercise there is get every point, in the sandbox as outside of it."""

from pathlib import Path

import pytest

from autograder.judging.answers import answers
from autograder.judging.notebook import grade
from autograder.sandbox.image import default_policy
from cnnkit.checks import exercises, find
from judging.papers import paper

pytestmark = [pytest.mark.sandbox, pytest.mark.xdist_group("sandbox")]

FOLDER = Path(__file__).parents[1] / "alternatives"
CHAPTERS = sorted({find(name).chapter for name in exercises()})


def right_answers(chapter, which):
    """The first, or the last, of the right answers that are kept for each exercise."""
    return {
        name: sorted((FOLDER / name).glob("*.py"))[which].read_text(encoding="utf-8")
        for name in exercises(chapter)
        if (FOLDER / name).is_dir()
    }


@pytest.mark.parametrize("which", [0, -1], ids=["first", "last"])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_right_answers_have_every_point(chapter, which, sandbox, cache):
    policy = default_policy(chapter, mask_functions=answers(chapter), cache=cache)
    work = paper(right_answers(chapter, which))
    result = grade(work, student="ada", assignment=chapter, secret=b"s" * 32, policy=policy)
    for findings in result.findings:
        assert findings.passed, f"{findings}"
