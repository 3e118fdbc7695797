import json
import subprocess

import pytest

import small_course
from autograder.authoring.build import build
from autograder.errors import Refusal

PATH = "01_tiny/01_tiny.ipynb"
SECOND = small_course.SOURCE.replace("# # Tiny", "# # Tiny, the second edition")


@pytest.fixture
def course(tmp_path):
    return small_course.make(tmp_path)


def git(course, *command):
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *identity, *command], cwd=course.root, check=True, capture_output=True)


def commit(course):
    git(course, "init", "-q")
    git(course, "add", "course")
    git(course, "commit", "-q", "-m", "x")


def edit(course, name=PATH):
    path = course.released / name
    notebook = json.loads(path.read_bytes())
    notebook["cells"][0]["source"] = ["by hand"]
    path.write_text(json.dumps(notebook))
    return path


def test_a_second_build_changes_nothing(course):
    assert build(course).written == ["01_tiny"]
    path = course.released / PATH
    before = (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino)
    report = build(course)
    assert (report.written, report.same, report.removed) == ([], ["01_tiny"], [])
    assert before == (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino)


def test_the_same_source_gives_the_same_bytes_in_another_folder(course, tmp_path):
    build(course)
    other = small_course.make(tmp_path / "elsewhere")
    build(other)
    assert (course.released / PATH).read_bytes() == (other.released / PATH).read_bytes()


def test_a_change_by_hand_is_refused_and_kept(course):
    build(course)
    path = edit(course)
    mine = path.read_bytes()
    with pytest.raises(Refusal) as error:
        build(course)
    assert str(error.value) == (
        f"build: received changes made by hand in {PATH}. Expected course/ to hold nothing but "
        "what a build wrote. Make the change in solutions/ instead and take this one back with "
        "git, or overwrite it with --force."
    )
    assert path.read_bytes() == mine
    assert build(course, force=True).written == ["01_tiny"]
    assert path.read_bytes() != mine


def test_a_change_by_hand_is_refused_even_when_git_knows_an_older_version(course):
    build(course)
    commit(course)
    edit(course)
    with pytest.raises(Refusal, match="changes made by hand"):
        build(course)


def test_a_new_source_replaces_what_the_last_build_wrote(course):
    build(course)
    small_course.make(course.root, SECOND)
    assert build(course).written == ["01_tiny"]
    assert "second edition" in (course.released / PATH).read_text()


def test_a_fresh_clone_without_a_manifest_trusts_git(course):
    build(course)
    commit(course)
    (course.build / "manifest.json").unlink()
    small_course.make(course.root, SECOND)
    assert build(course).written == ["01_tiny"]


def test_without_git_and_manifest_a_different_file_is_not_overwritten(course):
    build(course)
    (course.build / "manifest.json").unlink()
    small_course.make(course.root, SECOND)
    with pytest.raises(Refusal, match="changes made by hand"):
        build(course)


def test_a_broken_manifest_counts_as_none(course):
    build(course)
    (course.build / "manifest.json").write_text("{")
    assert build(course).same == ["01_tiny"]


def test_a_removed_chapter_goes_and_what_lies_beside_it_stays(course):
    build(course)
    (course.released / "README.md").write_text("mine")
    (course.root / "solutions" / "01_tiny.py").unlink()
    assert build(course).removed == ["01_tiny"]
    assert not (course.released / "01_tiny").exists()
    assert (course.released / "README.md").read_text() == "mine"


def test_a_chapter_made_by_hand_is_not_removed(course):
    build(course)
    path = course.released / "02_mine" / "02_mine.ipynb"
    path.parent.mkdir()
    path.write_text("{}")
    with pytest.raises(Refusal, match=r"changes made by hand in 02_mine/02_mine\.ipynb"):
        build(course)
    assert path.exists()


def test_a_faulty_chapter_stops_the_build_before_anything_is_written(course):
    build(course)
    before = (course.released / PATH).read_bytes()
    small_course.make(course.root, SECOND.replace('check("corr1d", corr1d)', "corr1d"))
    with pytest.raises(Refusal, match="must end in check"):
        build(course)
    assert (course.released / PATH).read_bytes() == before
