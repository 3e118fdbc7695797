"""The students' notebook: nbgrader takes the answers out of the source notebook."""

import shutil

from autograder import files, notebooks
from autograder.conversion import ConversionFailed, convert
from autograder.course import Desk
from autograder.errors import CourseError
from autograder.notebooks import Notebook
from autograder.settings import settings


def release(desk: Desk, chapter: str, source: Notebook, *, database: bool = False) -> bytes:
    """Write a chapter's source to the desk, have nbgrader release it, and return the bytes.

    With ``database`` the gradebook learns the chapter's cells, which it must before it can grade.
    A trial build leaves the gradebook alone: it refuses to change a chapter that was handed in.
    """
    from nbgrader.converters import GenerateAssignment

    _empty(desk, chapter)
    files.write(desk.step("source") / chapter / f"{chapter}.ipynb", notebooks.dump(source))
    config = settings(desk)
    if not database:
        config.GenerateAssignment.no_database = True
        config.SaveCells.enabled = False
    try:
        convert(GenerateAssignment, config, chapter=chapter)
    except ConversionFailed as problem:
        raise CourseError(
            chapter,
            received=f"this from nbgrader: {problem}",
            expected="a source that nbgrader can release",
            fix="Mend the chapter's source, or use a new folder for the gradebook",
        ) from problem
    made = desk.release(chapter)
    return files.write(made, notebooks.dump(notebooks.load(made))).read_bytes()


def _empty(desk: Desk, chapter: str) -> None:
    for step in ("source", "release"):
        shutil.rmtree(desk.step(step) / chapter, ignore_errors=True)
