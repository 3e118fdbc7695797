import copy
import dataclasses

import pytest

from autograder.errors import Refusal
from autograder.judging import regrade as regrading
from autograder.judging.evidence import KEY, Evidence, digest_of, library_digest, versions
from autograder.judging.notebook import Graded, grade
from autograder.judging.regrade import regrade
from autograder.judging.seeds import fingerprint
from judging.papers import RIGHT, WRONG, extra_cell, paper

SECRET = b"s" * 32
NOTEBOOK = paper({"corr1d": RIGHT["corr1d"], "corr2d": WRONG["corr2d"]})


def kept(**changes):
    return Evidence(
        **{
            "assignment": "01",
            "student": "ada",
            "secret": fingerprint(SECRET),
            "notebook": digest_of(NOTEBOOK),
            "library": library_digest(),
            "packages": versions(),
            "points": {"corr1d": 2.0, "corr2d": 0.8},
            **changes,
        }
    )


def with_evidence(evidence, notebook=NOTEBOOK):
    notebook = copy.deepcopy(notebook)
    notebook["metadata"][KEY] = {"evidence": evidence.to_dict()}
    return notebook


@pytest.fixture
def grader(monkeypatch):
    """Stands in for grading: hands back the points it is told."""

    def use(points, **changes):
        def pretend(notebook, **options):
            told.update(options)
            return Graded(notebook, (), kept(points=points, **changes))

        monkeypatch.setattr(regrading, "grade", pretend)
        return told

    told = {}
    return use


class Policy:
    unsafe = False


@pytest.mark.sandbox
@pytest.mark.xdist_group("sandbox")
def test_every_score_comes_out_the_same(policy):
    first = grade(NOTEBOOK, student="ada", assignment="01", secret=SECRET, policy=policy)
    again = regrade(first.notebook, secret=SECRET, policy=policy)
    assert again.agrees
    assert again.changed == ()
    assert again.before == {f.exercise: f.points for f in first.findings}
    assert again.after["corr1d"] == 2.0


def test_evidence_is_read_as_it_was_written():
    assert Evidence.of(with_evidence(kept())) == kept()
    for broken in ({}, {KEY: None}, {KEY: {}}, {KEY: {"evidence": {"student": "ada"}}}, {KEY: 3}):
        assert Evidence.of({"cells": [], "metadata": broken}) is None


def test_student_and_assignment_are_those_of_the_evidence(grader):
    told = grader({"corr1d": 2.0, "corr2d": 0.8})
    found = regrade(with_evidence(kept(student="bob")), secret=SECRET, policy=Policy())
    assert (told["student"], told["assignment"]) == ("bob", "01")
    assert found.agrees


def test_a_difference_is_shown(grader):
    grader({"corr1d": 2.0, "corr2d": 4.0})
    found = regrade(with_evidence(kept()), secret=SECRET, policy=Policy())
    assert not found.agrees
    assert (found.before["corr2d"], found.after["corr2d"]) == (0.8, 4.0)


def test_what_else_has_changed_is_said(grader):
    grader({"corr1d": 2.0, "corr2d": 0.8}, packages={"numpy": "3.0"})
    old = kept(packages={"numpy": "2.0"}, library="another", unsafe=True)
    found = regrade(with_evidence(old), secret=SECRET, policy=Policy())
    assert found.agrees
    assert found.changed == (
        "The exercises have changed since.",
        "It was graded with another sandbox setting.",
        "numpy was 2.0 and is 3.0.",
    )


@pytest.mark.parametrize(
    ("notebook", "secret", "text"),
    [
        (
            NOTEBOOK,
            SECRET,
            "regrade: received a notebook without evidence of how it was graded. "
            "Expected one that `autograder grade` has written. Grade it first.",
        ),
        (
            with_evidence(kept(notebook="0" * 64)),
            SECRET,
            "regrade: received a notebook whose cells were changed after it was graded. "
            "Expected the one that was graded. Take it from the submissions, and grade it anew.",
        ),
        (
            with_evidence(kept()),
            b"another",
            "regrade: received another secret than the one it was graded with. "
            f"Expected the secret with the fingerprint {fingerprint(SECRET)}. "
            "Find the secret of that time, or grade it anew.",
        ),
    ],
    ids=["no evidence", "another notebook", "another secret"],
)
def test_what_cannot_be_compared_is_refused(notebook, secret, text):
    with pytest.raises(Refusal) as caught:
        regrade(notebook, secret=secret, policy=Policy())
    assert str(caught.value) == text


def test_the_digest_follows_what_a_grade_depends_on():
    first = digest_of(NOTEBOOK)
    shown = copy.deepcopy(NOTEBOOK)
    shown["cells"][0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x"}]
    shown["metadata"]["anything"] = 1
    assert digest_of(shown) == first
    for change in (
        lambda cells: cells[1].update(source=cells[1]["source"] + " "),
        lambda cells: cells[1]["metadata"].update(tags=["experiment"]),
        lambda cells: cells[1]["metadata"]["nbgrader"].update(grade_id="answer_other"),
        lambda cells: cells.append(extra_cell("1")),
        lambda cells: cells.reverse(),
    ):
        changed = copy.deepcopy(NOTEBOOK)
        change(changed["cells"])
        assert digest_of(changed) != first


def test_evidence_is_plain_data():
    assert dataclasses.asdict(kept()) == kept().to_dict()
    assert set(kept().packages) == set(versions())
