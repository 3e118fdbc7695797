import pytest

from autograder import notebooks
from autograder.course import Desk
from autograder.records import cache
from autograder.sandbox.policy import Policy

BOOK = notebooks.new([notebooks.cell("code", "x = 1", "a")])
ABOUT = {
    "student": "ada",
    "assignment": "01_x",
    "secret": "abc",
    "policy": Policy("01", "/usr/bin/python3"),
    "patience": "60 600",
}


def test_what_was_kept_is_found(tmp_path):
    desk, name = Desk(tmp_path), cache.key(BOOK, **ABOUT)
    assert cache.find(desk, name) is None
    cache.keep(desk, name, BOOK)
    assert cache.find(desk, name) == BOOK


@pytest.mark.parametrize("damaged", [b"", b"not packed", b"\x1f\x8b\x08\x00half"])
def test_what_is_damaged_is_not_there(tmp_path, damaged):
    desk, name = Desk(tmp_path), cache.key(BOOK, **ABOUT)
    cache.keep(desk, name, BOOK)
    [path] = [path for path in desk.step("cache").rglob("*") if path.is_file()]
    path.write_bytes(damaged)
    assert cache.find(desk, name) is None


def test_outputs_do_not_tell_works_apart():
    shown = notebooks.new([{**BOOK["cells"][0], "outputs": [{"output_type": "stream"}]}])
    assert cache.key(shown, **ABOUT) == cache.key(BOOK, **ABOUT)


@pytest.mark.parametrize(
    "other",
    [
        {"student": "bob"},
        {"assignment": "01_x_again"},
        {"secret": "abd"},
        {"policy": ABOUT["policy"].replace(unsafe=True)},
        {"policy": ABOUT["policy"].with_limits(processes=5)},
        {"patience": "30 600"},
    ],
    ids=str,
)
def test_all_that_a_grade_follows_from_does(other):
    assert cache.key(BOOK, **{**ABOUT, **other}) != cache.key(BOOK, **ABOUT)


def test_so_do_another_source_and_other_exercises_or_versions(monkeypatch):
    before = cache.key(BOOK, **ABOUT)
    found = {before, cache.key(notebooks.new([notebooks.cell("code", "x = 2", "a")]), **ABOUT)}
    monkeypatch.setattr(cache, "library_digest", lambda: "changed")
    found.add(cache.key(BOOK, **ABOUT))
    monkeypatch.setattr(cache, "versions", lambda: {"numpy": "1.0"})
    found.add(cache.key(BOOK, **ABOUT))
    assert len(found) == 4
