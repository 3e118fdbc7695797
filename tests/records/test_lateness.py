import datetime

import pytest

import small_class
from autograder.course import Desk
from autograder.errors import CourseError
from autograder.records import gradebook, lateness
from autograder.records.export import export
from autograder.records.lateness import DAY, Policy

HANDED_IN = 1_700_000_000  # when ada's file was written


@pytest.mark.parametrize(
    ("seconds", "share"),
    [(0, 0), (600, 0), (601, 0.2), (DAY, 0.2), (DAY + 1, 0.4), (3 * DAY, 0.5)],
)
def test_each_begun_day_costs_up_to_the_most(seconds, share):
    assert Policy(grace=10, per_day=20, most=50).share(seconds) == pytest.approx(share)


def test_a_change_of_one_number_keeps_the_others(tmp_path):
    desk = Desk(tmp_path)
    assert lateness.policy_of(desk) == Policy()
    lateness.keep(desk, per_day=10, most=50)
    assert lateness.keep(desk, grace=15) == Policy(15, 10, 50)
    assert lateness.keep(desk) == Policy(15, 10, 50)


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"per_week": 1}'])
def test_a_damaged_policy_is_an_error_and_no_guess(tmp_path, text):
    (tmp_path / "late.json").write_text(text)
    with pytest.raises(CourseError, match=r"late\.json, which cannot be read"):
        lateness.policy_of(Desk(tmp_path))


@pytest.mark.xdist_group("records")
def test_a_date_that_is_moved_holds_for_what_is_graded(tmp_path):
    made = small_class.make(tmp_path)
    made.hand_in("ada", made.notebook(**small_class.RIGHT), at=HANDED_IN)
    made.collect()
    late = datetime.datetime.fromtimestamp(HANDED_IN - 90_000, datetime.UTC)
    with gradebook.opened(made.desk) as book:
        book.update_or_create_assignment(small_class.CHAPTER, duedate=late.replace(tzinfo=None))
    made.grade(executor="plain")
    assert scores(made) == [(8.0, 0.0)], "without a policy lateness is noted and costs nothing"
    export(made.desk, tmp_path / "grades.csv")
    assert "1 d 1 h late" in (tmp_path / "grades.csv").read_text()
    lateness.keep(made.desk, per_day=10)
    assert made.grade(executor="plain") == [], "nothing is graded anew"
    assert scores(made) == [(6.4, 1.6)]
    with gradebook.opened(made.desk) as book:
        moved = late.replace(tzinfo=None) + datetime.timedelta(days=2)
        book.update_or_create_assignment(small_class.CHAPTER, duedate=moved)
    made.grade(executor="plain")
    assert scores(made) == [(8.0, 0.0)]


def scores(made):
    with gradebook.opened(made.desk) as book:
        return [(item.points, item.late_penalty) for item in gradebook.standings(book)]
