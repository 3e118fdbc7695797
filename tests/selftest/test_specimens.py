"""Answers in files of their own, and what their reports should be."""

import pytest

from autograder.selftest.specimens import JUDGES, OWN, Specimen, fault, report_on, specimens
from selftest import answers_of_a_course


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return answers_of_a_course.make(tmp_path_factory.mktemp("course"))


def found(course, kind, name):
    (item,) = [item for item in specimens(course.root / "tests", kind) if str(item) == name]
    return item


def test_a_file_says_what_is_wrong_with_it_and_whether_it_is_slow(course):
    flips, broken = (
        found(course, "mutants", "corr1d/flips"),
        found(course, "mutants", "corr1d/broken"),
    )
    assert (flips.remark, flips.slow, flips.seeds) == ("Flips the filter.", False, (OWN, JUDGES))
    assert (broken.remark, broken.slow, broken.seeds) == ("It is no Python.", True, (OWN,))


def test_a_file_that_says_nothing_has_no_remark(tmp_path):
    (tmp_path / "a.py").write_text("")
    assert Specimen("mutants", "corr1d", tmp_path / "a.py").remark == ""
    assert not Specimen("mutants", "corr1d", tmp_path / "a.py").slow


def test_each_load_begins_afresh(course):
    item = found(course, "alternatives", "corr1d/dot")
    assert item.load() is not item.load()


@pytest.mark.parametrize("seed", [OWN, JUDGES])
def test_what_a_check_may_do_wrong_is_said(course, seed):
    wrong = report_on("corr1d", found(course, "mutants", "corr1d/flips").load(), seed)
    right = report_on("corr1d", found(course, "alternatives", "corr1d/dot").load(), seed)
    assert fault("mutants", wrong) == ""
    assert fault("alternatives", right) == ""
    assert fault("mutants", right) == "it is wrong and earns 2 of 2 points"
    assert fault("alternatives", wrong).endswith("points (filter-flipped)")
    wrong.findings = wrong.findings.__class__(**{**vars(wrong.findings), "mistake": None})
    assert fault("mutants", wrong).endswith("and its mistake has no name")


def test_the_judges_seed_brings_the_judges_pictures(monkeypatch):
    seen = []
    monkeypatch.setattr(
        "autograder.selftest.specimens.official", lambda it: seen.append(it.name) or it
    )
    report_on("corr1d", lambda x, w: None, OWN)
    assert seen == []
    report_on("corr1d", lambda x, w: None, JUDGES)
    assert seen == ["corr1d"]
