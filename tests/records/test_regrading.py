"""Every graded notebook of a desk is compared; what cannot be graded again says why."""

import pytest

from autograder import notebooks
from autograder.course import Desk
from autograder.judging.regrade import Regraded
from autograder.records import regrading


@pytest.fixture
def desk(tmp_path):
    """Lay out a desk with three graded notebooks: two chapters, two students."""
    desk = Desk(tmp_path)
    for student, chapter in (("ada", "01_one"), ("ada", "02_two"), ("noor", "01_one")):
        folder = desk.step("autograded") / student / chapter
        folder.mkdir(parents=True)
        book = notebooks.new([notebooks.cell("markdown", f"# {student} {chapter}", "a")])
        (folder / f"{chapter}.ipynb").write_bytes(notebooks.dump(book))
    return desk


@pytest.fixture
def asked(monkeypatch):
    """Let regrade find noor's score changed, and keep what it was asked."""
    asked = []

    def regrade(notebook, *, secret, policy):
        title = notebooks.text_of(notebook["cells"][0]["source"])
        asked.append((title, secret, policy))
        return Regraded({"a": 1.0}, {"a": 0.5 if "noor" in title else 1.0})

    monkeypatch.setattr(regrading, "regrade", regrade)
    monkeypatch.setattr(regrading, "policy_of", lambda notebook, unsafe: f"unsafe={unsafe}")
    return asked


def named(found):
    return [(item.student, item.chapter, item.agrees) for item in found]


def test_every_graded_notebook_is_compared(desk, asked):
    found = list(regrading.regrade_desk(desk, b"secret"))
    assert named(found) == [
        ("ada", "01_one", True),
        ("ada", "02_two", True),
        ("noor", "01_one", False),
    ]
    assert asked[0] == ("# ada 01_one", b"secret", "unsafe=False")


@pytest.mark.parametrize(
    ("wanted", "students"),
    [
        ({"chapters": ["01_one"]}, ["ada", "noor"]),
        ({"students": ["ada"]}, ["ada", "ada"]),
        ({"chapters": ["02_two"], "students": ["noor"]}, []),
    ],
)
def test_chapters_and_students_can_be_chosen(desk, asked, wanted, students):
    found = regrading.regrade_desk(desk, b"secret", unsafe=True, **wanted)
    assert [item.student for item in found] == students
    assert all(policy == "unsafe=True" for _, _, policy in asked)


def test_a_notebook_without_evidence_is_a_row_with_a_reason(desk, monkeypatch):
    monkeypatch.setattr(regrading, "policy_of", lambda notebook, unsafe: None)
    found = list(regrading.regrade_desk(desk, b"secret", students=["noor"]))
    assert [item.agrees for item in found] == [False]
    assert found[0].result is None
    assert "a notebook without evidence" in found[0].reason


def test_an_empty_desk_gives_nothing(tmp_path):
    assert list(regrading.regrade_desk(Desk(tmp_path), b"secret")) == []
