"""Run one of nbgrader's converters, quietly, and say in one sentence why it failed."""

import contextlib
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbgrader.converters.base import BaseConverter
    from traitlets.config import Config


class ConversionFailed(Exception):
    """A converter gave up. Its text is the reason, in one line; ``log`` holds all that was said."""

    def __init__(self, reason: str, log: list[str]) -> None:
        self.log = log
        super().__init__(reason)


def convert(
    kind: "type[BaseConverter]", config: "Config", *, chapter: str, student: str = "."
) -> list[str]:
    """Convert one chapter, of one student, overwriting what was there; return the log's lines."""
    from nbgrader.coursedir import CourseDirectory

    with nbgrader_at_work() as log:
        try:
            coursedir = CourseDirectory(config=config)
            coursedir.assignment_id, coursedir.student_id = chapter, student
            converter = kind(coursedir=coursedir, config=config)
            converter.force = True
            converter.start()
        except Exception as problem:
            raise ConversionFailed(_reason(log, problem), log) from problem
    return log


@contextlib.contextmanager
def nbgrader_at_work() -> Iterator[list[str]]:
    """Give nbgrader what it expects around it; yield the lines of its log (warnings and worse).

    It runs ``alembic`` by name, so the environment's programs must be on the path; and its
    libraries warn of things that no user of this program can change.
    """
    log: list[str] = []
    logger = logging.getLogger("traitlets")
    handler = _Kept(log)
    path = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), path])
    logger.addHandler(handler)
    propagate, logger.propagate = logger.propagate, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield log
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
        os.environ["PATH"] = path


class _Kept(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _reason(log: list[str], problem: BaseException) -> str:
    """Return the end of the last traceback in the log: nbgrader's own error names no cause."""
    for entry in reversed(log):
        if entry.startswith("Traceback"):
            return entry.strip().splitlines()[-1]
    return f"{type(problem).__name__}: {problem}".splitlines()[0]
