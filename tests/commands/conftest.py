"""Commands, called as a user calls them."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from typer.testing import CliRunner

import small_course
from autograder import cli


@pytest.fixture
def course(tmp_path):
    return small_course.make(tmp_path)


@pytest.fixture
def run() -> Callable:
    """Return a function that runs a command in this process."""

    def call(*arguments):
        return CliRunner().invoke(cli.app, [str(item) for item in arguments])

    return call


@pytest.fixture
def whole() -> Callable:
    """Return a function that runs the program as a user does: in a process of its own."""

    def call(*arguments):
        program = [sys.executable, "-m", "autograder.cli", *map(str, arguments)]
        return subprocess.run(program, capture_output=True, text=True, check=False)

    return call
