import ast
from pathlib import Path

import pytest
from traitlets.config.loader import PyFileConfigLoader

from autograder.conversion import nbgrader_at_work
from autograder.course import Course, Desk
from autograder.settings import EXECUTORS, STUB, settings

ROOT = Path(__file__).parents[1]


def test_the_stub_is_python_and_raises_what_checks_understand():
    (node,) = ast.parse(STUB).body
    assert isinstance(node, ast.Raise)
    assert ast.unparse(node.exc.func) == "NotImplementedError"
    assert len(node.exc.args[0].value) > 20


@pytest.mark.parametrize("executor", sorted(EXECUTORS))
def test_every_preprocessor_that_is_named_is_there(executor, tmp_path):
    from nbgrader.converters import Autograde, GenerateFeedback

    with nbgrader_at_work():
        config = settings(Desk(tmp_path), executor)
        autograde = Autograde(config=config)
        feedback = GenerateFeedback(config=config)
        from traitlets.utils.importstring import import_item

        named = [
            *autograde.sanitize_preprocessors,
            *autograde.autograde_preprocessors,
            *feedback.preprocessors,
            config.ExportApp.plugin_class,
        ]
        found = [import_item(item) if isinstance(item, str) else item for item in named]
    assert all(isinstance(item, type) for item in found)
    assert EXECUTORS[executor].endswith(f".{found[6].__name__}")


def test_nbgraders_own_commands_use_the_same_settings(monkeypatch):
    monkeypatch.chdir(ROOT / "autograder")
    loader = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT / "autograder"))
    desk = Desk(Course.find(ROOT).root / "grading")
    assert loader.load_config() == settings(desk)
