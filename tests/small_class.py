"""A class for tests: students hand in, are graded, and somebody looks at what came of it."""

import json
import os
from dataclasses import dataclass, field

import small_course
from autograder import notebooks
from autograder.authoring import percent
from autograder.course import Course, Desk
from autograder.intake.collect import collect
from autograder.records import gradebook
from autograder.records.grading import grade
from autograder.records.record import Record

CHAPTER = small_course.CHAPTER
RIGHT = {
    mark.exercise: mark.source.replace("    ### BEGIN SOLUTION\n", "").replace(
        "\n    ### END SOLUTION", ""
    )
    for mark in percent.parse(CHAPTER, small_course.SOURCE).of("solution")
}
FLIPPED = RIGHT["corr2d"].replace("* w)", "* w[::-1, ::-1])")
LOUD = "import os, sys, warnings\n" + RIGHT["corr1d"].replace(
    "    out =",
    "    warnings.warn('slow')\n    print('hm', file=sys.stderr)\n"
    "    os.write(2, b'raw')\n    out =",
)
DOT = (  # a picture of one pixel
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@dataclass
class Class:
    """A class on its desk: hand in, grade, look."""

    course: Course
    desk: Desk
    release: dict = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)

    def notebook(self, **answers):
        """Return a student's notebook with these answers."""
        made = json.loads(json.dumps(self.release))
        for cell in made["cells"]:
            if notebooks.is_answer(cell):
                cell["source"] = answers.get(notebooks.exercise_of(cell), cell["source"])
        return made

    def hand_in(self, student, notebook, at=1_700_000_000):
        """Lay a notebook, or any bytes, into the class's inbox."""
        path = self.course.root / "inbox" / student / f"{CHAPTER}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(notebook if isinstance(notebook, bytes) else notebooks.dump(notebook))
        os.utime(path, (at, at))

    def collect(self):
        return collect(self.course, self.desk, self.course.root / "inbox")

    def grade(self, **options):
        """Grade, and return the names of those who were graded anew."""
        anew = []
        options = {"jobs": 1} | options

        def done(record, left):
            anew.append(record.student)

        found = grade(self.course, self.desk, done=done, **options)
        self.records = {record.student: record for record in found}
        return sorted(anew)


def make(root):
    """Return a class of nobody."""
    course = small_course.make(root)
    made = Class(course, Desk(root / "grading"))
    made.release = notebooks.load_bytes(gradebook.learn(course, made.desk, CHAPTER))
    return made


def make_graded(root):
    """Return a class of eight, graded by two processes at a time."""
    made = make(root)
    made.hand_in("ada", made.notebook(**RIGHT))
    made.hand_in("bob", made.notebook(**{**RIGHT, "corr2d": FLIPPED}))
    made.hand_in("cem", made.release)
    made.hand_in("dora", made.notebook(**{**RIGHT, "corr1d": "import os\nos._exit(3)"}))
    made.hand_in("eve", made.notebook(**{**RIGHT, "corr2d": "def corr2d(x, w:"}))
    made.hand_in("fay", made.notebook(**{**RIGHT, "corr1d": LOUD}))
    made.hand_in("gus", b"not a notebook")
    made.hand_in("hal", skipping(made))
    made.collect()
    shadow = made.desk.submission("ada", CHAPTER).with_name("numpy.py")
    shadow.write_text("raise ImportError('not the real one')")
    made.grade(jobs=2)
    return made


def skipping(made):
    """Return wrong answers, with check cells that ask not to be run, and a picture of one's own."""
    found = made.notebook(corr1d="def corr1d(x, w):\n    return 0")
    for cell in found["cells"]:
        if notebooks.is_check(cell):
            cell["metadata"]["tags"] = ["skip-execution"]
    own = (
        "import base64\n"
        "from IPython.display import HTML, Image, display\n"
        "display(HTML('<b onclick=\"steal()\">bold</b><script>steal()</script>'))\n"
        f"Image(base64.b64decode('{DOT}'))"
    )
    found["cells"].insert(2, notebooks.cell("code", own, "0badcafe"))
    return found
