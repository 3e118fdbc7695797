import traceback

import pytest

from cnnkit.mine.notebook import Unusable, find_notebook, load_answer
from mine.notebooks import cell, write

IMPORTS = cell("import numpy as np\nimport not_there\nfrom math import *\n%matplotlib inline")
PAD = "def pad2d(x, padding, mode='zero'):\n    return np.pad(x, padding)\n"
STUB = 'def pad2d(x, padding):\n    """Pad."""\n    raise NotImplementedError("Your turn")\n'


def load(tmp_path, *cells, name="pad2d", fallback=lambda name: None):
    write(tmp_path / "03_topic" / "03_topic.ipynb", *cells)
    return load_answer("03", name, tmp_path, fallback)


def test_the_answer_and_the_imports_it_uses(tmp_path):
    pad = load(tmp_path, IMPORTS, cell(PAD, "pad2d"))
    assert pad([[1]], 1).tolist() == [[0, 0, 0], [0, 1, 0], [0, 0, 0]]


def test_nothing_else_runs(tmp_path, capsys):
    load(
        tmp_path,
        IMPORTS,
        cell("print('a cell before'); 1 / 0"),
        cell("print('above')\n" + PAD + "print(pad2d([[1]], 1))", "pad2d"),
        cell("raise RuntimeError"),
        cell("this is no Python"),
        cell("%%bash\necho hello"),
    )
    assert capsys.readouterr() == ("", "")


def test_what_the_answer_uses_comes_along(tmp_path):
    uses = "def pad2d(x, padding, mode='zero'):\n    return double(x) + LIMIT + table[1]\n"
    pad = load(
        tmp_path,
        cell("LIMIT: int = 100\nLIMIT = 1000\nnumbers = [open('nowhere')]\ntable = {1: 10_000}"),
        cell("def double(x):\n    return twice * x\n"),
        cell("twice = 2"),
        cell(uses, "pad2d"),
    )
    assert pad(3, 0) == 6 + 1000 + 10_000


def test_the_answer_s_own_cell_may_compute_what_it_needs(tmp_path):
    source = "table = [n * n for n in range(5)]\ndef pad2d(x, *args):\n    return table[x]\n"
    assert load(tmp_path, cell(source, "pad2d"))(3) == 9


def test_an_answer_that_uses_another_answer(tmp_path):
    strided = "def corr2d_strided(x):\n    return pad2d(x)\n"
    written = cell("def pad2d(x):\n    return 'mine'\n", "pad2d")
    cells = (written, cell(strided, "corr2d_strided"))
    asked = []
    answer = load(tmp_path, *cells, name="corr2d_strided", fallback=asked.append)
    assert answer(1) == "mine"
    assert asked == []
    answer = load(
        tmp_path,
        cell(STUB, "pad2d"),
        cell(strided, "corr2d_strided"),
        name="corr2d_strided",
        fallback={"pad2d": lambda x: "the library's"}.get,
    )
    assert answer(1) == "the library's"


def test_a_star_import_is_run_where_a_name_is_missing_otherwise(tmp_path):
    star = cell("from math import *\nfrom os import *")
    assert load(tmp_path, star, cell("def pad2d(x):\n    return sqrt(x)\n", "pad2d"))(9) == 3
    plain = load(tmp_path, star, cell("def pad2d(x):\n    return len(x)\n", "pad2d"))
    assert "sqrt" not in plain.__globals__


def test_a_class(tmp_path):
    source = "class pad2d:\n    size = 3\n    def update(self):\n        return self.size\n"
    assert load(tmp_path, cell(source, "pad2d"))().update() == 3


def test_the_last_of_several_cells_counts(tmp_path):
    first, second = (cell(f"def pad2d():\n    return {n}\n", "pad2d") for n in (1, 2))
    assert load(tmp_path, first, second)() == 2


def test_a_name_bound_to_a_function(tmp_path):
    assert load(tmp_path, cell("pad2d = lambda x: x + 1", "pad2d"))(1) == 2


def test_a_traceback_shows_the_student_s_line(tmp_path):
    pad = load(tmp_path, cell("# a comment\ndef pad2d(x):\n    return x / 0  # here\n", "pad2d"))
    with pytest.raises(ZeroDivisionError) as caught:
        pad(1)
    text = "".join(traceback.format_exception(caught.value))
    assert "return x / 0  # here" in text
    assert '"<03_topic.ipynb, cell 1>", line 3' in text


LATER = "def pad2d(x):\n    y = x\n    if y:\n        return 1\n    raise NotImplementedError\n"
RETURNS = "def pad2d(x):\n    return x\n    raise NotImplementedError('left over')\n"
CLASS = "class pad2d:\n    def __init__(self):\n        raise NotImplementedError('Your turn')\n"


def test_code_left_behind_the_return_does_not_matter(tmp_path):
    assert load(tmp_path, cell(RETURNS, "pad2d"))(5) == 5


REASONS = {
    "no notebook": (None, "your notebook of chapter 03 is not here"),
    "no cell": ([IMPORTS, cell(PAD)], "03_topic.ipynb has no cell that answers pad2d"),
    "only text": (
        [cell(PAD, "pad2d", kind="markdown")],
        "03_topic.ipynb has no cell that answers pad2d",
    ),
    "stub": ([cell(STUB, "pad2d")], "your pad2d of chapter 03 is not written yet"),
    "stub below code": ([cell(LATER, "pad2d")], "your pad2d of chapter 03 is not written yet"),
    "stub of a class": ([cell(CLASS, "pad2d")], "your pad2d of chapter 03 is not written yet"),
    "empty": ([cell("# ...", "pad2d")], "your pad2d of chapter 03 is not written yet"),
    "another name": (
        [cell("def pad(x):\n    return x\n", "pad2d")],
        "your pad2d of chapter 03 is not written yet",
    ),
    "syntax": (
        [cell("def pad2d(x:\n    return x\n", "pad2d")],
        "your pad2d of chapter 03 is no valid Python (line 1)",
    ),
    "fails at once": (
        [cell("table = 1 / 0\n" + PAD, "pad2d")],
        "your pad2d of chapter 03 does not run (ZeroDivisionError: division by zero)",
    ),
    "no function": (
        [cell("pad2d = 3", "pad2d")],
        "your cell of chapter 03 defines no pad2d",
    ),
}


@pytest.mark.parametrize(("cells", "reason"), REASONS.values(), ids=REASONS)
def test_reasons(cells, reason, tmp_path):
    if cells is not None:
        write(tmp_path / "03_topic" / "03_topic.ipynb", *cells)
    with pytest.raises(Unusable) as caught:
        load_answer("03", "pad2d", tmp_path, lambda name: None)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"cells": [{}]}', b'{"cells": 3}', b"\xff\xfe\x00", b"null"]
)
def test_what_is_no_notebook_is_said_so(content, tmp_path):
    path = tmp_path / "03_topic" / "03_topic.ipynb"
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(Unusable, match=r"03_topic\.ipynb cannot be read as a notebook"):
        load_answer("03", "pad2d", tmp_path, lambda name: None)


def test_a_byte_order_mark_is_no_obstacle(tmp_path):
    path = write(
        tmp_path / "03_topic" / "03_topic.ipynb", cell("def pad2d():\n    return 1\n", "pad2d")
    )
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_answer("03", "pad2d", tmp_path, lambda name: None)() == 1


def test_where_the_notebook_is_looked_for(tmp_path):
    path = write(tmp_path / "work" / "03_topic" / "03_topic.ipynb")
    write(tmp_path / "work" / "03_topic" / "03_a_copy.ipynb")
    other = tmp_path / "work" / "05_other"
    other.mkdir()
    deep = other / "a" / "b"
    deep.mkdir(parents=True)
    for folder in (tmp_path / "work", other, deep, tmp_path / "work" / "03_topic"):
        found = find_notebook("03", folder)
        assert found is not None
        assert found == path.resolve()
    assert find_notebook("04", other) is None
    flat = write(tmp_path / "flat" / "03_topic.ipynb")
    assert find_notebook("03", tmp_path / "flat") == flat.resolve()
