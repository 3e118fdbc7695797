import re

import pytest

import small_course
from autograder.authoring import percent
from autograder.errors import CourseError

HEADER = """\
# ---
# jupyter:
#   kernelspec:
#     name: something_else
#     display_name: Something else
# ---

"""


def test_every_kind_of_cell_is_read_in_order():
    chapter = percent.parse("01_tiny", small_course.SOURCE)
    kinds = [(mark.kind, mark.exercise) for mark in chapter.cells]
    assert kinds == [
        ("prose", ""),
        ("setup", ""),
        ("play", ""),
        ("experiment", ""),
        ("solution", "corr1d"),
        ("check", "corr1d"),
        ("solution", "corr2d"),
        ("check", "corr2d"),
        ("setup", ""),
        ("solution", "conv2d_true"),
        ("check", "conv2d_true"),
        ("prose", ""),
    ]


@pytest.mark.parametrize("header", ["", HEADER])
def test_a_mark_knows_its_line(header):
    source = header + small_course.SOURCE
    chapter = percent.parse("01_tiny", source)
    lines = source.splitlines()
    assert [lines[mark.line - 1] for mark in chapter.of("check")] == [
        '# %% check="corr1d"',
        '# %% check="corr2d"',
        '# %% check="conv2d_true"',
    ]


def test_empty_cells_are_left_out():
    assert percent.parse("01_x", "# %%\n\n# %%\nx = 1\n").cells == (
        percent.Mark("play", "x = 1", 3),
    )


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        ("# %% setpu", "a code cell marked setpu"),
        ('# %% solution="a b"', 'a code cell marked solution="a b"'),
        ('# %% solution="a" check="a"', 'a code cell marked solution="a" check="a"'),
        ('# %% [markdown] solution="a"', 'a markdown cell marked solution="a"'),
        ("# %% [raw]", "a raw cell"),
        ('# %% tags=["x"]', 'a code cell marked tags=["x"]'),
    ],
)
def test_an_unknown_mark_is_refused(mark, shown):
    with pytest.raises(CourseError) as error:
        percent.parse("01_x", f"# %%\ny = 2\n\n{mark}\n# x = 1\n")
    assert str(error.value) == (
        f"01_x, line 4: received {shown}. Expected [markdown], setup, experiment, "
        'solution="name", check="name" or no mark. Correct the mark.'
    )


def test_a_file_is_read_as_utf8(tmp_path):
    path = tmp_path / "07_x.py"
    path.write_bytes("# %% [markdown]\n# ∂x → Ω".encode())
    chapter = percent.read(path)
    assert (chapter.name, chapter.number) == ("07_x", "07")
    assert re.search("∂x → Ω", chapter.cells[0].source)
