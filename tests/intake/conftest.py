import json

import pytest

import small_course
from autograder import notebooks
from autograder.authoring import percent, source
from autograder.authoring.release import release
from autograder.course import Desk


@pytest.fixture(scope="session")
def released_bytes(tmp_path_factory):
    """The students' notebook of the small chapter, as the build gives it."""
    chapter = percent.parse(small_course.CHAPTER, small_course.SOURCE)
    desk = Desk(tmp_path_factory.mktemp("desk"))
    return release(desk, chapter.name, source.notebook(chapter))


@pytest.fixture
def released(released_bytes):
    return notebooks.load_bytes(released_bytes)


@pytest.fixture
def handed_in(released_bytes):
    """The same, for a test to write in."""
    return Handed(json.loads(released_bytes))


class Handed:
    """A student's notebook: cells by grade id, and ways to write, add and remove."""

    def __init__(self, notebook):
        self.notebook = notebook

    @property
    def cells(self):
        return self.notebook["cells"]

    def at(self, name):
        for at, cell in enumerate(self.cells):
            if name in (notebooks.grade_id(cell), cell.get("id")):
                return at
        raise LookupError(name)

    def cell(self, name):
        return self.cells[self.at(name)]

    def write(self, name, text):
        self.cell(name)["source"] = text.splitlines(keepends=True)
        return self

    def add(self, after, text, kind="code", **more):
        made = notebooks.cell(kind, text, "0badcafe") | more
        self.cells.insert(self.at(after) + 1, made)
        return self

    def remove(self, name):
        del self.cells[self.at(name)]
        return self

    def bytes(self):
        return json.dumps(self.notebook).encode()
