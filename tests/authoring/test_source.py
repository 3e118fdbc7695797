import nbformat

import small_course
from autograder import notebooks
from autograder.authoring import percent, source
from cnnkit import checks


def tiny():
    return source.notebook(percent.parse("01_tiny", small_course.SOURCE))


def test_the_notebook_is_valid():
    nbformat.validate(tiny())


def test_answers_checks_and_setups_carry_what_nbgrader_needs():
    cells = {notebooks.grade_id(cell): cell for cell in tiny()["cells"]}
    assert [name for name in cells if name] == [
        "setup_1",
        "answer_corr1d",
        "check_corr1d",
        "answer_corr2d",
        "check_corr2d",
        "setup_2",
        "answer_conv2d_true",
        "check_conv2d_true",
    ]
    assert cells["setup_1"]["metadata"]["nbgrader"] == {
        "grade": False,
        "grade_id": "setup_1",
        "locked": True,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }
    answer, check = cells["answer_corr2d"], cells["check_corr2d"]
    assert notebooks.is_answer(answer)
    assert not notebooks.is_locked(answer)
    assert notebooks.is_check(check)
    assert notebooks.is_locked(check)
    assert notebooks.nbgrader_of(check)["points"] == checks.find("corr2d").points


def test_an_experiment_is_tagged_and_not_locked():
    (experiment,) = [cell for cell in tiny()["cells"] if notebooks.tags_of(cell)]
    assert notebooks.tags_of(experiment) == ["experiment", "skip-execution"]
    assert notebooks.grade_id(experiment) is None


def test_ids_follow_from_the_content_and_are_unique():
    text = "# %%\nx = 1\n\n# %%\nx = 1\n\n# %%\nx = 2\n"
    ids = [cell["id"] for cell in source.notebook(percent.parse("01_x", text))["cells"]]
    assert ids[0] == notebooks.content_id("code", "x = 1")
    assert ids[1] == ids[0] + "-2"
    assert len({*ids}) == 3
    moved = "# %%\nx = 2\n\n# %%\nx = 1\n"
    other = [cell["id"] for cell in source.notebook(percent.parse("01_x", moved))["cells"]]
    assert other == [ids[2], ids[0]]


def test_nothing_of_the_machine_is_in_the_metadata():
    assert tiny()["metadata"] == {
        "kernelspec": {
            "display_name": "Python 3 (ipykernel)",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
    }
