"""One writer: all of a submission or nothing."""

import pytest

from autograder.records import gradebook
from autograder.records.judged import Entry
from autograder.records.ledger import ledger
from small_class import CHAPTER

pytestmark = pytest.mark.xdist_group("records")

GRADES = {"check_corr1d": 2.0, "check_corr2d": 1.5, "check_conv2d_true": None}
ENTRY = Entry(
    "ada", CHAPTER, "2026-01-02 03:04:05 UTC\n", GRADES, {"answer_corr1d": "No response."}
)


def standings(desk):
    with gradebook.opened(desk) as book:
        return {item.student: item for item in gradebook.standings(book)}


def test_an_entry_is_read_back(empty_class):
    with ledger(empty_class.desk) as book:
        book.enter(ENTRY)
        book.enter(Entry("bob", CHAPTER))
    found = standings(empty_class.desk)
    points = {score.exercise: score.points for score in found["ada"].scores}
    assert points == {"corr1d": 2.0, "corr2d": 1.5, "conv2d_true": 0.0}
    assert str(found["ada"].submitted) == "2026-01-02 03:04:05"
    assert found["bob"].submitted is None
    with gradebook.opened(empty_class.desk) as book:
        submission = book.find_submission(CHAPTER, "ada")
        assert submission.needs_manual_grade  # one grade is None
        [notebook] = submission.notebooks
        said = {comment.name: comment.auto_comment for comment in notebook.comments}
        assert said["answer_corr1d"] == "No response."


def test_a_later_entry_replaces_the_earlier(empty_class):
    with ledger(empty_class.desk) as book:
        book.enter(ENTRY)
        book.enter(Entry("ada", CHAPTER, "2026-02-02 00:00:00 UTC", {"check_corr2d": 4.0}))
    found = standings(empty_class.desk)["ada"]
    assert (found.points, str(found.submitted)) == (6.0, "2026-02-02 00:00:00")


def test_half_an_entry_is_none(empty_class):
    with ledger(empty_class.desk) as book:
        with pytest.raises(Exception, match="could not convert"):
            book.enter(Entry("ada", CHAPTER, "", {"check_corr1d": 2.0, "check_corr2d": "many"}))
        book.enter(Entry("bob", CHAPTER, "", {"check_corr1d": 1.0}))
    found = standings(empty_class.desk)
    assert found["bob"].points == 1.0
    assert "ada" not in found or found["ada"].points == 0.0
