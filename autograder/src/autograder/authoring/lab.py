"""Open JupyterLab on the student's copy, set up so that the course is the first thing they see."""

import json
import os
import sys
from pathlib import Path
from typing import NoReturn

from autograder import files
from autograder.course import Course

_OVERRIDES = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
}


def command(course: Course) -> list[str]:
    """Return the command that opens the Lab, its server's root at the student's copy."""
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={course.work}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
        *(
            ["--allow-root"] if _is_root() else []
        ),  # as in a container: the server asks for the word
    ]


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def environment(course: Course) -> dict[str, str]:
    """Return the environment of the Lab: news are off before the first page is shown."""
    folder = course.build / "lab"
    settings = json.dumps(_OVERRIDES, indent=1) + "\n"
    files.write(folder / "labconfig" / "default_setting_overrides.json", settings)
    earlier = os.environ.get("JUPYTER_CONFIG_PATH")
    paths = [str(folder), *([earlier] if earlier else [])]
    programs = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    return {
        **os.environ,
        "JUPYTER_CONFIG_PATH": os.pathsep.join(paths),
        "PATH": os.pathsep.join(programs),
    }


def open_lab(course: Course) -> NoReturn:
    """Become JupyterLab, started in the student's copy: what it fetches or makes lands there."""
    arguments, surroundings = command(course), environment(course)
    os.chdir(course.work)
    if os.name == "nt":  # there, exec would hand the terminal back while the Lab still runs
        import subprocess

        raise SystemExit(subprocess.call(arguments, env=surroundings))
    sys.stdout.flush()
    os.execve(arguments[0], arguments, surroundings)
