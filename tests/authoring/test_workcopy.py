import datetime
import json

import pytest

import small_course
from autograder import notebooks
from autograder.authoring.build import build
from autograder.authoring.workcopy import refresh

DAY = datetime.date(2026, 3, 14)
MINE = "def corr1d(x, w):\n    return 'mine'"
SECOND = small_course.SOURCE.replace("# # Tiny", "# # Tiny, the second edition")


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    """Two builds of the small course: made once, copied by each test."""
    found = []
    for text in (small_course.SOURCE, SECOND):
        course = small_course.make(tmp_path_factory.mktemp("edition"), text)
        build(course)
        found.append((course.released / "01_tiny/01_tiny.ipynb").read_bytes())
    return found


@pytest.fixture
def course(tmp_path, editions):
    made = small_course.make(tmp_path)
    publish(made, editions[0])
    return made


def publish(course, data):
    path = course.released / "01_tiny" / "01_tiny.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def mine(course):
    return course.work / "01_tiny" / "01_tiny.ipynb"


def answer(course, text=MINE):
    notebook = json.loads(mine(course).read_bytes())
    for cell in notebook["cells"]:
        if notebooks.grade_id(cell) == "answer_corr1d":
            cell["source"] = text.splitlines(keepends=True)
    mine(course).write_text(json.dumps(notebook))
    return mine(course).read_bytes()


def add(course, kind, text):
    notebook = json.loads(mine(course).read_bytes())
    notebook["cells"].append(notebooks.cell(kind, text, f"{kind}-of-mine"))
    mine(course).write_text(json.dumps(notebook))


def done(course):
    (step,) = refresh(course, DAY)
    return step.done


def test_the_first_time_it_is_a_copy(course, editions):
    assert done(course) == "new: ready for you"
    assert mine(course).read_bytes() == editions[0]


def test_a_chapter_that_is_there_is_never_touched(course):
    refresh(course, DAY)
    written = answer(course)
    assert done(course) == "as you left it"
    assert mine(course).read_bytes() == written


def test_an_untouched_chapter_is_renewed(course, editions):
    refresh(course, DAY)
    publish(course, editions[1])
    assert done(course) == "a newer version, in place of the one you had not touched"
    assert mine(course).read_bytes() == editions[1]
    assert len(list(mine(course).parent.iterdir())) == 1
    assert done(course) == "as you left it"


def test_answers_are_carried_into_a_newer_version_and_the_earlier_file_stays(course, editions):
    refresh(course, DAY)
    add(course, "markdown", "a note of mine")
    add(course, "code", "print('tried')")
    written = answer(course)
    publish(course, editions[1])
    assert done(course) == (
        "a newer version, with what you wrote in it; your earlier file is "
        "01_tiny.before-2026-03-14.ipynb"
    )
    kept = mine(course).with_name("01_tiny.before-2026-03-14.ipynb")
    assert kept.read_bytes() == written
    merged = {cell["id"]: cell["source"] for cell in notebooks.load(mine(course))["cells"]}
    assert merged["answer_corr1d"] == MINE
    assert "second edition" in next(iter(merged.values()))
    assert list(merged.values())[-2:] == ["a note of mine", "print('tried')"]
    assert done(course) == "as you left it"


def test_a_second_time_on_one_day_takes_another_name(course, editions):
    refresh(course, DAY)
    written = []
    for edition in (editions[1], editions[0]):
        written.append(answer(course, MINE + f"  # {len(written)}"))
        publish(course, edition)
        refresh(course, DAY)
    folder = mine(course).parent
    assert (folder / "01_tiny.before-2026-03-14.ipynb").read_bytes() == written[0]
    assert (folder / "01_tiny.before-2026-03-14-2.ipynb").read_bytes() == written[1]


def test_a_copy_of_unknown_origin_is_treated_like_one_that_was_written_in(course, editions):
    publish(course, editions[1])
    mine(course).parent.mkdir(parents=True)
    mine(course).write_bytes(editions[0])
    written = answer(course)
    assert done(course).startswith("a newer version, with what you wrote in it")
    assert mine(course).with_name("01_tiny.before-2026-03-14.ipynb").read_bytes() == written
    assert MINE in [cell["source"] for cell in notebooks.load(mine(course))["cells"]]


def test_a_file_that_cannot_be_read_stays_and_the_new_version_lies_beside_it(course, editions):
    refresh(course, DAY)
    mine(course).write_bytes(b"half a notebo")
    publish(course, editions[1])
    assert done(course) == (
        "your file cannot be read, and stays; the new version is 01_tiny.new-2026-03-14.ipynb"
    )
    assert mine(course).read_bytes() == b"half a notebo"
    beside = mine(course).with_name("01_tiny.new-2026-03-14.ipynb")
    assert beside.read_bytes() == editions[1]


def test_what_else_lies_in_the_copy_is_left_alone(course, editions):
    refresh(course, DAY)
    note = course.work / "01_tiny" / "my_notes.txt"
    note.write_text("x")
    publish(course, editions[1])
    refresh(course, DAY)
    assert note.read_text() == "x"
