import small_course
from autograder import notebooks
from autograder.authoring.solutions import solutions

MORE = """\
# %% setup
import warnings

# %%
warnings.warn("mind the gap")

# %%
1 / 0

"""


def test_the_answers_are_run_from_top_to_bottom(tmp_path):
    course = small_course.make(tmp_path)
    said = []
    assert solutions(course, say=said.append) == []
    assert said == ["running 01_tiny"]
    notebook = notebooks.load(tmp_path / "build/solutions/01_tiny/01_tiny.ipynb")
    cells = {notebooks.grade_id(cell) or cell["id"]: cell for cell in notebook["cells"]}
    (report,) = cells["check_corr2d"]["outputs"]
    assert report["data"]["text/plain"] == "4.0"
    assert "all right" in report["data"]["text/html"]
    experiment = next(cell for cell in notebook["cells"] if notebooks.tags_of(cell))
    assert experiment["outputs"][0]["text"] == "the experiment ran\n"
    assert len(notebook["cells"]) == 12


def test_a_warning_is_a_fault_and_an_error_does_not_hide_the_next(tmp_path):
    course = small_course.make(tmp_path, MORE + small_course.SOURCE)
    found = [item.says for item in solutions(course, ["01_tiny"], say=lambda line: None)]
    assert found == ["UserWarning: mind the gap", "ZeroDivisionError: division by zero"]
