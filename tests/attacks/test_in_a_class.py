"""All attackers and some honest students in one class, graded as usual: nobody else notices."""

import hashlib
import os

import pytest

import small_class
from attacks.cheats import ATTACKS, NONE, WRONG
from autograder import notebooks
from autograder.records import gradebook
from small_class import CHAPTER, RIGHT

pytestmark = [pytest.mark.sandbox, pytest.mark.slow, pytest.mark.xdist_group("attacks-class")]

HONEST = {  # names that come before, among and after the attackers'
    "aaa_right": RIGHT,
    "lou_flipped": {**RIGHT, "corr2d": small_class.FLIPPED},
    "zzz_right": RIGHT,
    "zzz_wrong_alone": WRONG,
}


def handed_in(made, attack):
    """Return an attack as a submission on this class's release."""
    book = made.notebook(**{exercise: attack.answer(exercise) for exercise in WRONG})
    for cell in book["cells"]:
        if notebooks.is_check(cell) and attack.tags:
            cell["metadata"]["tags"] = list(attack.tags)
    book["cells"][2:2] = attack.own_cells()
    return book


def class_of(root, attacks):
    """Return a class with the honest ones and these attackers, graded in parallel."""
    made = small_class.make(root)
    for name, answers in HONEST.items():
        made.hand_in(name, made.notebook(**answers))
    for attack in attacks:
        made.hand_in(attack.name, handed_in(made, attack))
    made.collect()
    made.before = digests(made)
    made.grade(executor="judged", jobs=len(os.sched_getaffinity(0)))
    return made


def digests(made):
    """Return what must not change: the course and what was handed in, byte by byte."""
    folders = (made.course.solutions, made.desk.step("submitted"), made.desk.step("release"))
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    return class_of(tmp_path_factory.mktemp("attacked"), ATTACKS)


def test_the_honest_get_what_they_get_without_attackers(attacked, tmp_path):
    alone = class_of(tmp_path, [])
    for name in HONEST:
        ours, theirs = attacked.records[name], alone.records[name]
        assert (ours.status, ours.exercises) == (theirs.status, theirs.exercises), name
    assert alone.records["aaa_right"].points == alone.records["zzz_right"].points == 8


@pytest.mark.parametrize("attack", [NONE, *ATTACKS], ids=lambda attack: attack.name)
def test_no_attacker_has_more_than_the_wrong_answers_alone(attack, attacked):
    name = "zzz_wrong_alone" if attack is NONE else attack.name
    honest = {item.exercise: item.points for item in attacked.records["zzz_wrong_alone"].exercises}
    for item in attacked.records[name].exercises:
        assert item.points <= honest[item.exercise], attack.tries


def test_everybody_is_in_the_gradebook_once_with_the_same_points(attacked):
    with gradebook.opened(attacked.desk) as book:
        found = {item.student: item.points for item in gradebook.standings(book)}
    assert found == {name: record.points for name, record in attacked.records.items()}
    assert sorted(found) == sorted([*HONEST, *(attack.name for attack in ATTACKS)])


def test_course_and_submissions_are_as_they_were(attacked):
    assert digests(attacked) == attacked.before
    assert CHAPTER in {path.stem for path in attacked.course.solutions.iterdir()}
