"""Where things lie: the folders of a course, and the desk on which one class is graded."""

import re
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError

CHAPTER = re.compile(r"(\d\d)_[a-z0-9_]+")


@dataclass(frozen=True)
class Course:
    """The folders of one course. ``built`` and ``out`` may lead elsewhere, for a trial build.

    Attributes
    ----------
    solutions
        The source of every chapter: ``NN_topic.py``.
    released
        What students get: ``NN_topic/NN_topic.ipynb``. Only a build writes here.
    build
        What can be made again at any time.
    work
        The student's own copy of ``released``.

    Examples
    --------
    >>> Course(Path("/c")).released.as_posix()
    '/c/course'
    >>> Course(Path("/c"), out=Path("/t")).released.as_posix()
    '/t'
    """

    root: Path
    built: Path | None = None
    out: Path | None = None

    @property
    def solutions(self) -> Path:
        """The folder of the chapters' sources."""
        return self.root / "solutions"

    @property
    def released(self) -> Path:
        """The folder of the students' notebooks."""
        return self.out or self.root / "course"

    @property
    def build(self) -> Path:
        """The folder of everything that can be made again."""
        return self.built or self.root / "build"

    @property
    def work(self) -> Path:
        """The student's own copy."""
        return self.root / "work"

    def sources(self) -> list[Path]:
        """Return the source files of all chapters, in order."""
        return sorted(path for path in self.solutions.glob("*.py") if CHAPTER.fullmatch(path.stem))

    def chapters(self) -> list[str]:
        """Return the names of all chapters, such as ``01_convolution_by_hand``, in order."""
        return [path.stem for path in self.sources()]

    def chapter(self, name: str) -> str:
        """Return the full name of the chapter called ``name``: all of it, or its number alone."""
        for chapter in self.chapters():
            if name in (chapter, chapter[:2]):
                return chapter
        there = ", ".join(self.chapters()) or "none yet"
        raise CourseError(
            "chapter",
            received=repr(name),
            expected=f"a chapter of {self.solutions} ({there})",
            fix="Give its number, such as 01, or its whole name",
        )

    @classmethod
    def find(cls, start: Path | None = None) -> "Course":
        """Return the course around ``start`` (by default the current folder).

        Failing that, the course is the checkout that this program was installed from.
        """
        here = (start or Path.cwd()).resolve()
        for folder in (here, *here.parents, Path(__file__).resolve().parents[3]):
            if (folder / "solutions").is_dir() and (folder / "pyproject.toml").is_file():
                return cls(folder)
        raise CourseError(
            "course",
            received=f"the folder {here}",
            expected="a folder with solutions/ in it, here or further up",
            fix="Go to the course's folder, or name it with --course",
        )


@dataclass(frozen=True)
class Desk:
    """The folder in which one class is graded, laid out as nbgrader knows it.

    >>> Desk(Path("/d")).submission("ada", "01_x").as_posix()
    '/d/submitted/ada/01_x/01_x.ipynb'
    """

    root: Path

    @property
    def gradebook(self) -> Path:
        """The database with every grade."""
        return self.root / "gradebook.db"

    def step(self, name: str) -> Path:
        """Return the folder of one step, such as source, release, submitted or autograded."""
        return self.root / name

    def submission(self, student: str, chapter: str) -> Path:
        """Return the notebook that a student handed in, whether it is there or not."""
        return self.step("submitted") / student / chapter / f"{chapter}.ipynb"

    def release(self, chapter: str) -> Path:
        """Return the notebook that students were given, as this gradebook knows it."""
        return self.step("release") / chapter / f"{chapter}.ipynb"

    def graded(self, student: str, chapter: str) -> Path:
        """Return the notebook with a student's answers, outputs and reports, once it is graded."""
        return self.step("autograded") / student / chapter / f"{chapter}.ipynb"

    def record(self, student: str, chapter: str) -> Path:
        """Return the file in which the outcome of one grading is kept."""
        return self.step("records") / chapter / f"{student}.json"
