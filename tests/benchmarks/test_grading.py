"""The class that is graded, and the figures made of it."""

import json
from collections import Counter

import pytest
from benchmarks.__main__ import main
from benchmarks.harness import Sample
from benchmarks.report import Row

from autograder import notebooks
from autograder.demo import the_class
from autograder.sandbox.bubblewrap import probe
from benchmarks import grading


def test_a_class_is_drawn_by_its_seed():
    one, same, other = (grading.draw(40, seed) for seed in (0, 0, 1))
    assert one == same
    assert one != other
    assert len(one) == 40


def test_right_wrong_unfinished_and_crashing_have_their_shares():
    names = {json.dumps(student.answers): student.name for student in the_class()}
    drawn = Counter(names.get(json.dumps(answers), "xena") for answers in grading.draw(40, 0))
    counted = {group: sum(drawn[name] for name in group) for group in grading.SHARES}
    assert counted == {
        grading.RIGHT: 20,
        grading.WRONG: 12,
        grading.UNFINISHED: 2,
        grading.CRASHING: 6,
    }


def test_work_that_is_not_whole_lacks_what_is_only_looked_at():
    answer = {"nbgrader": {"grade_id": "answer_f", "solution": True}}
    cells = [
        notebooks.cell("code", "plot()", "a"),
        notebooks.cell("code", "def f(): ...", "b", answer),
    ]
    release = notebooks.new(cells)
    whole = grading.handed_in(release, {"f": "f = 1"}, whole=True)
    assert [cell["source"] for cell in whole["cells"]] == ["plot()", "f = 1"]
    bare = grading.handed_in(release, {"f": "f = 1"}, whole=False)
    assert [cell["source"] for cell in bare["cells"]] == ["f = 1"]


def test_the_figures_are_submissions_a_minute_and_the_best_is_the_highest_ratio():
    slow = Row("whole, 1 worker", grading.PEER, Sample((1.0, 1.0)), Sample((6.0, 6.0)))
    fast = Row("whole, 2 workers", grading.PEER, Sample((0.5, 0.5)), Sample((6.0, 6.0)))
    report = grading._report([slow, fast], {"memory": {"2": {"per_worker": 3 * 2**20}}})
    found = report.as_dict()
    assert [(row["ours"], row["peer"], row["ratio"]) for row in found["rows"]] == [
        (60, 10, 6),
        (120, 10, 12),
    ]
    assert found["rows"][1]["spread"] == [12, 12]
    assert (found["best"], found["goal"]) == (12, 10)
    assert "best: 12.0 times (goal: at least 10: met)" in report.notes
    assert "memory, 2 workers: 3 MiB for each (PSS)" in report.notes


@pytest.mark.sandbox
@pytest.mark.slow
@pytest.mark.xdist_group("sandbox")
def test_both_grade_the_same_class(tmp_path, capsys):
    if not probe().works:
        pytest.skip(f"no sandbox here: {probe().reason}")
    file = tmp_path / "grading.json"
    arguments = ["grading", "--quick", "--only", "graded cells, 1", "--json", str(file)]
    assert main([*arguments, "--folder", str(tmp_path)]) == 0
    found = json.loads(file.read_text(encoding="utf-8"))
    [row] = found["rows"]
    assert row["name"] == "graded cells, 1 worker"
    assert row["ours"] > 0
    assert row["peer"] > 0
    assert found["best"] == row["ratio"]
    assert "submissions a minute" in capsys.readouterr().out
