"""All known answers of a course are tried, and what a check does wrong is found."""

import json
import os

import pytest

from autograder.selftest import trials
from autograder.selftest.trials import NOT_RUN, Trial, attempt, save, selftest
from selftest import answers_of_a_course


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return answers_of_a_course.make(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def result(course):
    return selftest(course, course.chapters(), jobs=1)


def test_everything_is_counted(result):
    found = result.to_dict()
    assert found["solutions"] == {"total": 3, "full": 3}
    assert found["releases"] == {"total": 3, "zero": 3}
    wrong = found["mutants"]
    assert (wrong["total"], wrong["rejected"], wrong["named"]) == (4, 2, 2)
    assert wrong["catch_all"] == {"right-for-some-inputs": 0, "stops-with-an-error": 1}
    assert found["alternatives"] == {"total": 2, "passed": 1}
    assert found["sandbox"] == {"total": 0, "passed": 0}


def test_what_is_not_as_it_should_be_is_listed_with_the_reason(result):
    assert not result.clean
    whys = {item["file"]: item["why"] for item in result.to_dict()["failures"]}
    assert sorted(whys) == [
        "tests/alternatives/corr1d/not_right.py",
        "tests/mutants/corr1d/broken.py",
        "tests/mutants/corr1d/not_wrong.py",
    ]
    assert whys["tests/mutants/corr1d/not_wrong.py"] == "it is wrong and earns 2 of 2 points"
    assert whys["tests/mutants/corr1d/broken.py"].startswith("it could not be tried: SyntaxError")
    assert {item["exercise"] for item in result.to_dict()["failures"]} == {"corr1d"}


def test_where_answers_are_missing_it_is_said(result):
    assert result.missing == [
        f"tests/{kind}/{name}: no answers there"
        for kind in ("mutants", "alternatives")
        for name in ("conv2d_true", "corr2d")
    ]


def test_nothing_tried_is_not_clean(course):
    assert not selftest(course, [], jobs=1).clean


def test_a_course_that_is_not_built_says_so(tmp_path):
    from small_course import make

    _, missing = trials.trials(make(tmp_path), ["01_tiny"])
    assert missing[0] == "course/01_tiny/01_tiny.ipynb: make it with autograder build"


def test_a_stub_that_earns_points_and_a_solution_that_loses_some_are_found(course, monkeypatch):
    stub = Trial(course.root, "releases", "corr1d", "course/01_tiny/01_tiny.ipynb")
    own = Trial(course.root, "solutions", "corr1d", "solutions/01_tiny.py")
    assert attempt(stub).fault == attempt(own).fault == ""
    half = "def corr1d(x, w):\n    return [0.0] * (len(x) - len(w) + 1) if len(w) > 1 else w * x"
    for kind in ("releases", "solutions"):
        monkeypatch.setitem(trials.IN_CHAPTERS, kind, lambda path: (half,))
    assert attempt(own).fault.startswith("our own answer earns ")
    assert "points without any work" in attempt(stub).fault


def test_what_takes_long_comes_first_and_the_time_left_is_told(course):
    waiting, _ = trials.trials(course, course.chapters())
    assert waiting[0].file == "tests/mutants/corr1d/broken.py"
    told = []
    selftest(course, course.chapters(), jobs=1, done=lambda item, left: told.append(left))
    assert len(told) == len(waiting)
    assert told[-1] == pytest.approx(0, abs=1e-9)
    assert all(left >= -1e-9 for left in told)


def test_an_answer_that_ends_the_process_costs_itself_only(course, monkeypatch):
    path = course.root / "tests/mutants/corr1d/ends.py"
    path.write_text("# mistake: Ends.\nimport os\ndef corr1d(x, w):\n    os._exit(3)\n")
    try:
        found = selftest(course, course.chapters(), jobs=2)
    finally:
        path.unlink()
    lost = [item.trial.file for item in found.tried if item.fault == NOT_RUN]
    assert lost == ["tests/mutants/corr1d/ends.py"]
    assert len(found.tried) == 13
    assert "OPENBLAS_NUM_THREADS" not in os.environ or os.environ["OPENBLAS_NUM_THREADS"] != ""


def test_counts_and_failures_are_kept(result, tmp_path):
    save(result, tmp_path / "out.json")
    kept = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(result.to_dict()))
    assert {"solutions", "releases", "mutants", "alternatives", "failures"} <= set(kept)


def test_cells_that_an_answer_needs_are_run_and_stubs_do_not_stop_those_below(tmp_path):
    import small_course
    from autograder.authoring.build import build

    mark = '# %% solution="conv2d_true"'
    play = "# %%\nnew = corr1d([1], [1])\n\n# %%\nstep = -1\n\n"
    source = small_course.SOURCE.replace(mark, play + mark)
    source = source.replace("w[::-1, ::-1]", "w[::step, ::step]")
    course = small_course.make(tmp_path, source)
    build(course)
    waiting, _ = trials.trials(course, course.chapters())
    found = {(item.kind, item.exercise): attempt(item) for item in waiting}
    assert len(found) == 6
    assert [item.fault for item in found.values()] == [""] * 6
    assert found["releases", "conv2d_true"].mistakes == ("not-written-yet",) * 2


def test_what_an_answer_prints_is_not_seen(course, capsys):
    path = course.root / "tests/alternatives/corr1d/loud.py"
    path.write_text("# way: Loud.\nprint('here')\n" + answers_of_a_course.RIGHT)
    try:
        trial = Trial(course.root, "alternatives", "corr1d", "tests/alternatives/corr1d/loud.py")
        assert attempt(trial).fault == ""
    finally:
        path.unlink()
    assert capsys.readouterr().out == ""
