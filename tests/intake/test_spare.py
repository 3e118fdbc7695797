import pytest

from autograder import notebooks
from autograder.intake.spare import spare

SETUP = "import numpy as np\nfrom cnnkit import plotting"
ANSWER = "def corr2d(x, w):\n    out = np.zeros(3)\n    return out"


def given(source):
    return notebooks.cell("code", source, notebooks.content_id("code", source))


def graded(source, name, **kept):
    return notebooks.cell("code", source, name, {"nbgrader": {"grade_id": name, **kept}})


def own(source):
    return notebooks.cell("code", source, "extra-1")


def spared(*cells, answer=ANSWER):
    notebook = notebooks.new(
        [
            graded(SETUP, "setup_1", locked=True),
            *cells,
            graded(answer, "answer_corr2d", solution=True),
            graded('check("corr2d", corr2d)', "check_corr2d", grade=True),
        ]
    )
    return [
        cell["source"]
        for cell in spare(notebook)["cells"]
        if notebooks.EXPERIMENT in notebooks.tags_of(cell)
    ]


DRAWS = "plotting.show(plotting.matrix(np.ones((2, 2))), alt='ones')"


@pytest.mark.parametrize(
    "source",
    [
        DRAWS,
        "patch = np.ones((2, 2))\npatch",
        "corr2d(np.ones((4, 4)), np.ones((2, 2)))",
        "x = 3\nw = 4",  # names that the answer has of its own
        "%matplotlib inline",
        "import math\nmath.pi",
    ],
)
def test_what_only_shows_is_spared(source):
    assert spared(given(source)) == [source]


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("scale = 2", "def corr2d(x, w):\n    return x * scale"),
        ("import math", "def corr2d(x, w):\n    return math.pi"),
        ("def helper(x):\n    return x", "def corr2d(x, w):\n    return helper(x)"),
        ("np = 3", ANSWER),
        ("from math import *", ANSWER),
        ("scale = []\nscale.append(2)", "corr2d = lambda x, w: scale[0]"),
        ("for scale in range(3):\n    pass", "corr2d = lambda x, w: scale"),
        ("scale = 2", "corr2d = eval('lambda x, w: scale')"),
        ("scale = 2", "%time scale\ndef corr2d(x, w):\n    return 1"),
        ("corr2d.memory = {}", ANSWER),
    ],
)
def test_what_an_answer_may_need_is_run(source, answer):
    assert spared(given(source), answer=answer) == []


def test_what_a_needed_cell_needs_is_run_too():
    first, second, third = "a = 1", "b = a + 1", "c = 3"
    answer = "def corr2d(x, w):\n    return b"
    assert spared(given(first), given(second), given(third), answer=answer) == [third]


def test_a_value_that_is_changed_later_is_run_with_its_change():
    first, change = "scale = [1]", "scale[0] = 2"
    answer = "def corr2d(x, w):\n    return scale"
    assert spared(given(first), given(change), answer=answer) == []


def test_cells_of_the_students_own_are_never_spared():
    assert spared(own(DRAWS)) == []
    changed = given(DRAWS) | {"source": DRAWS.replace("2", "3")}
    assert spared(changed) == []
    assert spared(given("a = 1"), own("print(a)")) == []


def test_tags_that_are_there_stay_and_none_is_doubled():
    cell = given(DRAWS) | {"metadata": {"tags": ["experiment", "skip-execution"]}}
    (made,) = spare(notebooks.new([cell]))["cells"]
    assert made == cell
    cell = given(DRAWS) | {"metadata": {"tags": ["wide"]}}
    (made,) = spare(notebooks.new([cell]))["cells"]
    assert notebooks.tags_of(made) == ["wide", "experiment"]


def test_the_notebook_handed_in_is_not_changed():
    cell = given(DRAWS)
    spare(notebooks.new([cell]))
    assert cell["metadata"] == {}
