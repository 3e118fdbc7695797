import pytest

from autograder import notebooks
from autograder.records.record import Marked, Record, marked
from cnnkit.checks.report import DATA

RECORD = Record(
    "ada",
    "01_x",
    "graded",
    "digest",
    "plain",
    (Marked("corr1d", 1.1, 2.0, "filter-flipped", "so"), Marked("corr2d", 0.1, 4.0)),
    ("a remark",),
)


def test_a_record_is_read_back(tmp_path):
    RECORD.save(tmp_path / "a" / "b.json")
    assert Record.load(tmp_path / "a" / "b.json") == RECORD
    assert (RECORD.points, RECORD.max_points) == (1.2, 6.0)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"exercises": [3], "remarks": []}'])
def test_a_damaged_record_is_none(tmp_path, text):
    path = tmp_path / "a.json"
    path.write_text(text)
    assert Record.load(path) is None
    assert Record.load(tmp_path / "nowhere.json") is None


def graded(outputs, answer=()):
    kept = {"grade_id": "check_f", "grade": True, "points": 2.0}
    check = notebooks.cell("code", "", "a", {"nbgrader": kept}) | {"outputs": outputs}
    kept = {"grade_id": "answer_f", "solution": True}
    own = notebooks.cell("code", "", "b", {"nbgrader": kept}) | {"outputs": list(answer)}
    return marked(notebooks.new([own, check]), {"check_f": 1.5})


def report(data):
    return [{"output_type": "execute_result", "data": {"text/plain": "1.5", DATA: data}}]


ERROR = {"output_type": "error", "ename": "NameError", "evalue": "f"}


def test_points_come_from_nbgrader_and_the_mistake_from_the_report():
    data = {"points": 99, "mistake": "filter-flipped", "hint": "do not flip"}
    assert graded(report(data)) == (Marked("f", 1.5, 2.0, "filter-flipped", "do not flip"),)


@pytest.mark.parametrize("data", [None, [], "x", {}, {"mistake": ["x"], "hint": {"a": 1}}])
def test_a_report_that_is_none_names_nothing(data):
    assert graded(report(data)) == (Marked("f", 1.5, 2.0),)


def test_long_names_are_cut():
    (found,) = graded(report({"mistake": "m" * 9999, "hint": "h" * 9999}))
    assert (len(found.mistake), len(found.says)) == (100, 500)


def test_without_a_report_the_error_says_what_happened():
    assert graded([ERROR]) == (Marked("f", 1.5, 2.0, None, "NameError: f"),)
    syntax = {"output_type": "error", "ename": "SyntaxError", "evalue": "line 1"}
    assert graded([ERROR], [syntax])[0].says == "SyntaxError: line 1"
