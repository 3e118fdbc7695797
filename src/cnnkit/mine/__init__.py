"""What earlier chapters built, for the chapter at hand: your own answer, or the library's.

``mine("03", "pad2d")`` opens your notebook of chapter 03, takes your answer to the exercise pad2d
and the definitions that it uses, runs those and nothing else, and hands the function over. If the
answer is not written yet it says so and hands over the library's. With the environment variable
``CNNKIT_MINE=library`` it always hands over the library's.
"""

import os
from functools import partial
from pathlib import Path
from typing import Any

from cnnkit.mine.notebook import Unusable, load_answer
from cnnkit.mine.table import TABLE, library, library_path

__all__ = ["TABLE", "library", "library_path", "mine"]


def mine(chapter: str | int, name: str, folder: str | Path | None = None) -> Any:
    """Return your own answer to an exercise of an earlier chapter, or else the library's.

    Parameters
    ----------
    chapter
        Number of the chapter: "03" or 3.
    name
        Name of the exercise: "pad2d".
    folder
        Where to look for the notebook, the current folder unless given. It may lie in there, beside
        it, or beside one of the folders above.

    Returns
    -------
    The function or class.

    Raises
    ------
    ParameterError
        When there is no such chapter or exercise.

    Examples
    --------
    >>> output_size = mine("03", "output_size", folder="nowhere")
    mine: your notebook of chapter 03 is not here; the library's output_size stands in.
    >>> output_size(28, 5)
    24
    """
    path = library_path(chapter, name)
    if os.environ.get("CNNKIT_MINE", "").strip().lower() == "library":
        return library(chapter, name)
    chapter = f"{int(chapter):02d}"
    try:
        return load_answer(chapter, name, Path(folder or Path.cwd()), partial(_other, chapter))
    except Unusable as reason:
        print(f"mine: {reason}; the library's {path.rpartition(':')[2]} stands in.")
        return library(chapter, name)


def _other(chapter: str, name: str) -> Any:
    """Return the library's answer to another exercise of the chapter, if there is one."""
    return library(chapter, name) if name in TABLE[chapter] else None
