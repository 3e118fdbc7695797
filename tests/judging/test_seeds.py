from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.judging.seeds import fingerprint, official
from cnnkit.checks import find

names = st.text(max_size=6)


@settings(max_examples=60)
@given(st.tuples(names, names, names), st.tuples(names, names, names))
def test_each_student_exercise_and_assignment_has_its_own_seed(one, other):
    assert (official(b"s", *one) == official(b"s", *other)) == (one == other)


def test_the_secret_decides():
    assert official(b"one", "01", "corr2d", "ada") != official(b"two", "01", "corr2d", "ada")
    assert len(official(b"one", "01", "corr2d", "ada")) == 32


def test_two_students_get_different_inputs_and_each_the_same_again():
    def inputs(student):
        calls = find("corr2d").calls(official(b"s", "01", "corr2d", student))
        return [call.args[1].tolist() for case, call in calls if not case.name.startswith("the ")]

    assert inputs("ada") == inputs("ada")
    assert all(a != b for a, b in zip(inputs("ada"), inputs("bob"), strict=True))


def test_official_inputs_are_not_those_that_students_have_seen():
    seen = find("corr2d").calls(0)
    official_calls = find("corr2d").calls(official(b"s", "01", "corr2d", "ada"))
    drawn = [
        (a.args[1] != b.args[1]).any()
        for (case, a), (_, b) in zip(seen, official_calls, strict=True)
        if case.name != "the worked example"
    ]
    assert all(drawn)


def test_a_fingerprint_gives_nothing_away():
    assert fingerprint(b"secret") != fingerprint(b"other")
    assert b"secret".hex() not in fingerprint(b"secret")
    assert len(fingerprint(b"secret")) == 16
