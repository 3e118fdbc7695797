import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.intake import parse as module
from autograder.intake.parse import parse

CELL = {"cell_type": "code", "source": ["x = 1\n", "y = 'ü'"], "metadata": {"a": 1}, "id": "b"}
TAKEN = {"cell_type": "code", "source": "x = 1\ny = 'ü'", "metadata": {"a": 1}, "id": "b"}


def file(*cells, **more):
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": list(cells), **more})


def test_a_notebook_is_read_without_its_outputs():
    found, notes = parse(file({**CELL, "outputs": [{"x": 1}], "execution_count": 3}).encode())
    assert found == {"cells": [TAKEN]}
    assert notes == []


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", []),
        ("utf-8-sig", ["the file was written as utf-8-sig"]),
        ("utf-16", ["the file was written as utf-16"]),
        ("cp1252", ["the file is not UTF-8: it was read as cp1252"]),
    ],
)
def test_any_usual_encoding(encoding, note):
    text = json.dumps({"cells": [CELL]}, ensure_ascii=False)
    assert parse(text.encode(encoding)) == ({"cells": [TAKEN]}, note)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\0", "the file is empty"),
        (b"%PDF-1.4", "the file is not a notebook: it cannot be read as JSON"),
        (b"[" * 200_000, "the file is not a notebook: it cannot be read as JSON"),
        (b"9" * 5000, "the file is not a notebook: it cannot be read as JSON"),
        (b"[1, 2]", "the file is not a notebook: it has no list of cells"),
        (b'{"cells": 3}', "the file is not a notebook: it has no list of cells"),
        (b'{"worksheets": 3}', "the file is not a notebook: it has no list of cells"),
    ],
)
def test_no_notebook_and_a_reason(data, reason):
    assert parse(data) == (None, [reason])


def test_too_large(monkeypatch):
    monkeypatch.setattr(module, "LIMIT", 1_000_000)
    assert parse(b"x" * 2_000_000) == (None, ["the file is too large: 2 MB"])


@pytest.mark.parametrize("cut", range(60, 180, 7))
def test_of_a_file_that_breaks_off_the_whole_cells_are_kept(cut):
    text = json.dumps({"cells": [CELL, CELL, CELL]})
    size = len(json.dumps(CELL))
    found, (note,) = parse(text[:cut].encode())
    whole = (cut - len('{"cells": [')) // (size + 2) + ((cut - 11) % (size + 2) >= size)
    if whole:
        assert found == {"cells": [TAKEN] * whole}
        assert note.startswith("the file breaks off: its first")
    else:
        assert found is None


def test_an_old_format_is_read():
    old = {"cell_type": "code", "input": ["x"], "language": "python", "metadata": {}}
    head = {"cell_type": "heading", "source": "t", "level": 1}
    data = json.dumps({"nbformat": 3, "worksheets": [{"cells": [head, old]}]}).encode()
    assert parse(data)[0] == {
        "cells": [
            {"cell_type": "markdown", "source": "t", "metadata": {}},
            {"cell_type": "code", "source": "x", "metadata": {}},
        ]
    }


def test_cells_that_are_none_are_left_out_and_damage_in_a_cell_is_mended():
    data = file(3, None, {"cell_type": "video"}, {"cell_type": "code", "source": 3, "metadata": []})
    assert parse(data.encode())[0] == {
        "cells": [{"cell_type": "code", "source": "", "metadata": {}}]
    }


def test_half_a_character_is_replaced():
    found, _ = parse(b'{"cells": [{"cell_type": "code", "source": "a\\ud800b"}]}')
    assert found["cells"][0]["source"] == "a\ufffdb"


def test_pictures_pasted_into_text_are_kept_when_they_are_whole():
    picture = {"a.png": {"image/png": "iVBO"}}
    good = {"cell_type": "markdown", "source": "", "attachments": picture}
    bad = {"cell_type": "markdown", "source": "", "attachments": {"a.png": 3}}
    found, _ = parse(file(good, bad).encode())
    assert [cell.get("attachments") for cell in found["cells"]] == [picture, None]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
cells = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", "heading", 3]) | anything,
        "source": anything,
        "input": anything,
        "metadata": anything,
        "attachments": anything,
        "id": anything,
    },
)


@settings(max_examples=60, deadline=None)
@given(st.binary() | st.lists(cells | anything).map(lambda found: file(*found).encode()))
def test_nothing_raises(data):
    found, notes = parse(data)
    assert found is not None or notes
    for cell in (found or {"cells": []})["cells"]:
        assert {"cell_type", "source", "metadata"} <= cell.keys()
        cell["source"].encode()
