"""Pictures that the course does not have: where they come from, and what may be told of them."""

import numpy as np
import pytest

from autograder.errors import CourseError
from autograder.judging import unseen
from autograder.judging.protocol import decode, encode
from autograder.judging.questions import asked, question
from autograder.judging.unseen import bare, held_back, official
from cnnkit import datasets
from cnnkit.checks import exercises, find
from cnnkit.checks.outcome import Outcome

WITH_PICTURES = [name for name in exercises() if find(name).pictures is not None]


def test_the_held_back_pictures_look_like_the_courses_own():
    ours, theirs = held_back(), datasets.fashion_mnist(subset="small")
    assert ours.x.dtype == theirs.x_test.dtype
    assert ours.x.shape == (500, *theirs.x_test.shape[1:])
    assert (ours.x.min(), ours.x.max()) == (0.0, 1.0)
    assert np.bincount(ours.y).tolist() == [50] * 10
    assert ours.y.dtype == theirs.y_test.dtype


def test_a_damaged_file_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(unseen, "FILE", tmp_path / "held_back.npz")
    held_back.cache_clear()
    with pytest.raises(CourseError, match="no file"):
        held_back()
    (tmp_path / "held_back.npz").write_bytes(b"other")
    with pytest.raises(CourseError, match="SHA-256"):
        held_back()


@pytest.fixture(autouse=True)
def _afresh():
    yield
    held_back.cache_clear()


@pytest.mark.parametrize("name", WITH_PICTURES)
def test_the_judges_pictures_are_in_no_answers_hands(name):
    """The public inputs hold the course's pictures, the official ones none of them."""
    known = {middle(picture) for picture in datasets.fashion_mnist(subset="small").x_test}
    ours = {middle(picture) for picture in held_back().x}
    for exercise, own, other in (
        (find(name), known, ours),
        (official(find(name)), ours, known),
    ):
        for _, call in exercise.calls(b"secret"):
            for picture in call.args[2]:
                steps = [(i, j) for i in range(-2, 3) for j in range(-2, 3)]
                seen = {middle(picture, *step) for step in steps}
                assert seen & own
                assert not seen & other


def middle(picture, i=0, j=0):
    """The middle of a picture, or what was the middle before it was moved by i and j."""
    return picture[0, 4 + i : 24 + i, 4 + j : 24 + j].tobytes()


def test_an_exercise_without_pictures_stays_as_it_is():
    assert official(find("corr1d")) is find("corr1d")


@pytest.mark.parametrize("name", WITH_PICTURES)
def test_labels_are_never_sent(name):
    for _, call in official(find(name)).calls(b"secret"):
        sent = question("nonce", name, call, 1.0)
        assert set(sent["call"]) == {"args", "kwargs", "methods", "observe", "again"}
        arrived = asked(decode(encode(sent)))[2]
        assert arrived.kept == {}
        label = call.kept["label"]
        for value in arrived.args:
            same = isinstance(value, np.ndarray) and value.shape == label.shape
            assert not (same and np.array_equal(value, label))


def test_nothing_but_numbers_comes_back():
    said = Outcome(
        "raised",
        error="ValueError",
        message="x = 0.1 0.2",
        frame="line 3: 0.1",
        printed="0.1",
        warned=("0.1",),
        mutated=("0.1 0.2",),
    )
    assert bare(said) == Outcome(
        "raised",
        error="ValueError",
        message="its message is not shown",
        mutated=("what was handed in",),
    )
    assert bare(Outcome("raised", error="x = 0.1")).error == ""
    assert bare(Outcome("returned", value=10**4000)).value == 0
    assert bare(Outcome("returned", value="0.1 0.2")).value == 0
    assert bare(Outcome("returned", value=None)).value is None
    assert bare(Outcome("returned", value=[1, 2])).value == [1, 2]
