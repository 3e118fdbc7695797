"""Whose file is it, of which chapter, handed in when? Read from its path, and from what is in it.

Paths are understood as the downloads of Moodle, Canvas and Blackboard write them, as nbgrader's own
tree, and as plain folders: ``student/notebook.ipynb``.
"""

import datetime
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

from autograder import notebooks
from autograder.notebooks import Notebook
from cnnkit import checks

NOTEBOOK = re.compile(r"\.ipynb(\.txt|\.json)?$", re.IGNORECASE)
SYSTEM = re.compile(r"^(\.|__MACOSX$|Thumbs\.db$|desktop\.ini$)")
_MOODLE = re.compile(r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_[a-z]+(_.*)?$")
_CANVAS = re.compile(r"(?P<name>[^\W\d_]+)_(LATE_)?(?P<number>\d+)_\d+_(?P<file>.+)$")
_BLACKBOARD = re.compile(r".+_(?P<name>[^_]+)_attempt_(?P<when>\d{4}(-\d\d){5})(_(?P<file>.*))?$")
_WRAPPERS = {"submitted", "submissions"}


def student_of(path: PurePosixPath, chapters: Iterable[str]) -> str | None:
    """Return who handed in the file at ``path``, or None when the path does not say.

    >>> student_of(PurePosixPath("Ada Lovelace_4711_assignsubmission_file/hw.ipynb"), [])
    'Ada Lovelace-4711'
    >>> student_of(PurePosixPath("lovelaceada_LATE_17_4711_01_x.ipynb"), [])
    'lovelaceada-17'
    >>> student_of(PurePosixPath("ada/01_x/01_x.ipynb"), ["01_x"])
    'ada'
    >>> student_of(PurePosixPath("01_x.ipynb"), ["01_x"]) is None
    True
    """
    if found := student_by_lms(path):
        return found
    chapters = list(chapters)
    for folder in path.parts[:-1]:
        if folder not in _WRAPPERS and not chapter_in(folder, chapters):
            return folder
    stem = NOTEBOOK.sub("", path.name)
    named = chapter_in(stem, chapters)
    return stem.replace(named, "").strip("_- ") or None if named else stem


def student_by_lms(path: PurePosixPath) -> str | None:
    """Return who handed in a file of a learning platform's download; None for any other path.

    >>> student_by_lms(PurePosixPath("hw1_ada_attempt_2026-01-31-12-30-00_essay.pdf"))
    'ada'
    """
    for folder in path.parts[:-1]:
        if found := _MOODLE.match(folder):
            return f"{found['name']}-{found['number']}"
    stem = NOTEBOOK.sub("", path.name)
    if found := _BLACKBOARD.match(stem):
        return found["name"]
    found = _CANVAS.match(stem)
    return f"{found['name']}-{found['number']}" if found else None


def without_wrapper(paths: list[PurePosixPath], chapters: Iterable[str]) -> list[PurePosixPath]:
    """Return the paths without the folders that all of them share, such as a download's own.

    >>> ada, bob = PurePosixPath("all/ada/a.ipynb"), PurePosixPath("all/bob/a.ipynb")
    >>> [path.as_posix() for path in without_wrapper([ada, bob], [])]
    ['ada/a.ipynb', 'bob/a.ipynb']
    """
    chapters = list(chapters)
    while (
        paths
        and all(len(path.parts) > 2 for path in paths)
        and len({path.parts[0] for path in paths}) == 1
        and len({path.parts[1] for path in paths}) > 1
        and not any(chapter_in(path.parts[1], chapters) for path in paths)
    ):
        paths = [PurePosixPath(*path.parts[1:]) for path in paths]
    return paths


def chapter_in(name: str, chapters: Iterable[str]) -> str | None:
    """Return the chapter whose whole name stands in ``name``, or None."""
    return next((chapter for chapter in chapters if chapter in name), None)


def chapter_of(path: PurePosixPath, notebook: Notebook | None, chapters: list[str]) -> str | None:
    """Return the chapter of a file: by the exercises in it, else by its path, else None."""
    by_number = {chapter[:2]: chapter for chapter in chapters}
    counted = Counter(_numbers(notebook)) if notebook else Counter()
    for number, _ in counted.most_common():
        if number in by_number:
            return by_number[number]
    for part in reversed(path.parts):
        if named := chapter_in(part, chapters):
            return named
    number = re.search(r"(?<!\d)(\d\d)(?!\d)", NOTEBOOK.sub("", path.name))
    if number and number[1] in by_number:
        return by_number[number[1]]
    return chapters[0] if len(chapters) == 1 else None


def _numbers(notebook: Notebook) -> Iterable[str]:
    """Yield the number of the chapter of each exercise whose cell is in the notebook."""
    known = set(checks.exercises())
    for cell in notebook["cells"]:
        name = notebooks.exercise_of(cell)
        if name in known:
            yield checks.find(name).chapter


def when_of(path: PurePosixPath, changed: datetime.datetime) -> datetime.datetime:
    """Return when a file was handed in: what its name says, else when it was changed."""
    found = _BLACKBOARD.match(NOTEBOOK.sub("", path.name))
    if found:
        try:
            stamp = datetime.datetime.strptime(found["when"], "%Y-%m-%d-%H-%M-%S")
        except ValueError:
            return changed
        return stamp.astimezone(datetime.UTC)
    return changed


def attempt_of(path: PurePosixPath) -> int:
    """Return the number that a name ends in when a file came again: ``a-2.ipynb``, ``a (2).ipynb``.

    >>> [attempt_of(PurePosixPath(name)) for name in ("a.ipynb", "a-2.ipynb", "a (3).ipynb")]
    [0, 2, 3]
    """
    found = re.search(r"(?:-(\d{1,3})|\s?\((\d{1,3})\))$", NOTEBOOK.sub("", path.name))
    return int(found[1] or found[2]) if found else 0


def ids_for(names: Iterable[str]) -> dict[str, str]:
    """Return an id for each name that can be a folder's name: no two names share one.

    >>> ids_for(["Ada Lovelace", "bob/../x", "ada"])
    {'Ada Lovelace': 'Ada-Lovelace', 'bob/../x': 'bob-..-x', 'ada': 'ada'}
    """
    plain = {name: _plain(name) for name in names}
    count = Counter(found.casefold() for found in plain.values())
    return {
        name: found
        if found == name or (found and count[found.casefold()] == 1)
        else f"{found or 'student'}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"
        for name, found in plain.items()
    }


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFC", name)
    return re.sub(r"[^\w.@-]+", "-", text).strip("-._")[:100]
