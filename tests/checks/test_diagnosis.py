"""A mistake is named when it explains the numbers, alone or together with another."""

import warnings

import numpy as np
import pytest

from checks.answers import answers
from cnnkit.checks import check
from cnnkit.checks.diagnosis import diagnose, pairs, singles, triples
from cnnkit.checks.runner import conclude, run
from cnnkit.checks.spec import Call, Case, Exercise, Misconception

CASES = tuple(
    Case(f"{n} numbers", "how many", lambda rng, n=n: Call(rng.normal(size=n))) for n in (3, 4, 6)
)
TURN = Misconception("turned", "It is turned.", bends=(lambda x: (x[::-1],),))
CUT = Misconception("cut", "It is cut.", spoils=(lambda y: y[:-1],))
SIGN = Misconception("sign", "The sign.", spoils=(np.negative,))
ZERO = Misconception("zero", "All zero.", wrong=(lambda x: np.zeros(len(x)),))
SUMS = Exercise(
    "sums", "00", 3, "Sum.", CASES, reference=np.cumsum, misconceptions=(TURN, CUT, SIGN, ZERO)
)


def named(answer, exercise=SUMS, reads=()):
    return conclude(exercise, run(exercise, answer), reads=reads).diagnosis


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (lambda x: np.cumsum(x[::-1]), "turned"),
        (lambda x: np.cumsum(x)[:-1], "cut"),
        (lambda x: -np.cumsum(x), "sign"),
        (lambda x: x * 0, "zero"),
        (lambda x: np.cumsum(x[::-1])[:-1], "turned"),
        (lambda x: -np.cumsum(x)[:-1], "sign"),
        (lambda x: -np.cumsum(x[::-1])[:-1], "turned"),
        (lambda x: 2 * np.cumsum(x), "constant-factor"),
        (lambda x: 1 + np.cumsum(x), "constant-offset"),
        (lambda x: np.cumsum(x)[::-1], "result-mirrored"),
        (lambda x: np.cumsum(x)[None], "right-values-wrong-shape"),
        (lambda x: (np.cumsum(x), len(x)), "returns-more-than-asked"),
        (lambda x: np.cumsum(x) if len(x) == 3 else x, "right-for-some-inputs"),
        (lambda x: x[7], "index-out-of-range"),
        (lambda x: no_such_name, "name-not-defined"),  # noqa: F821
    ],
)
def test_the_mistake_is_named(answer, mistake):
    assert named(answer).mistake == mistake


def test_two_mistakes_give_both_hints():
    hint = named(lambda x: np.cumsum(x[::-1])[:-1]).hint
    assert hint == "It is turned. There is another mistake, too. It is cut."


def _by_name(x, step=1):
    return x[::step]


@pytest.mark.parametrize(
    "bend", [lambda x, step=1: (x, 1), lambda x: (x[:0],)], ids=["knows it", "does not"]
)
def test_a_bend_is_handed_what_was_given_by_name_where_it_accepts_it(bend):
    cases = (Case("by name", "the step", lambda rng: Call(rng.normal(size=6), step=2)),)
    wrong = Misconception("step-ignored", "It has no effect.", bends=(bend,))
    exercise = Exercise("steps", "00", 1, "?", cases, _by_name, misconceptions=(wrong,))
    answer = (lambda x, step=1: x) if len(bend(np.ones(2))) == 2 else (lambda x, step=1: x[:0])
    assert named(answer, exercise).mistake == "step-ignored"


def test_what_nobody_knows_has_no_name():
    assert named(lambda x: np.sin(x)) is None


def test_nothing_is_named_when_nothing_failed():
    assert diagnose(SUMS, []) is None
    assert named(np.cumsum) is None


def test_a_partial_explanation_says_how_much_it_explains():
    found = named(lambda x: np.cumsum(x[::-1]) if len(x) > 3 else np.sin(x))
    assert (found.mistake, found.explained, found.failed) == ("turned", 2, 3)


def test_a_mistake_that_the_student_s_right_cases_contradict_is_not_named():
    found = named(lambda x: np.cumsum(x) if len(x) == 4 else np.cumsum(x[::-1]))
    assert found.mistake == "right-for-some-inputs"


@pytest.mark.parametrize(
    ("varying", "advice"),
    [
        (("a", "b"), "Look at b: begin with the case “case 1”."),
        (("a", "b", "c"), "Look at b and c: begin with the case “case 1”."),
        (("a", "b", "c", "d"), "others. Begin with the case “case 1”."),
    ],
)
def test_a_long_list_of_what_to_look_at_is_left_out(varying, advice):
    cases = tuple(
        Case(f"case {n}", varies, lambda rng, n=n: Call(rng.normal(size=n + 2)))
        for n, varies in enumerate(varying)
    )
    exercise = Exercise("sums", "00", 1, "Sum.", cases, reference=np.cumsum)
    found = named(lambda x: np.cumsum(x) if len(x) == 2 else np.sin(x), exercise)
    assert found.mistake == "right-for-some-inputs"
    assert found.hint.endswith(advice)


def test_data_that_the_answer_reads_from_the_notebook_is_mentioned():
    found = named(lambda x: np.sin(x), reads=("signal",))
    assert found.mistake == "reads-a-notebook-variable"
    assert "`signal`" in found.hint


def test_an_imitation_warns_nobody():
    def warning(y):
        warnings.warn("of an imitation", stacklevel=1)
        return y * 3

    warns = Misconception("warns", "It warns.", spoils=(warning,))
    exercise = Exercise(
        "sums", "00", 3, "Sum.", CASES, reference=np.cumsum, misconceptions=(warns,)
    )
    assert named(lambda x: 3 * np.cumsum(x), exercise).mistake == "warns"


def test_changed_inputs_come_before_what_a_judge_says_of_a_few_cases():
    def judge(call, value):
        return None if np.array_equal(value, call.args[0]) else ZERO

    def writes(x):
        if len(x) > 3:
            x[0] = 7
        return 0 * x

    judged = Exercise("same", "00", 3, "The same.", CASES, judge=judge)
    assert named(lambda x: 0 * x, judged).mistake == "zero"
    assert named(writes, judged).mistake == "changes-its-input"


def test_every_way_of_joining_is_tried_once():
    assert len([*singles(SUMS)]) == 4
    names = [tuple(m.id for m in imitation.mistakes) for imitation in pairs(SUMS)]
    assert ("turned", "cut") in names
    assert ("turned", "zero") in names
    assert len({*names}) == len(names)
    assert all(len(imitation.mistakes) == 3 for imitation in triples(SUMS))


@pytest.mark.parametrize(
    ("exercise", "answer", "hints"),
    [
        ("output_size", "gaps_and_one_padding", ("padding once", "one pixel too far apart")),
        ("pad2d", "numpy_order_and_mode_ignored", ("in this order", "`mode` has no effect")),
        ("same_padding", "no_stride_and_extra_first", ("`stride` has no effect", "*after*")),
        ("corr2d_strided", "flipped_and_stride_ignored", ("half a turn", "`i * stride`")),
        ("corr2d_strided", "one_side_and_no_stride", ("one side only", "`stride` has no effect")),
        ("corr2d_strided", "rounds_up_and_edge_frame", ("not hold zeros", "Round down")),
        ("dilate", "first_of_pair_and_float", ("the distance of the rows", "uint8 should stay")),
    ],
)
def test_two_mistakes_of_a_student_are_both_named(exercise, answer, hints):
    (mutant,) = [a for a in answers("mutants") if str(a) == f"{exercise}/{answer}"]
    hint = check(exercise, mutant.load()).findings.diagnosis.hint
    assert "There is another mistake, too." in hint
    assert [part for part in hints if part not in hint] == []


def test_a_wrong_type_is_named_beside_another_mistake():
    floats = Misconception("floats", "Floats.", spoils=(lambda y: y.astype(float),))
    turn = Misconception("turned", "It is turned.", bends=(lambda x: (x[::-1],),))
    whole = Case("whole", "the type", lambda rng: Call(np.array([2, 1, 2])), typed=True)
    plain = Case("plain", "the numbers", lambda rng: Call(np.array([1, 2, 3])))
    exercise = Exercise(
        "same", "00", 1, "", (whole, plain), reference=np.copy, misconceptions=(turn, floats)
    )
    assert named(lambda x: x * 1.0, exercise).mistake == "floats"
    assert named(lambda x: x[::-1].copy(), exercise).mistake == "turned"
    both = named(lambda x: x[::-1] * 1.0, exercise)
    assert both.hint == "It is turned. There is another mistake, too. Floats."


def test_an_imitation_is_followed_through_the_methods_of_what_it_returns():
    alias = Misconception("alias", "Copy it.", wrong=(lambda x: x,))
    filled = Case(
        "new", "a new array", lambda rng: Call(np.ones(3)).then(("fill", Call(0.0))).observing(0)
    )
    exercise = Exercise("new", "00", 1, "", (filled,), reference=np.copy, misconceptions=(alias,))
    assert named(lambda x: x, exercise).mistake == "alias"
    assert named(np.copy, exercise) is None


def test_a_bend_may_reach_arguments_given_by_name():
    def scaled(x, factor=1):
        return factor * np.asarray(x)

    half = Misconception("half", "Half.", bends=(lambda x, factor=1: (x, factor / 2),))
    turn = Misconception("turned", "It is turned.", bends=(lambda x, factor=1: (x[::-1], factor),))
    sign = Misconception("sign", "The sign.", bends=(lambda x: (-x,),))  # knows no factor
    named_case = Case("by name", "the name", lambda rng: Call(rng.normal(size=4), factor=3))
    exercise = Exercise(
        "scaled", "00", 1, "", (named_case,), reference=scaled, misconceptions=(half, turn, sign)
    )
    assert named(lambda x, factor=1: factor * x / 2, exercise).mistake == "half"
    assert named(lambda x, factor=1: -factor * x, exercise).mistake == "sign"
    assert "another mistake" in named(lambda x, factor=1: factor * x[::-1] / 2, exercise).hint
