from autograder.course import Desk
from autograder.records.submission import _in_words, submitted_file
from small_class import CHAPTER


def test_a_notebook_under_its_name_comes_first(tmp_path):
    desk = Desk(tmp_path)
    place = desk.submission("ada", CHAPTER)
    assert submitted_file(desk, "ada", CHAPTER) is None
    place.parent.mkdir(parents=True)
    other = place.with_name("a.ipynb")
    other.write_text("")
    assert submitted_file(desk, "ada", CHAPTER) == other
    place.with_name("b.ipynb").write_text("")
    assert submitted_file(desk, "ada", CHAPTER) is None
    place.write_text("")
    assert submitted_file(desk, "ada", CHAPTER) == place


def test_reasons_in_words():
    assert _in_words("nbclient.exceptions.DeadKernelError: x") == (
        "the Python process died while the notebook ran"
    )
    assert _in_words("UnresponsiveKernelError") == (
        "the notebook ran into something that cannot be interrupted"
    )
    assert _in_words("OSError: no space") == "OSError: no space"
