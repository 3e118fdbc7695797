import json
import os
import sys
from pathlib import Path

import pytest

import small_course
from autograder.authoring import lab


@pytest.fixture
def course(tmp_path):
    return small_course.make(tmp_path)


def test_the_server_starts_at_the_copy_and_asks_for_no_news(course):
    command = lab.command(course)
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={course.work}" in command
    assert "--LabApp.news_url=None" in command


def test_the_settings_are_read_by_jupyterlab(course, monkeypatch):
    from jupyterlab_server.settings_utils import _get_overrides

    monkeypatch.setenv("JUPYTER_CONFIG_PATH", lab.environment(course)["JUPYTER_CONFIG_PATH"])
    found, error = _get_overrides(str(course.root))
    assert error == ""
    assert found["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def test_the_options_are_known_to_jupyterlab(course):
    from jupyterlab.labapp import LabApp

    app = LabApp()
    app.parse_command_line([item for item in lab.command(course) if "LabApp" in item])
    assert app.news_url is None
    assert app.check_for_updates_class.__name__ == "NeverCheckForUpdate"


def test_it_is_started_from_inside_the_copy(course, monkeypatch):
    course.work.mkdir()
    seen = {}

    def pretend(program, arguments, environment):
        seen.update(program=program, arguments=arguments, folder=Path.cwd())
        raise SystemExit(0)

    monkeypatch.chdir(course.root)
    monkeypatch.setattr(os, "execve", pretend)
    with pytest.raises(SystemExit):
        lab.open_lab(course)
    assert seen["program"] == sys.executable
    assert seen["arguments"] == lab.command(course)
    assert seen["folder"] == course.work


def test_what_the_user_configured_is_still_found(course, monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/mine")
    paths = lab.environment(course)["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert paths[1:] == ["/mine"]
    settings = Path(paths[0], "labconfig", "default_setting_overrides.json")
    assert json.loads(settings.read_text())


@pytest.mark.parametrize("root", [True, False])
def test_root_has_to_say_so(course, monkeypatch, root):
    monkeypatch.setattr(lab, "_is_root", lambda: root)
    assert ("--allow-root" in lab.command(course)) == root
