"""What is kept of a grading, so that the same scores can be reached again.

A score follows from the notebook's sources, the exercises, the secret and the names of student and
assignment. The evidence names all of them by digest, with what was found; `regrade` compares.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

import cnnkit
from autograder.judging import unseen
from autograder.notebooks import Notebook, grade_id, tags_of, text_of

KEY = "cnnkit"
"""Where evidence stands in a notebook's metadata."""

PACKAGES = ("cnnkit", "numpy", "ipykernel")


@dataclass(frozen=True)
class Evidence:
    """How one notebook's scores came about.

    Parameters
    ----------
    assignment, student
        Whose work it is, and on what.
    secret
        Fingerprint of the secret that the inputs were drawn from.
    notebook
        Digest of the sources that were graded.
    library
        Digest of the exercises and of the code that compares.
    packages
        Versions.
    points
        Exercise → points.
    unsafe
        Whether it ran without a sandbox.
    restarts
        How often the process had to be started again.
    """

    assignment: str
    student: str
    secret: str
    notebook: str
    library: str
    packages: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[str, float] = field(default_factory=dict)
    unsafe: bool = False
    restarts: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, for JSON."""
        return asdict(self)

    @classmethod
    def of(cls, notebook: Notebook) -> "Evidence | None":
        """Return the evidence in a graded notebook, or None if there is none that can be read."""
        kept = notebook.get("metadata", {}).get(KEY)
        try:
            return cls(**kept["evidence"])
        except (TypeError, KeyError):
            return None


def digest_of(notebook: Notebook) -> str:
    """Return a digest of all that a grade can depend on: kinds, grade ids, tags and sources.

    Outputs do not count, so a notebook has the same digest before and after it is graded.
    """
    cells = [
        [cell.get("cell_type"), grade_id(cell), tags_of(cell), text_of(cell.get("source"))]
        for cell in notebook["cells"]
    ]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def library_digest() -> str:
    """Return a digest of the checks: a changed exercise may give another score."""
    folder = Path(str(cnnkit.__file__)).parent / "checks"
    files = sorted(folder.rglob("*.py"))
    stamps = ((path, path.stat()) for path in files)
    return _digest(folder, tuple((path, it.st_size, it.st_mtime_ns) for path, it in stamps))


@lru_cache(maxsize=4)
def _digest(folder: Path, files: tuple[tuple[Path, int, int], ...]) -> str:
    """Return a digest of files below a folder; sizes and dates tell when to read them again."""
    digest = hashlib.sha256()
    for path, *_ in files:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def versions(names: Iterable[str] = PACKAGES) -> dict[str, str]:
    """Return the versions of what took part; of the held-back pictures, how their digest begins."""
    held_back = {"held-back pictures": unseen.SHA256[:12]}
    return {name: metadata.version(name) for name in names} | held_back
