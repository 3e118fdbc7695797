import pytest
from autograder.judging import reach

from cnnkit.checks import find

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


def test_reaching_ends_where_cells_lean_on_each_other():
    sources = ["def f():\n    return g()", "def g():\n    return h()", "def h():\n    return f()"]
    assert len(reach.reached("f()", sources)) == 3


def test_remarks_name_what_an_answer_has_no_need_of():
    said = reach.curious("import gc\ndef f():\n    return eval('1'), gc.get_objects()", ["sys = 1"])
    assert said == [
        "The answer uses `eval`, which runs text as code: worth a look. It changes no score.",
        "The answer uses `gc`, which looks for other code's objects: worth a look. "
        "It changes no score.",
    ]


def test_an_ordinary_answer_gives_no_remark():
    from judging.papers import RIGHT

    for source in RIGHT.values():
        assert reach.curious(source, list(RIGHT.values())) == []
