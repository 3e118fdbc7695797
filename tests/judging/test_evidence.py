"""Evidence names what a score follows from: sources and exercises count, outputs do not."""

import copy

import pytest

from autograder import notebooks
from autograder.judging.evidence import KEY, Evidence, digest_of, library_digest, versions

KEPT = Evidence("01_one", "ada", "abc", "def", "123", {"numpy": "2"}, {"corr1d": 2.0})


@pytest.fixture
def book():
    return notebooks.new(
        [notebooks.cell("code", "x = 1", "a"), notebooks.cell("markdown", "text", "b")]
    )


def test_outputs_do_not_count(book):
    before = digest_of(book)
    book["cells"][0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "1"}]
    book["cells"][0]["execution_count"] = 7
    assert digest_of(book) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda cells: cells[0].update(source="x = 2"),
        lambda cells: cells[0].update(cell_type="raw"),
        lambda cells: cells[0]["metadata"].update(tags=["experiment"]),
        lambda cells: cells[0]["metadata"].update(nbgrader={"grade_id": "answer_a"}),
        lambda cells: cells.reverse(),
        lambda cells: cells.pop(),
    ],
)
def test_whatever_a_grade_can_depend_on_counts(book, change):
    changed = copy.deepcopy(book)
    change(changed["cells"])
    assert digest_of(changed) != digest_of(book)


def test_evidence_comes_back_from_a_notebook_s_metadata(book):
    book["metadata"][KEY] = {"evidence": KEPT.to_dict()}
    assert Evidence.of(book) == KEPT


@pytest.mark.parametrize("kept", [None, 3, {}, {"evidence": None}, {"evidence": {"student": "a"}}])
def test_what_cannot_be_read_is_no_evidence(book, kept):
    book["metadata"][KEY] = kept
    assert Evidence.of(book) is None


def test_the_digest_of_the_exercises_changes_with_any_of_them(tmp_path, monkeypatch):
    folder = tmp_path / "checks" / "exercises"
    folder.mkdir(parents=True)
    (folder / "one.py").write_text("points = 1")
    monkeypatch.setattr("cnnkit.__file__", str(tmp_path / "__init__.py"))
    before = library_digest()
    assert library_digest() == before
    (folder / "one.py").write_text("points = 2")
    changed = library_digest()
    (folder / "one.py").rename(folder / "two.py")
    assert len({before, changed, library_digest()}) == 3


def test_versions_are_those_installed():
    assert set(versions()) == {"cnnkit", "numpy", "ipykernel", "held-back pictures"}
