import numpy as np
import pytest

import cnnkit
import cnnkit.functional as functional
from cnnkit.errors import ParameterError
from cnnkit.mine import mine
from mine.notebooks import cell, write

DOUBLE = "def pad2d(x, padding, mode='zero'):\n    return 2 * x\n"
STUB = "def pad2d(x, padding):\n    raise NotImplementedError('Write your answer here')\n"


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.delenv("CNNKIT_MINE", raising=False)
    here = tmp_path / "04_here"
    here.mkdir()
    monkeypatch.chdir(here)
    return tmp_path


def test_the_student_s_own_comes_without_a_word(work, capsys):
    write(work / "03_sizes" / "03_sizes.ipynb", cell(DOUBLE, "pad2d"))
    assert mine("03", "pad2d")(21, 0) == 42
    assert mine(3, "pad2d", folder=work)(21, 0) == 42
    assert capsys.readouterr() == ("", "")


def test_not_written_yet_the_library_s_stands_in_and_says_so(work, capsys):
    write(work / "03_sizes" / "03_sizes.ipynb", cell(STUB, "pad2d"))
    assert mine("03", "pad2d") is functional.pad2d
    assert capsys.readouterr() == (
        "mine: your pad2d of chapter 03 is not written yet; the library's pad2d stands in.\n",
        "",
    )
    assert mine("05", "global_pool") is functional.global_pool2d
    assert capsys.readouterr().out == (
        "mine: your notebook of chapter 05 is not here; the library's global_pool2d stands in.\n"
    )


def test_the_environment_can_ask_for_the_library_s(work, monkeypatch, capsys):
    write(work / "03_sizes" / "03_sizes.ipynb", cell(DOUBLE, "pad2d"))
    monkeypatch.setenv("CNNKIT_MINE", "library")
    assert mine("03", "pad2d") is functional.pad2d
    assert capsys.readouterr() == ("", "")


def test_an_answer_may_lean_on_one_that_is_not_written(work):
    strided = (
        "def corr2d_strided(x, w, stride=1, padding=0):\n"
        "    return pad2d(x, padding)[::stride, ::stride] * output_size(5, 3)\n"
    )
    write(
        work / "03_sizes" / "03_sizes.ipynb",
        cell(STUB, "pad2d"),
        cell(strided, "corr2d_strided"),
    )
    answer = mine("03", "corr2d_strided")
    np.testing.assert_array_equal(answer(np.ones((1, 1)), None, padding=1), 3 * np.pad([[1]], 1))


def test_in_a_network_by_override(work):
    source = "import numpy as np\ndef relu(x):\n    return np.maximum(x, 0) + 1\n"
    write(work / "06_heads" / "06_heads.ipynb", cell(source, "relu"))
    with cnnkit.override(relu=mine("06", "relu")):
        assert cnnkit.layers.ReLU()(np.array([[-1.0]])).item() == 1.0


def test_it_is_what_the_package_calls_mine():
    assert cnnkit.mine is mine


def test_a_wrong_name_is_an_error_not_a_stand_in(work):
    with pytest.raises(ParameterError, match=r"received the exercise 'pad3d' of chapter 03"):
        mine("03", "pad3d")
