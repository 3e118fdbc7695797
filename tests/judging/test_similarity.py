import ast
import inspect

import pytest

from autograder.judging.similarity import ALIKE, functions, likeness, tokens
from cnnkit.checks import find
from cnnkit.functional import correlation, products
from judging.papers import RIGHT, WRONG

CORR = find("corr2d")


def pasted():
    """The source of a whole file of the library, as it would be pasted into a cell."""
    return inspect.getsource(correlation)


def renamed(source):
    """The same with every variable renamed and all docstrings gone."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.arg = f"my_{node.arg}"
        elif isinstance(node, ast.Name):
            node.id = f"my_{node.id}"
        elif isinstance(node, ast.FunctionDef):
            node.name = f"my_{node.name}"
            if isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant):
                node.body[0] = ast.Pass()
    return ast.unparse(tree)


@pytest.mark.parametrize("change", [str, renamed], ids=["as it stands", "renamed"])
def test_pasted_source_is_noticed(change):
    found = likeness(CORR, [change(pasted())])
    assert found is not None
    assert found.ratio >= ALIKE
    assert str(found).startswith(f"`{found.mine}` reads like the library's `{found.theirs}` (")
    assert str(found).endswith("This is a remark for the instructor; it changes no score.")


@pytest.mark.parametrize("source", [*RIGHT.values(), *WRONG.values()])
def test_ones_own_work_is_not(source):
    assert likeness(CORR, [source]) is None


def test_another_file_of_the_library_is_not():
    assert likeness(CORR, [inspect.getsource(products)]) is None


def test_short_functions_are_not_compared():
    assert functions("def f(x):\n    return x + 1") == []


def test_values_and_methods_count_and_names_do_not():
    def of(source):
        [function] = ast.parse(source).body
        return tokens(function)

    assert of("def f(a, b):\n    return a.sum() + b") == of("def g(x, y):\n    return x.sum() + y")
    assert of("def f(a):\n    return a + 1") != of("def f(a):\n    return a + 2")
    assert of("def f(a):\n    return a.sum()") != of("def f(a):\n    return a.max()")
