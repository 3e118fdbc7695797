import json

import pytest

from autograder import notebooks


def test_the_same_notebook_gives_the_same_bytes():
    cell = notebooks.cell("code", "x = 1\ny = 'ü'", "a", {"b": 1, "a": 2})
    swapped = dict(reversed(list(cell.items())))
    assert notebooks.dump(notebooks.new([cell])) == notebooks.dump(notebooks.new([swapped]))
    assert json.loads(notebooks.dump(notebooks.new([cell])))["cells"][0]["source"] == [
        "x = 1\n",
        "y = 'ü'",
    ]


def test_what_is_written_is_read_back(tmp_path):
    notebook = notebooks.new([notebooks.cell("markdown", "a\n\nb\n", "a")])
    path = tmp_path / "a.ipynb"
    path.write_bytes(notebooks.dump(notebook))
    assert notebooks.load(path) == notebook


@pytest.mark.parametrize(
    ("kept", "answer", "check", "locked"),
    [
        ({}, False, False, False),
        ({"solution": True, "locked": True, "grade_id": "answer_a"}, True, False, False),
        ({"grade": True, "grade_id": "check_a"}, False, True, True),
        ({"locked": True, "grade_id": "setup_1"}, False, False, True),
        ({"grade": True, "solution": True}, True, False, False),
        ("nonsense", False, False, False),
    ],
)
def test_what_a_cell_is(kept, answer, check, locked):
    cell = notebooks.cell("code", "", "a", {"nbgrader": kept})
    found = (notebooks.is_answer(cell), notebooks.is_check(cell), notebooks.is_locked(cell))
    assert found == (answer, check, locked)


@pytest.mark.parametrize("metadata", [None, [], {"nbgrader": 3}, {"nbgrader": {"grade_id": 3}}])
def test_damaged_metadata_is_no_metadata(metadata):
    cell = {"cell_type": "code", "source": "", "metadata": metadata}
    assert notebooks.grade_id(cell) is None
    assert notebooks.exercise_of(cell) is None
    assert notebooks.tags_of(cell) == []


@pytest.mark.parametrize("tags", [["a", 3, "b"], ["a", "b"]])
def test_tags_are_texts(tags):
    assert notebooks.tags_of({"metadata": {"tags": tags}}) == ["a", "b"]
