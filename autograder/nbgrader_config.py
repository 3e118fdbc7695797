"""Settings for nbgrader's own commands and its formgrader, when they are started in this folder.

For instance ``cd autograder && ../.venv/bin/jupyter lab``, then Formgrader in the menu. The class
lies in ``grading/``, where ``autograder collect`` and ``autograder grade`` put it. The course is
built by ``autograder build`` only: what nbgrader would generate goes to the class's folder.
"""

from autograder.course import Course, Desk
from autograder.settings import settings

c = get_config()  # type: ignore[name-defined]  # noqa: F821
c.merge(settings(Desk(Course.find().root / "grading")))
