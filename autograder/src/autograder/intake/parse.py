"""Read a file that may be anything at all as a notebook, and say what was wrong with it.

Nothing here raises on bad input: the worst outcome is no notebook and a reason.
"""

import codecs
import json
import re
from typing import Any

from autograder.notebooks import Cell, Notebook, text_of

LIMIT = 100_000_000  # bytes; far above any notebook whose pictures are of a sane size
_KINDS = ("code", "markdown", "raw")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (b"\xfe\xff", "utf-16"))


def parse(data: bytes) -> tuple[Notebook | None, list[str]]:
    """Return the notebook in ``data``, or None, and what there is to say about it.

    Outputs are left out. Old formats are turned into the present one; of a file that breaks off,
    the whole cells are kept.

    >>> parse(b"")
    (None, ['the file is empty'])
    >>> parse(b'{"cells": [{"cell_type": "code", "source": ["x = 1"]}, {"cell_ty')[1]
    ['the file breaks off: its first cell is whole, the rest is lost']
    """
    if len(data) > LIMIT:
        return None, [too_large(len(data))]
    text, notes = _decode(data)
    if not text.strip(" \t\r\n\0"):
        return None, ["the file is empty"]
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = _salvage(text)
        if found is None:
            return None, [*notes, "the file is not a notebook: it cannot be read as JSON"]
        notes.append(_what_is_left(len(found["cells"])))
    cells = _cells(found)
    if cells is None:
        return None, [*notes, "the file is not a notebook: it has no list of cells"]
    return {"cells": [made for cell in cells if (made := _cell(cell))]}, notes


def too_large(size: int) -> str:
    """Return the reason why so many bytes are not read.

    >>> too_large(250_000_000)
    'the file is too large: 250 MB'
    """
    return f"the file is too large: {size / 1e6:.0f} MB"


def _what_is_left(cells: int) -> str:
    if cells == 1:
        return "the file breaks off: its first cell is whole, the rest is lost"
    return f"the file breaks off: its first {cells} cells are whole, the rest is lost"


def _decode(data: bytes) -> tuple[str, list[str]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), [f"the file was written as {encoding}"]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), ["the file is not UTF-8: it was read as cp1252"]


def _salvage(text: str) -> Notebook | None:
    """Return a notebook of the cells that stand whole before the place where the text breaks."""
    start = re.search(r'"cells"\s*:\s*\[', text)
    if start is None:
        return None
    decoder, at, cells = json.JSONDecoder(), start.end(), []
    while True:
        try:
            cell, at = decoder.raw_decode(text, _skip(text, at))
        except (ValueError, RecursionError):
            break
        cells.append(cell)
    return {"cells": cells} if cells else None


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n,":
        at += 1
    return at


def _cells(found: Any) -> list | None:
    """Return the list of cells of a notebook of format 4, or of the sheets of an older one."""
    if not isinstance(found, dict):
        return None
    if isinstance(found.get("cells"), list):
        return found["cells"]
    sheets = found.get("worksheets")
    if not isinstance(sheets, list):
        return None
    lists = [sheet["cells"] for sheet in sheets if isinstance(sheet, dict) and "cells" in sheet]
    return [cell for cells in lists if isinstance(cells, list) for cell in cells]


def _cell(found: Any) -> Cell | None:
    """Return what is of use in a cell, or None."""
    if not isinstance(found, dict):
        return None
    kind = "markdown" if found.get("cell_type") == "heading" else found.get("cell_type")
    if kind not in _KINDS:
        return None
    source = found["source"] if "source" in found else found.get("input")
    metadata = found.get("metadata")
    cell = {
        "cell_type": kind,
        "metadata": metadata if isinstance(metadata, dict) else {},
        "source": _clean(text_of(source)),
    }
    if isinstance(found.get("id"), str):
        cell["id"] = _clean(found["id"])
    if kind != "code" and _is_bundles(found.get("attachments")):
        cell["attachments"] = found["attachments"]
    return cell


def _is_bundles(found: Any) -> bool:
    """Whether these are pictures pasted into a text cell: a name, then a type, then the data."""
    return isinstance(found, dict) and all(
        isinstance(bundle, dict) and all(isinstance(data, str) for data in bundle.values())
        for bundle in found.values()
    )


def _clean(text: str) -> str:
    """Return ``text`` without halves of characters, which no file can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
