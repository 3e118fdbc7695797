"""`check` as a student meets it: never an error, nothing on stderr, always a reason."""

import dataclasses
import sys
import warnings

import numpy as np
import pytest

from cnnkit import checks
from cnnkit.checks import Report, check, find
from cnnkit.checks.spec import Call, Case, Exercise, Misconception


def corr2d(x, w):
    kh, kw = w.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (x[i : i + kh, j : j + kw] * w).sum()
    return out


def flipped(x, w):
    return corr2d(x, w[::-1, ::-1])


@pytest.mark.parametrize("seed", [0, 1, 12345, b"secret"])
def test_a_right_answer_gets_full_marks_with_any_inputs(seed):
    report = check("corr2d", corr2d, seed=seed)
    assert report.passed
    assert report == report.points == report.max_points == 4
    assert report.mistake is None


@pytest.mark.parametrize("seed", [0, 1, 12345, b"secret"])
def test_a_wrong_answer_loses_points_and_is_named(seed):
    report = check("corr2d", flipped, seed=seed)
    assert not report.passed
    assert report.points < report.max_points
    assert report.mistake == "filter-flipped"


sobel_x = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def test_a_filter_that_the_chapter_set_up_may_be_read():
    def cubed(image):
        return corr2d(image, sobel_x) ** 3

    assert find("sobel_magnitude").may_read == ("sobel_x",)
    assert check("sobel_magnitude", cubed).mistake != "reads-a-notebook-variable"
    unlisted = dataclasses.replace(find("sobel_magnitude"), may_read=())
    assert checks.runner.examine(unlisted, cubed).mistake == "reads-a-notebook-variable"


def test_another_seed_means_other_inputs():
    exercise = find("corr2d")
    first, again, other = (exercise.calls(seed)[1][1].args[0] for seed in (0, 0, 1))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_the_report_is_the_same_every_time():
    assert str(check("corr2d", flipped)) == str(check("corr2d", flipped))
    assert check("corr2d", flipped)._repr_html_() == check("corr2d", flipped)._repr_html_()


def test_an_unwritten_answer_says_so():
    def unwritten(x, w):
        raise NotImplementedError("This is yours to write.")

    report = check("corr2d", unwritten)
    assert (report.points, report.passed, report.mistake) == (0, False, "not-written-yet")
    assert "Not written yet" in str(report)


def test_an_unwritten_function_that_the_answer_calls_is_the_one_named():
    def corr2d(x, w):
        raise NotImplementedError("This is yours to write.")

    def conv2d_true(x, w):
        return corr2d(x, w[::-1, ::-1])

    report = check("conv2d_true", conv2d_true)
    assert "`conv2d_true` calls `corr2d`, which is not written yet." in str(report)


def test_an_answer_unwritten_for_some_inputs_keeps_the_points_of_the_others():
    def square_only(x, w):
        if w.shape[0] != w.shape[1]:
            raise NotImplementedError
        return corr2d(x, w)

    report = check("corr2d", square_only)
    assert 0 < report.points < 4


def noisy(x, w):
    print("looking at", x.shape)
    print("to stderr", file=sys.stderr)
    warnings.warn("a deprecation", DeprecationWarning, stacklevel=1)
    return corr2d(x, w)


def test_nothing_reaches_the_streams_and_warnings_cost_nothing(capfd):
    report = check("corr2d", noisy)
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")
    assert report.passed


def test_what_wrong_code_printed_and_warned_is_shown():
    report = check("corr2d", lambda x, w: noisy(x, w) * 2)
    assert "your code printed: looking at (3, 5)" in str(report)
    assert "your code warned: a deprecation" in str(report)


def test_the_student_s_own_last_line_is_shown():
    def breaks(x, w):
        return np.zeros(3).reshape(7)

    text = str(check("corr2d", breaks))
    assert "ValueError: cannot reshape array of size 3 into shape (7,)" in text
    assert "in breaks: return np.zeros(3).reshape(7)" in text


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (lambda x, w: None, "returns-nothing"),
        (lambda x, w: sys.exit(0), "stops-with-an-error"),
        (lambda x, w: {1, 2}, "returns-the-wrong-type"),
        (lambda x: x, "wrong-arguments"),
        (lambda x, w: corr2d(x, w).astype(int), None),
        (lambda x, w: 3 * corr2d(x, w), "constant-factor"),
        ("corr2d", "not-a-function"),
    ],
)
def test_general_mistakes(answer, mistake):
    report = check("corr2d", answer)
    assert not report.passed
    if mistake is not None:
        assert report.mistake == mistake


def test_writing_into_the_input_is_named():
    def writes(x, w):
        result = corr2d(x, w)
        x[0, 0] = 7
        return result

    report = check("corr2d", writes)
    assert report.points == 0
    assert report.mistake == "changes-its-input"


def test_overwriting_an_earlier_result_is_named():
    kept = {}

    def reuses(x, w):
        result = corr2d(x, w)
        kept.setdefault("y", np.zeros((20, 20)))[: result.shape[0], : result.shape[1]] = result
        return kept["y"][: result.shape[0], : result.shape[1]]

    report = check("corr2d", reuses)
    assert report.mistake == "changes-its-input"
    assert "the result of an earlier call" in str(report)


def test_an_endless_loop_ends_with_a_message(monkeypatch):
    exercise = find("corr2d")
    short = Exercise(**{**vars(exercise), "budget": 0.2})
    monkeypatch.setattr("cnnkit.checks.catalogue.find", lambda name: short)

    def endless(x, w):
        while True:
            x = x + 0

    report = check("corr2d", endless)
    assert (report.points, report.mistake) == (0, "runs-forever")
    assert "did not finish in the time given" in str(report)
    assert "not run: the time for this exercise was used up" in str(report)


def test_a_forbidden_call_is_worth_nothing():
    def forbidden(x, w):
        return np.array([np.correlate(line, w[0], "valid") for line in x])

    report = check("corr2d", forbidden)
    assert (report.points, report.mistake) == (0, "forbidden-call")
    assert "numpy.correlate" in str(report)


def test_an_unknown_name_is_answered_with_the_closest_one():
    report = check("cor2d", corr2d)
    assert not report.passed
    assert str(report) == (
        "cor2d: 0 of 0 points\n"
        "check: received the exercise name 'cor2d'. Expected a name from "
        "cnnkit.checks.exercises(). Write 'corr2d'."
    )


def test_a_keyboard_interrupt_is_the_person_s_own():
    def interrupted(x, w):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check("corr2d", interrupted)


def test_the_mistake_that_explains_most_is_named_and_a_contradicted_one_is_not():
    cases = (
        Case("two", "", lambda rng: Call(2)),
        Case("three", "", lambda rng: Call(3)),
    )
    exercise = Exercise(
        "square",
        "00",
        1,
        "",
        cases,
        reference=lambda n: n * n,
        misconceptions=(
            Misconception("doubles", "…", (lambda n: 2 * n,)),
            Misconception("adds-four", "…", (lambda n: n + 4,)),
        ),
    )
    # 2 -> 4 is right by doubling, so 3 -> 6 is the doubling; 3 -> 7 is neither
    from cnnkit.checks.runner import conclude, run

    doubled = conclude(exercise, run(exercise, lambda n: 2 * n))
    assert doubled.mistake == "doubles"
    mixed = conclude(exercise, run(exercise, lambda n: {2: 4, 3: 7}[n]))
    assert mixed.mistake == "right-for-some-inputs"


@pytest.mark.parametrize("name", checks.exercises())
def test_every_reference_is_right_and_every_listed_mistake_is_wrong_and_named(name):
    exercise = find(name)
    if exercise.reference is not None:
        assert check(name, exercise.reference).passed
    for mistake in exercise.misconceptions:
        for wrong in mistake.wrong:
            report = check(name, wrong)
            assert report.points < report.max_points, mistake.id
            assert report.mistake is not None


def test_a_report_is_a_float_that_prints_as_a_report():
    report = check("corr2d", flipped)
    assert isinstance(report, float)
    assert isinstance(report, Report)
    assert float(repr(report)) == report.points
