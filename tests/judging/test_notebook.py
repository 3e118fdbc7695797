"""Whole notebooks, graded in the sandbox."""

import json

import nbformat
import pytest

from autograder.errors import CourseError
from autograder.judging.notebook import UNSAFE, grade
from autograder.judging.recovery import Bounds
from cnnkit.checks import check
from cnnkit.checks.report import DATA
from judging.papers import (
    RIGHT,
    SETUP,
    WRONG,
    answer_cell,
    check_cell,
    check_outputs,
    extra_cell,
    paper,
)

pytestmark = [pytest.mark.sandbox, pytest.mark.xdist_group("sandbox")]

SECRET = b"s" * 32
ENDLESS_IN_C = "import collections, itertools; collections.deque(itertools.repeat(0), maxlen=0)"


def graded(notebook, policy, **changes):
    options = {"student": "ada", "assignment": "01", "secret": SECRET, "policy": policy, **changes}
    return grade(notebook, **options)


def own_check(answers, exercise, seed):
    """What the student's own check says, in this process."""
    namespace = {}
    exec(SETUP, namespace)
    for name, source in answers.items():
        exec(compile(source, f"<ipython-{name}>", "exec"), namespace)
    return check(exercise, namespace[exercise], seed=seed)


MIXED = {"corr1d": WRONG["corr1d"], "corr2d": RIGHT["corr2d"], "conv2d_true": WRONG["conv2d_true"]}


@pytest.fixture(scope="module")
def mixed(policy):
    return graded(paper(MIXED), policy)


@pytest.mark.parametrize("answers", [RIGHT, MIXED], ids=["right", "mixed"])
def test_the_judge_agrees_with_the_students_own_check(answers, policy, unsafe_policy):
    """With the same seed: the same points, mistakes and sentences, with and without a sandbox."""
    for chosen in (policy, unsafe_policy):
        found = graded(paper(answers), chosen, seed=lambda exercise: 5).findings
        for findings in found:
            own = own_check(answers, findings.exercise, 5).findings.to_dict()
            judged = findings.to_dict()
            notes = judged.pop("notes")
            assert own.pop("notes") == []
            assert notes == ([UNSAFE] if chosen.unsafe else [])
            assert judged == own


def test_grading_twice_agrees(mixed, policy):
    again = graded(paper(MIXED), policy)
    assert json.dumps(again.notebook, sort_keys=True) == json.dumps(mixed.notebook, sort_keys=True)


def test_points_and_mistakes_are_what_they_should_be(mixed):
    points = [(f.exercise, f.points, f.mistake) for f in mixed.findings]
    assert points == [
        ("corr1d", 0.0, "last-position-lost"),
        ("corr2d", 4.0, None),
        ("conv2d_true", 0.0, "not-written-yet"),
    ]
    assert mixed.points == 4.0
    assert mixed.evidence.points == {"corr1d": 0.0, "corr2d": 4.0, "conv2d_true": 0.0}


def test_a_check_cell_holds_a_report_and_a_number(mixed):
    display, result = check_outputs(mixed.notebook, "corr2d")
    assert display["output_type"] == "display_data"
    assert set(display["data"]) == {"text/plain", "text/html", DATA}
    assert display["data"][DATA]["passed"] is True
    assert result["output_type"] == "execute_result"
    assert result["data"] == {"text/plain": "4.0"}


def test_the_graded_notebook_is_a_notebook(mixed):
    nbformat.validate(nbformat.from_dict(mixed.notebook))


def test_the_submission_is_not_changed(policy):
    notebook = paper({"corr1d": RIGHT["corr1d"]})
    before = json.dumps(notebook)
    graded(notebook, policy)
    assert json.dumps(notebook) == before


def test_what_a_student_printed_is_shown_and_costs_nothing(policy):
    answers = {
        "corr1d": "import sys, warnings\nprint('out')\nprint('err', file=sys.stderr)\n"
        "warnings.warn('careful')" + RIGHT["corr1d"]
    }
    result = graded(paper(answers), policy)
    assert result.points == 2
    [cell] = [c for c in result.notebook["cells"] if c["id"] == "answer-corr1d"]
    text = "".join(output["text"] for output in cell["outputs"])
    assert "out" in text
    assert "careful" in text


def test_crash_and_hang_cost_only_their_own_case(policy):
    deadly = RIGHT["corr2d"].replace(
        "    KH, KW = w.shape\n",
        "    KH, KW = w.shape\n"
        "    if x.shape == (4, 9):\n        import os; os._exit(1)\n"
        f"    if KW == 4:\n        {ENDLESS_IN_C}\n",
    )
    answers = {"corr1d": RIGHT["corr1d"], "corr2d": deadly, "conv2d_true": RIGHT["conv2d_true"]}
    answers["conv2d_true"] = "def conv2d_true(x, w):\n    w = w[::-1, ::-1]" + RIGHT[
        "corr2d"
    ].partition("w):")[2].replace("corr2d", "conv2d_true")
    result = graded(paper(answers), policy)
    one, two, three = result.findings
    assert one.passed
    assert three.passed
    failed = [verdict for verdict in two.verdicts if not verdict.passed]
    assert [verdict.outcome.kind for verdict in failed] == ["died", "timeout"]
    assert two.points == 3.2
    assert result.evidence.restarts == 2


def test_a_cell_that_kills_the_process_is_left_out(policy):
    notebook = paper(
        {"corr1d": "import os\nos._exit(1)", "corr2d": RIGHT["corr2d"]},
        before=[extra_cell("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)")],
    )
    result = graded(notebook, policy)
    one, two = result.findings
    assert one.problem == (
        "There is no `corr1d` after your cells have run. "
        "The cell with your answer was stopped: it ended itself with status 1."
    )
    assert two.passed
    [cell] = [c for c in result.notebook["cells"] if c["id"] == "extra"]
    assert cell["outputs"][-1]["ename"] == "ProcessDied"
    assert cell["outputs"][-1]["evalue"].startswith("it was ended by SIG")


def test_what_a_cell_cannot_do_it_says(policy):
    result = graded(paper({"corr1d": "def corr1d(x, w)\n    return x"}), policy)
    [findings] = result.findings
    assert findings.mistake == "not-defined"
    assert "The cell with your answer ended with SyntaxError" in findings.problem


def test_experiments_are_not_run_and_other_tags_mean_nothing(policy):
    tags = ["skip-execution", "raises-exception", "remove-cell"]
    answer = answer_cell("corr1d", RIGHT["corr1d"])
    answer["metadata"]["tags"] = [*tags, "experiment"]
    decided = check_cell("corr1d", "raise SystemExit('this never runs')")
    decided["metadata"]["tags"] = tags
    notebook = paper({})
    notebook["cells"] += [
        extra_cell("print('an experiment')", "one", tags=["experiment"]),
        extra_cell("print('a trial')", "two", tags=tags),
        answer,
        decided,
    ]
    result = graded(notebook, policy)
    shown = {c["id"]: c["outputs"] for c in result.notebook["cells"]}
    assert shown["one"] == []
    assert shown["two"][0]["text"] == "a trial\n"
    assert result.points == 2


def test_another_name_in_the_check_cell_is_followed(policy):
    notebook = paper({})
    notebook["cells"] += [
        answer_cell("corr1d", RIGHT["corr1d"].replace("corr1d", "mine")),
        check_cell("corr1d", 'check("corr1d", mine)'),
    ]
    assert graded(notebook, policy).points == 2


def test_what_the_student_shows_cannot_harm_who_reads_it(policy):
    evil = (
        "from IPython.display import HTML, Javascript, display\n"
        "display(HTML('<script>steal()</script><b>bold</b>'), Javascript('steal()'))\n"
        "print('\\x00\\x07')"
    )
    result = graded(paper({"corr1d": RIGHT["corr1d"]}, before=[extra_cell(evil)]), policy)
    [cell] = [c for c in result.notebook["cells"] if c["id"] == "extra"]
    data = [output["data"] for output in cell["outputs"] if "data" in output]
    assert data[0]["text/html"] == "steal()<b>bold</b>"
    assert all(set(each) <= {"text/plain", "text/html"} for each in data)
    assert "\x00" not in json.dumps(cell)


def test_a_flood_of_output_is_cut_off(policy):
    flood = "for _ in range(100):\n    print('x' * 100_000)"
    result = graded(paper({"corr1d": RIGHT["corr1d"]}, before=[extra_cell(flood)]), policy)
    assert len(json.dumps(result.notebook)) < 1_000_000
    assert result.points == 2


def test_a_cell_beyond_all_measure_is_neither_read_nor_run(policy):
    answers = {"corr1d": RIGHT["corr1d"] + "#" * 200_000, "corr2d": RIGHT["corr2d"]}
    one, two = graded(paper(answers), policy).findings
    assert one.problem == (
        "There is no `corr1d` after your cells have run. "
        "The cell with your answer was not run: this cell has more than 200000 characters."
    )
    assert two.passed


def test_without_a_sandbox_every_report_says_so(unsafe_policy):
    result = graded(paper(MIXED), unsafe_policy)
    for exercise in MIXED:
        shown = check_outputs(result.notebook, exercise)[0]["data"]
        assert "without a sandbox" in shown["text/html"]
        assert "without a sandbox" in shown["text/plain"]
    assert result.evidence.unsafe


def test_a_notebook_has_so_much_time_and_no_more(policy):
    slow = "import time\ntime.sleep(30)"
    notebook = paper(
        {"corr1d": RIGHT["corr1d"]}, before=[extra_cell(slow), extra_cell(slow, "again")]
    )
    result = graded(notebook, policy, bounds=Bounds(cell=2.0, total=3.0))
    [findings] = result.findings
    assert findings.points == 0
    assert "was not run: the 3 s for this notebook are used up" in findings.problem or (
        findings.verdicts and findings.verdicts[-1].outcome.kind == "skipped"
    )


def test_a_check_of_nothing_known_is_refused_before_anything_runs(policy):
    notebook = paper({"corr1d": RIGHT["corr1d"]})
    notebook["cells"].append(check_cell("nothing"))
    with pytest.raises(CourseError) as caught:
        graded(notebook, policy)
    assert str(caught.value) == (
        "grade: received the check cell 'check_nothing', which belongs to no known exercise. "
        "Expected check_<exercise>, with an exercise of cnnkit.checks.exercises(). "
        "Correct the chapter, or grade it with --executor plain."
    )
