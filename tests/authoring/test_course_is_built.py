from pathlib import Path

from autograder.authoring.build import build
from autograder.course import Course

ROOT = Path(__file__).parents[2]


def test_course_is_what_the_sources_give(tmp_path):
    """`make build` mends this: course/ is generated, and committed with its sources."""
    made = Course(ROOT, built=tmp_path / "build", out=tmp_path / "course")
    build(made)
    there = {
        path.relative_to(ROOT / "course").as_posix(): path.read_bytes()
        for path in (ROOT / "course").glob("*/*.ipynb")
    }
    fresh = {
        path.relative_to(made.released).as_posix(): path.read_bytes()
        for path in made.released.glob("*/*.ipynb")
    }
    assert sorted(there) == sorted(fresh)
    different = [name for name in fresh if fresh[name] != there[name]]
    assert different == []
