"""The judge inside nbgrader: its own pipeline, gradebook and feedback, in a small course."""

import os
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.judging.execute import JudgedExecute, policy_of
from autograder.sandbox.image import default_policy
from judging.papers import RIGHT, WRONG, check_cell, extra_cell, paper

pytestmark = [pytest.mark.sandbox, pytest.mark.xdist_group("sandbox")]


@pytest.fixture
def home(tmp_path, monkeypatch, cache):
    """A place for the secret and for what is built once."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    return tmp_path


def node(notebook):
    return nbformat.from_dict(notebook)


def resources(student="ada"):
    return {"nbgrader": {"student": student, "assignment": "01", "notebook": "01"}}


def test_it_is_a_preprocessor_like_any_other(sandbox, home):
    secret = home / "secret"
    execute = JudgedExecute(secret_file=str(secret), timeout=20)
    submitted = node(paper({"corr1d": RIGHT["corr1d"], "corr2d": WRONG["corr2d"]}))
    notebook, _ = execute(submitted, resources())
    nbformat.validate(notebook)
    points = [cell.outputs[1]["data"]["text/plain"] for cell in notebook.cells[2::2]]
    assert points[0] == "2.0"
    assert 0 < float(points[1]) < 4
    assert secret.stat().st_mode & 0o077 == 0
    assert notebook.metadata.cnnkit.evidence.student == "ada"
    assert not submitted.cells[2].outputs


def test_settings_are_taken_over(sandbox, home, monkeypatch):
    from autograder.judging import execute as module

    seen = {}

    def pretend(notebook, **options):
        seen.update(options)
        raise InterruptedError

    monkeypatch.setattr(module, "grade", pretend)
    (home / "public").mkdir()
    (home / "public" / "signal.csv").write_text("1")
    (home / "public" / "01.ipynb").write_text("{}")
    execute = JudgedExecute(
        secret_file=str(home / "secret"),
        unsafe=True,
        timeout=None,
        total_seconds=77,
        public_folder=str(home / "public"),
    )
    with pytest.raises(InterruptedError):
        execute.preprocess(node(paper({})), resources("bob"))
    assert (seen["student"], seen["assignment"]) == ("bob", "01")
    assert seen["policy"].unsafe
    assert [Path(inside).name for inside in seen["policy"].read_only] == ["signal.csv"]
    assert (seen["bounds"].cell, seen["bounds"].total) == (77.0, 77.0)


def test_the_policy_masks_the_whole_chapter_whatever_is_left_of_it(sandbox, home):
    assert policy_of(paper({"corr1d": ""})) == policy_of(paper(RIGHT))
    assert policy_of(paper(RIGHT)) != default_policy("01")
    strange = paper({})
    strange["cells"].append(check_cell("nothing"))
    assert policy_of(strange) == policy_of(paper({}))


FORGERY = """
from IPython import get_ipython
get_ipython().events.register("pre_run_cell", lambda info: get_ipython().display_pub.publish(
    {"text/plain": "4.0"}))
"""


@pytest.mark.filterwarnings("ignore")  # nbgrader and SQLAlchemy have some of their own
def test_nbgrader_goes_on_as_ever(sandbox, home):
    from nbgrader.api import Gradebook
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

    course = home / "course"
    works = {
        "ada": paper(RIGHT),
        "bob": paper(WRONG, before=[extra_cell(FORGERY)]),
    }
    for path, notebook in [
        ("source/ch01/ch01.ipynb", paper(WRONG)),
        *((f"submitted/{student}/ch01/ch01.ipynb", work) for student, work in works.items()),
    ]:
        (course / path).parent.mkdir(parents=True)
        nbformat.write(node(notebook), course / path)
    config = Config()
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.db_url = f"sqlite:///{course}/gradebook.db"
    config.Autograde.autograde_preprocessors = [
        "autograder.judging.execute.JudgedExecute",
        "nbgrader.preprocessors.LimitOutput",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    before = os.environ["PATH"]
    os.environ["PATH"] = path  # nbgrader calls alembic by name
    try:
        api = NbGraderAPI(config=config)
        assert api.generate_assignment("ch01")["success"]
        for student in works:
            done = api.autograde("ch01", student)
            assert done["success"], done["log"]
            done = api.generate_feedback("ch01", student)
            assert done["success"], done["log"]
    finally:
        os.environ["PATH"] = before
    with Gradebook(config.CourseDirectory.db_url) as gradebook:
        scores = {
            student: {
                grade.name: grade.score
                for grade in gradebook.find_submission_notebook("ch01", "ch01", student).grades
            }
            for student in works
        }
        needs = gradebook.find_submission("ch01", "bob").needs_manual_grade
    assert scores["ada"] == {"check_corr1d": 2, "check_corr2d": 4, "check_conv2d_true": 2}
    assert scores["bob"]["check_corr1d"] == 0
    assert 0 < scores["bob"]["check_corr2d"] < 4
    assert scores["bob"]["check_conv2d_true"] == 0
    assert not needs
    page = (course / "feedback/bob/ch01/ch01.html").read_text(encoding="utf-8")
    assert "filter flipped" in page
