"""Forbidden calls are found by reading, whatever name they go by; honest names are left alone."""

import pytest

from cnnkit.checks.forbidden import find

RULES = {"numpy.convolve": "write the sum", "scipy": "write the sum", "cnnkit.functional": "yours"}


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\ny = np.convolve(a, b)",
        "import numpy\ny = numpy.convolve(a, b)",
        "from numpy import convolve as c\ny = c(a, b)",
        "from scipy.signal import correlate2d",
        "import scipy.signal as s",
        "import numpy as np\nf = getattr(np, 'convolve')",
        "import importlib\nimportlib.import_module('scipy.signal')",
        "__import__('scipy')",
        "from cnnkit import functional as F\nF.conv2d(x, w)",
        "import cnnkit\ncnnkit.functional.conv2d(x, w)",
        "def f():\n    import numpy as np\n    return np.convolve(1, 2)",
    ],
)
def test_a_forbidden_call_is_found(source):
    assert find(source, RULES) is not None


@pytest.mark.parametrize(
    "source",
    [
        "def convolve(a, b):\n    return a\nconvolve(1, 2)",
        "import numpy as np\nnp.sum(x)",
        "# np.convolve would be too easy",
        "s = 'np.convolve'",
        "class A:\n    def convolve(self): pass\nA().convolve()",
        "this is not python",
    ],
)
def test_honest_code_is_left_alone(source):
    assert find(source, RULES) is None


def test_names_known_from_other_cells_are_resolved():
    assert find("y = np.convolve(a, b)", RULES) is None
    found = find("y = np.convolve(a, b)", RULES, {"np": "numpy"})
    assert found == "line 1 uses numpy.convolve: write the sum"


SEVERAL = """
import numpy as np

def helper(a, b):
    return np.convolve(a, b)

def honest(a, b):
    return a + b

def cheat(a, b):
    return helper(a, b)

short = lambda a, b: helper(a, b)
"""


@pytest.mark.parametrize(
    ("name", "caught"), [("honest", False), ("cheat", True), ("short", True), ("helper", True)]
)
def test_only_the_answer_and_what_it_uses_are_read(name, caught):
    assert (find(SEVERAL, RULES, within=(name,)) is not None) == caught


def test_a_variable_of_an_answer_is_not_that_of_another_answer():
    source = "y = np.convolve(a, b)\ndef answer(a, b):\n    y = a + b\n    return y\n"
    known = {"np": "numpy"}
    assert find(source, RULES, known, within=("answer",)) is None
    read = source.replace("    y = a + b\n", "")
    assert find(read, RULES, known, within=("answer",)) is not None


def test_the_longest_rule_decides_and_an_empty_reason_allows():
    rules = {"cnnkit.functional": "yours", "cnnkit.functional.geometry": ""}
    known = {"output_size": "cnnkit.functional.geometry.output_size"}
    assert find("n = output_size(5, 3)", rules, known) is None
    assert find("import cnnkit.functional.geometry as g\ng.output_size(5, 3)", rules) is None
    assert find("from cnnkit.functional import conv2d", rules) is not None
    assert find("import cnnkit.functional.geometry_of_others as g", rules) is not None
