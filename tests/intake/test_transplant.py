import json

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder import notebooks
from autograder.intake.parse import parse
from autograder.intake.transplant import EVERYTHING, transplant

MINE = "def corr1d(x, w):\n    return 'mine'"


def carried(released, handed, **more):
    found, _ = parse(handed.bytes())
    made, remarks = transplant(released, found, **more)
    nbformat.validate(made)
    return made, remarks


def sources(notebook):
    return {cell["id"]: cell["source"] for cell in notebook["cells"]}


def order(notebook):
    return [cell["id"] for cell in notebook["cells"]]


def test_an_untouched_notebook_comes_out_as_the_release(released, handed_in):
    assert carried(released, handed_in) == (released, [])


def test_answers_are_taken_and_nothing_else(released, handed_in):
    handed_in.write("answer_corr1d", MINE)
    handed_in.cell("answer_corr1d")["metadata"]["tags"] = ["skip-execution"]
    handed_in.cell("check_corr1d")["metadata"]["tags"] = ["skip-execution"]
    handed_in.write("check_corr1d", "2.0")
    handed_in.notebook["metadata"]["kernelspec"] = {"name": "evil"}
    made, remarks = carried(released, handed_in)
    expected = [
        {**cell, "source": MINE} if cell["id"] == "answer_corr1d" else cell
        for cell in released["cells"]
    ]
    assert made == {**released, "cells": expected}
    assert remarks == ["the locked cell check_corr1d was changed: ours was used"]


def test_added_code_stays_where_it_was_put(released, handed_in):
    handed_in.add("setup_1", "a = 1").add("answer_corr1d", "b = 2").add("check_corr1d", "c = 3")
    made, remarks = carried(released, handed_in)
    names = order(made)
    assert names[names.index("setup_1") + 1] == "extra-1"
    assert names[names.index("answer_corr1d") + 1] == "extra-2"
    assert names[names.index("check_corr1d") + 1] == "extra-3"
    texts = [sources(made)[f"extra-{n}"] for n in (1, 2, 3)]
    assert texts == ["a = 1", "b = 2", "c = 3"]
    assert remarks == []


def test_added_code_before_everything_stays_first(released, handed_in):
    handed_in.cells.insert(0, notebooks.cell("code", "a = 1", "x"))
    made, _ = carried(released, handed_in)
    assert order(made)[0] == "extra-1"


def test_metadata_and_outputs_of_added_cells_are_dropped(released, handed_in):
    handed_in.add("setup_1", "a = 1", metadata={"tags": ["x"], "nbgrader": {"solution": True}})
    made, _ = carried(released, handed_in)
    (extra,) = [cell for cell in made["cells"] if cell["id"] == "extra-1"]
    assert extra == notebooks.cell("code", "a = 1", "extra-1")


def test_prose_is_kept_for_the_student_and_not_for_grading(released, handed_in):
    handed_in.add("setup_1", "my note", "markdown")
    handed_in.write(released["cells"][0]["id"], "# Tiny, annotated")
    graded, _ = carried(released, handed_in)
    assert graded == released
    mine, _ = carried(released, handed_in, keep=EVERYTHING)
    assert mine["cells"][0]["source"] == "# Tiny, annotated"
    assert sources(mine)["extra-1"] == "my note"


def test_pictures_in_a_note_are_kept(released, handed_in):
    picture = {"a.png": {"image/png": "iVBO"}}
    handed_in.add("setup_1", "![](attachment:a.png)", "markdown", attachments=picture)
    mine, _ = carried(released, handed_in, keep=EVERYTHING)
    (note,) = [cell for cell in mine["cells"] if cell["id"] == "extra-1"]
    assert note["attachments"] == picture


def test_a_change_in_a_cell_to_play_with_is_kept_and_its_tags_are_ours(released, handed_in):
    play, experiment = (cell["id"] for cell in released["cells"][2:4])
    handed_in.write(play, "signal = 7").write(experiment, "print('mine')")
    handed_in.cell(experiment)["metadata"] = {}
    made, _ = carried(released, handed_in)
    assert sources(made)[play] == "signal = 7"
    assert sources(made)[experiment] == "print('mine')"
    assert notebooks.tags_of(made["cells"][3]) == ["experiment", "skip-execution"]


@pytest.mark.parametrize("copies", [[MINE, "def corr1d(): 'old'"], ["def corr1d(): 'old'", MINE]])
def test_of_two_answers_the_last_counts(released, handed_in, copies):
    handed_in.write("answer_corr1d", copies[0])
    second = json.loads(json.dumps(handed_in.cell("answer_corr1d"))) | {"source": copies[1]}
    handed_in.cells.append(second)
    made, remarks = carried(released, handed_in)
    assert sources(made)["answer_corr1d"] == copies[1]
    assert remarks == ["the answer to corr1d stands there 2 times: the last one counts"]


def test_a_stub_pasted_below_does_not_hide_the_answer(released, handed_in):
    stub = json.loads(json.dumps(handed_in.cell("answer_corr1d")))
    handed_in.write("answer_corr1d", MINE)
    handed_in.cells.append(stub)
    assert sources(carried(released, handed_in)[0])["answer_corr1d"] == MINE


def test_a_removed_cell_is_not_written(released, handed_in):
    handed_in.remove("answer_corr1d").remove("check_corr2d").remove("setup_1")
    made, remarks = carried(released, handed_in)
    assert made == released
    assert remarks == ["the cell for corr1d was gone: it counts as not written"]


def test_an_answer_in_a_cell_of_ones_own_is_found_by_name(released, handed_in):
    handed_in.remove("answer_corr1d").add("setup_1", f"# so:\n{MINE}").add("setup_1", "z = 1")
    made, remarks = carried(released, handed_in)
    assert sources(made)["answer_corr1d"] == f"# so:\n{MINE}"
    assert [name for name in order(made) if name.startswith("extra")] == ["extra-1"]
    assert remarks == ["the cell for corr1d was gone: another defines it"]


def test_answers_merged_into_one_cell_serve_each(released, handed_in):
    both = f"{MINE}\n\ndef corr2d(x, w):\n    return 'mine too'"
    handed_in.write("answer_corr1d", both).remove("answer_corr2d")
    made, remarks = carried(released, handed_in)
    assert sources(made)["answer_corr1d"] == sources(made)["answer_corr2d"] == both
    assert remarks == ["the cell for corr2d was gone: the one for corr1d defines it"]


def test_without_grade_ids_the_cells_own_ids_serve(released, handed_in):
    handed_in.write("answer_corr1d", MINE)
    for cell in handed_in.cells:
        cell["metadata"] = {}
    made, remarks = carried(released, handed_in)
    assert sources(made)["answer_corr1d"] == MINE
    assert len(made["cells"]) == len(released["cells"])
    assert remarks == []


def test_without_cell_ids_grade_ids_serve(released, handed_in):
    handed_in.write("answer_corr1d", MINE)
    for cell in handed_in.cells:
        del cell["id"]
    made, remarks = carried(released, handed_in)
    assert sources(made)["answer_corr1d"] == MINE
    assert len(made["cells"]) == len(released["cells"])
    assert remarks == []


def test_without_any_id_answers_are_found_by_name(released, handed_in):
    handed_in.write("answer_corr1d", MINE)
    for cell in handed_in.cells:
        del cell["id"]
        cell["metadata"] = {}
    made, _ = carried(released, handed_in)
    assert sources(made)["answer_corr1d"] == MINE
    assert len(made["cells"]) == len(released["cells"])


def test_an_answer_turned_into_prose_still_counts(released, handed_in):
    handed_in.write("answer_corr1d", MINE)
    handed_in.cell("answer_corr1d")["cell_type"] = "markdown"
    made, _ = carried(released, handed_in)
    (answer,) = [cell for cell in made["cells"] if cell["id"] == "answer_corr1d"]
    assert (answer["cell_type"], answer["source"]) == ("code", MINE)


def test_a_rebuilt_notebook_rebuilds_to_itself(released, handed_in):
    handed_in.write("answer_corr1d", MINE).add("setup_1", "a = 1").add("check_corr1d", "b = 1")
    made, _ = carried(released, handed_in)
    again, _ = transplant(released, json.loads(json.dumps(made)))
    assert again == made


def newer(released, handed):
    """Return a later release: an exercise is gone, a stub and a play cell are worded anew."""
    cells = [
        cell
        for cell in json.loads(json.dumps(released))["cells"]
        if notebooks.exercise_of(cell) != "corr2d"
    ]
    for cell in cells:
        if cell["id"] == "answer_conv2d_true":
            cell["source"] = (
                "def conv2d_true(x, w, turned=True):\n    raise NotImplementedError('x')"
            )
        if cell["source"].startswith("signal ="):
            cell["source"] = "signal = 'worded anew'"
            cell["id"] = notebooks.content_id("code", cell["source"])
    return {**released, "cells": cells}


def test_into_a_newer_release(released, handed_in):
    new = newer(released, handed_in)
    handed_in.write("answer_corr1d", MINE).write("answer_corr2d", "def corr2d(): 'for nothing?'")
    made, _ = carried(new, handed_in, base=released, keep=EVERYTHING)
    found = sources(made)
    assert found["answer_corr1d"] == MINE
    assert "turned=True" in found["answer_conv2d_true"]  # untouched: the new stub
    assert "check_corr2d" not in found
    assert "def corr2d(): 'for nothing?'" in found.values()  # no place any more, and not lost
    assert [text for text in found.values() if text.startswith("signal")] == [
        "signal = 'worded anew'"
    ]


def test_a_changed_play_cell_of_an_older_release_is_kept_beside_the_new_one(released, handed_in):
    new = newer(released, handed_in)
    handed_in.write(released["cells"][2]["id"], "signal = 'mine'")
    made, _ = carried(new, handed_in, base=released, keep=EVERYTHING)
    texts = [text for text in sources(made).values() if text.startswith("signal")]
    assert texts == ["signal = 'mine'", "signal = 'worded anew'"]


def test_without_the_older_release_its_cells_are_known_by_their_ids_and_stubs(released, handed_in):
    new = newer(released, handed_in)
    made, _ = carried(new, handed_in, keep=EVERYTHING)
    assert [name for name in order(made) if name.startswith("extra")] == []


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_is_done_to_the_cells_the_course_stays_the_course(released, handed_in, data):
    cells = handed_in.cells
    picked = data.draw(st.lists(st.sampled_from(range(len(cells))), max_size=25))
    handed = []
    for at in picked:
        cell = json.loads(json.dumps(cells[at]))
        for key in data.draw(st.sets(st.sampled_from(["id", "metadata", "source"]), max_size=2)):
            cell.pop(key)
        if data.draw(st.booleans()):
            cell["source"] = data.draw(st.text(max_size=20))
        handed.append(cell)
    found, _ = parse(json.dumps({"cells": handed}).encode())
    made, _ = transplant(released, found)
    nbformat.validate(made)
    ours = [cell for cell in made["cells"] if not cell["id"].startswith("extra-")]
    assert [cell["id"] for cell in ours] == order(released)
    for cell, original in zip(ours, released["cells"], strict=True):
        assert cell["metadata"] == original["metadata"]
        if notebooks.is_locked(original) or original["cell_type"] == "markdown":
            assert cell == original
