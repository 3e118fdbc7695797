import json
from pathlib import Path

import pytest

from autograder.judging import reach
from autograder.judging.notebook import is_run
from autograder.notebooks import exercise_of, is_check, is_locked, text_of
from cnnkit.checks import find

TESTS = Path(__file__).parents[1]
CHAPTERS = sorted((TESTS.parent / "course").glob("*/*.ipynb"))
CORR = find("corr1d")
SETUP = ["import numpy as np\nfrom cnnkit import functional"]


def found(answer, others=(), setup=SETUP):
    return reach.forbidden_call(CORR, answer, list(others), list(setup))


def test_an_alias_of_the_set_up_cell_is_known():
    assert found("def corr1d(x, w):\n    return np.correlate(x, w)") == (
        "line 2 uses numpy.correlate: here you write the sliding sum yourself"
    )
    assert "cnnkit.functional" in found("corr1d = functional.correlate1d")


@pytest.mark.parametrize(
    "other",
    [
        "def slide(x, w):\n    return np.convolve(x, w[::-1], 'valid')",
        "slide = np.correlate",
        "if True:\n    slide = np.correlate",
        "from numpy import correlate as slide",
        "inner = np.correlate\ndef slide(x, w):\n    return inner(x, w)",
        "def slide(x, w):\n    return deep(x, w)\ndef deep(x, w):\n    return np.correlate(x, w)",
        "class Tool:\n    def run(self, x):\n        return np.correlate(x, x)\nslide = Tool().run",
        "for one in [np.correlate]:\n    slide = one\n    slide = np.correlate",
    ],
)
def test_what_the_answer_leans_on_in_another_cell_counts(other):
    said = found("def corr1d(x, w):\n    return slide(x, w)", [other])
    assert said is not None
    assert "numpy.co" in said


@pytest.mark.parametrize(
    "answer",
    [
        "def corr1d(x, w, slide=slide):\n    return slide(x, w)",
        "def corr1d(x, w):\n    global slide\n    return slide(x, w)",
        "def corr1d(x, w):\n    def inner():\n        return slide(x, w)\n    return inner()",
        "class Slider:\n    slide = slide\ncorr1d = Slider().slide",
        "corr1d = lambda x, w: slide(x, w)",
        "corr1d = slide\nslide = None",
    ],
)
def test_a_name_from_outside_is_followed_wherever_it_is_read(answer):
    assert found(answer, ["slide = np.correlate"]) is not None


@pytest.mark.parametrize(
    "answer",
    [
        "def corr1d(x, w):\n    y = x * w\n    return y",
        "def corr1d(y, w):\n    return [t for t in y]",
        "def corr1d(x, w):\n    y = 0\n    def add():\n        return y + 1\n    return add()",
    ],
)
def test_a_variable_of_the_answer_is_not_that_of_another_cell(answer):
    assert (
        found(answer, ["y = np.correlate(x, w)", "for t in y:\n    y = np.correlate(t, w)"]) is None
    )


def test_the_sentence_says_where():
    assert found("def corr1d(x, w):\n    return slide(x, w)", ["slide = np.correlate"]) == (
        "in another cell, numpy.correlate: here you write the sliding sum yourself"
    )


@pytest.mark.parametrize(
    "other",
    [
        "assert np.allclose(corr1d(x, w), np.correlate(x, w))",
        "expected = np.correlate(x, w)\nprint(expected)",
        "def compare(x, w):\n    return np.correlate(x, w) - corr1d(x, w)",
    ],
)
def test_a_comparison_in_another_cell_is_no_concern(other):
    assert found("def corr1d(x, w):\n    return slide(x, w)", [other]) is None


@pytest.mark.parametrize(
    "answer",
    [
        "from numpy import *\ndef corr1d(x, w):\n    return correlate(x, w)",
        "%matplotlib inline\ndef corr1d(x, w):\n    return np.correlate(x, w)",
        "!ls\ncorr1d = np.correlate",
        "def corr1d(x, w):\n    return getattr(np, 'correlate')(x, w)",
        "import importlib\ncorr1d = importlib.import_module('scipy').signal.correlate",
    ],
)
def test_other_ways_to_say_the_same_are_found(answer):
    assert found(answer) is not None


def test_a_star_import_in_another_cell_counts():
    assert found("def corr1d(x, w):\n    return correlate(x, w)", ["from numpy import *"])


def test_an_answer_of_ones_own_is_free():
    assert (
        found("def correlate(x, w):\n    return x\ndef corr1d(x, w):\n    return correlate(x, w)")
        is None
    )


def test_source_that_does_not_parse_is_left_to_python():
    for broken in ("def corr1d(x, w:\n", "(" * 3000, "x = '\0'"):
        assert found(broken) is None
        assert found("corr1d = slide", [broken]) is None
        assert reach.curious(broken, []) == []
        assert reach.fault(broken)


@pytest.mark.parametrize(
    "source",
    [
        "x = 1",
        "",
        "%matplotlib inline\nx = 1",
        "files = !ls\nprint(files)",
        "%%time\nx = 1",
        "%%capture out\nx = 1",
        "%%html\n<b>not Python</b>",
        "np.zeros?",
        "await f()",
        "x = '\\d'",
    ],
)
def test_what_a_notebook_can_run_has_no_fault(source):
    assert reach.fault(source) == []


def test_a_fault_is_shown_as_python_shows_it():
    assert reach.fault("x = 1\ny = = 2") == [
        '  File "cell", line 2',
        "    y = = 2",
        "        ^",
        "SyntaxError: invalid syntax",
    ]
    deep = "x = " + "-" * 5000 + "1"
    assert reach.fault(deep) == ["SyntaxError: too deeply nested to be read"]
    assert reach.fault("\0") == ["SyntaxError: source code string cannot contain null bytes"]


@pytest.mark.parametrize(
    "hidden",
    [
        "%%time\ncorr1d = np.correlate",
        "x = !ls\ncorr1d = np.correlate",
        "np?\ncorr1d = np.convolve",
    ],
)
def test_magic_hides_nothing(hidden):
    assert found(hidden) is not None


def test_an_answer_that_is_defined_in_another_cell_is_read_there():
    said = reach.forbidden_call(CORR, "pass", ["corr1d = np.correlate"], SETUP, "corr1d")
    assert said == "in another cell, numpy.correlate: here you write the sliding sum yourself"
    assert reach.forbidden_call(CORR, "pass", ["other = np.correlate"], SETUP, "corr1d") is None


def test_what_can_define_an_answer_unseen_is_remarked_on_wherever_it_stands():
    [said] = reach.curious("def corr1d(x, w):\n    return x", ["exec(text)", "import sys"])
    assert said.startswith("The work uses `exec`")


def test_reaching_ends_where_cells_lean_on_each_other():
    sources = ["def f():\n    return g()", "def g():\n    return h()", "def h():\n    return f()"]
    assert len(reach.reached("f()", sources)) == 3


def test_remarks_name_what_an_answer_has_no_need_of():
    said = reach.curious("import gc\ndef f():\n    return eval('1'), gc.get_objects()", ["sys = 1"])
    assert said == [
        "The work uses `eval`, which runs text as code: worth a look. It changes no score.",
        "The work uses `gc`, which looks for other code's objects: worth a look. "
        "It changes no score.",
    ]


def test_a_name_put_together_is_remarked_on_and_a_written_one_is_not():
    assert reach.curious("f = getattr(np, 'con' + 'volve')", []) == [
        "The work uses `getattr`, which looks up a name that it has put together: "
        "worth a look. It changes no score."
    ]
    assert reach.curious("f = getattr(x, 'shape')", []) == []


def test_an_ordinary_answer_gives_no_remark():
    from judging.papers import RIGHT

    for source in RIGHT.values():
        assert reach.curious(source, list(RIGHT.values())) == []


def test_what_is_nested_too_deeply_to_be_read_is_not_allowed():
    deep = "y = " + "+".join(["1"] * 3000) + "\ndef corr1d(x, w):\n    return x" + ".T" * 3000
    assert found(deep) == "expressions that are nested so deeply that they cannot be read"


def test_many_statements_are_read_quickly():
    others = ["\n".join(f"a{n} = a{n + 1}" for n in range(5000))]
    assert len(reach.reached("a0", others)) == 5000


@pytest.mark.parametrize("path", CHAPTERS, ids=[path.stem for path in CHAPTERS])
def test_no_right_answer_is_refused_for_what_stands_in_other_cells_of_its_chapter(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    setup = [text_of(c["source"]) for c in cells if is_locked(c) and not is_check(c)]
    refused = {}
    for check in filter(is_check, cells):
        exercise = exercise_of(check)
        others = [
            text_of(cell["source"])
            for cell in cells
            if is_run(cell) and not is_locked(cell) and exercise_of(cell) != exercise
        ]
        for answer in (TESTS / "alternatives" / exercise).glob("*.py"):
            source = answer.read_text(encoding="utf-8")
            said = reach.forbidden_call(find(exercise), source, others, setup, exercise)
            if said:
                refused[f"{exercise}/{answer.stem}"] = said
    assert refused == {}
