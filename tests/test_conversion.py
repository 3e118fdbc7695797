import logging
import os
import sys
import warnings
from pathlib import Path

import pytest

from autograder.conversion import ConversionFailed, convert, nbgrader_at_work


class Fails:
    """A converter that logs as nbgrader does, and fails as it does."""

    def __init__(self, coursedir, config):
        self.coursedir = coursedir

    def start(self):
        log = logging.getLogger("traitlets")
        log.error("There was an error processing assignment: x")
        log.error(
            "Traceback (most recent call last):\n  File x\nnbclient.DeadKernelError: Kernel died\n"
        )
        raise RuntimeError("Please see the above traceback")


class FailsSilently(Fails):
    def start(self):
        raise RuntimeError("first line\nsecond line")


class Notes(Fails):
    def start(self):
        assert (self.coursedir.assignment_id, self.coursedir.student_id) == ("01_x", "ada")
        assert self.force
        warnings.warn("deprecated", DeprecationWarning, stacklevel=1)
        logging.getLogger("traitlets").warning("a warning")
        logging.getLogger("traitlets").info("not worth keeping")


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (Fails, "nbclient.DeadKernelError: Kernel died"),
        (FailsSilently, "RuntimeError: first line"),
    ],
)
def test_the_reason_is_the_cause_in_one_line(kind, reason, capfd):
    from traitlets.config import Config

    with pytest.raises(ConversionFailed) as error:
        convert(kind, Config(), chapter="01_x")
    assert str(error.value) == reason
    assert capfd.readouterr() == ("", "")


def test_warnings_of_the_libraries_are_not_ours_and_the_log_is_kept():
    from traitlets.config import Config

    assert convert(Notes, Config(), chapter="01_x", student="ada") == ["a warning"]


def test_everything_is_as_before_afterwards(monkeypatch):
    monkeypatch.setenv("PATH", "/usr/bin")
    logger = logging.getLogger("traitlets")
    before = (list(logger.handlers), logger.propagate)
    with nbgrader_at_work():
        assert os.environ["PATH"].split(os.pathsep)[0] == str(Path(sys.executable).parent)
    assert os.environ["PATH"] == "/usr/bin"
    assert (list(logger.handlers), logger.propagate) == before
