"""Specs refuse to be half written; recipes come back as they went."""

import numpy as np
import pytest

from cnnkit.checks.recipes import Built, Function, Rng, build, from_plain, to_plain
from cnnkit.checks.spec import Call, Case, Exercise, Misconception

CASE = Case("one", "nothing", lambda rng: Call(rng.integers(10)))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reference": None}, "give either a reference or a judge"),
        ({"judge": lambda call, value: None}, "give either a reference or a judge"),
        (
            {"cases": (Case("one", "", lambda rng: Call(), judge=lambda call, value: None),)},
            "a case has a judge where the exercise has none",
        ),
        ({"points": 0}, "an exercise has points and cases"),
        ({"cases": ()}, "an exercise has points and cases"),
        ({"cases": (CASE, CASE)}, "bear the same name"),
        ({"misconceptions": (Misconception("a", ""), Misconception("a", ""))}, "the same name"),
    ],
)
def test_a_spec_that_is_not_whole_is_refused(changes, message):
    whole = {
        "name": "n",
        "chapter": "00",
        "points": 1,
        "asks": "",
        "cases": (CASE,),
        "reference": abs,
    }
    Exercise(**whole)
    with pytest.raises(TypeError, match=message):
        Exercise(**{**whole, **changes})


def test_each_case_has_its_own_stream():
    many = tuple(Case(str(n), "", lambda rng: Call(rng.normal())) for n in range(3))
    exercise = Exercise("n", "00", 1, "", many, reference=abs)
    drawn = [call.args[0] for _, call in exercise.calls(0)]
    assert len(set(drawn)) == 3
    fewer = Exercise("n", "00", 1, "", many[:2], reference=abs)
    assert [call.args[0] for _, call in fewer.calls(0)] == drawn[:2]


def test_a_call_can_be_followed_and_observed():
    call = Call(3, k=1).then(("update", Call(0.5))).observing(0)
    assert call.methods == (("update", Call(0.5)),)
    assert call.observe == (0,)
    assert (call.args, call.kwargs) == ((3,), {"k": 1})
    assert call.again is False
    assert call.twice().again is True
    assert call.twice().observe == (0,)


def test_recipes_come_back_as_they_went():
    recipe = [
        Rng(3),
        Function("functional.relu"),
        {"m": Built("models.lenet5", kwargs={"seed": 1})},
    ]
    assert from_plain(to_plain(recipe)) == recipe


def test_recipes_are_built_anew_each_time():
    first, second = build(Rng(3)), build(Rng(3))
    assert first is not second
    assert first.normal() == second.normal()
    array = np.arange(3)
    copy = build([array])[0]
    copy[0] = 9
    assert array[0] == 0
