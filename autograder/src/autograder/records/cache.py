"""Graded notebooks, kept by what their grade follows from: the same work is never run twice.

A student who hands in what they have handed in before, or a file that differs only in what is not
graded, gets the outcome that is there already.
"""

import gzip
import hashlib
import json
from pathlib import Path

from autograder import files, notebooks
from autograder.course import Desk
from autograder.judging.evidence import digest_of, library_digest, versions
from autograder.notebooks import Notebook
from autograder.sandbox.policy import Policy


def key(
    notebook: Notebook, *, student: str, assignment: str, secret: str, policy: Policy, patience: str
) -> str:
    """Return a name for all that a grade follows from.

    Parameters
    ----------
    notebook
        The work, as it will be graded: rebuilt on the release.
    student, assignment
        Whose work it is, and on what: official inputs are drawn for each.
    secret
        Fingerprint of the secret that they are drawn from.
    policy
        What the work may see and use. It names the library's build by its content.
    patience
        How long it may take.
    """
    parts = [
        digest_of(notebook),
        student,
        assignment,
        secret,
        policy.to_json(),
        patience,
        library_digest(),
        versions(),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def find(desk: Desk, name: str) -> Notebook | None:
    """Return the graded notebook of that name; None where there is none that can be read."""
    try:
        return notebooks.load_bytes(gzip.decompress(_place(desk, name).read_bytes()))
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None


def keep(desk: Desk, name: str, notebook: Notebook) -> None:
    """Keep a graded notebook."""
    files.write(_place(desk, name), gzip.compress(notebooks.dump(notebook), mtime=0))


def _place(desk: Desk, name: str) -> Path:
    return desk.step("cache") / name[:2] / f"{name}.ipynb.gz"
