import nbformat
import pytest
from traitlets.config import Config

from autograder import notebooks
from autograder.records.execute import PlainExecute, StderrIsFree


def run(*sources, tags=(), **options):
    cells = [notebooks.cell("code", text, f"c{at}") for at, text in enumerate(sources)]
    for cell, tag in zip(cells, tags, strict=False):
        cell["metadata"]["tags"] = [tag]
    nb = nbformat.from_dict(notebooks.new(cells))
    made = PlainExecute(config=Config({"Execute": {"skip_cells_with_tag": "experiment"}}))
    for name, value in options.items():
        setattr(made, name, value)
    done, _ = made.preprocess(nb, {"metadata": {"path": None}})
    return [cell.outputs for cell in done.cells]


def test_cells_after_the_time_is_up_are_not_run():
    first, second, third = run("x = 1", "import time; time.sleep(60)", "x", total_seconds=3)
    assert first == []
    assert second[0].ename in ("KeyboardInterrupt", "CellTimeoutError")
    assert third[0].evalue == "not run: this notebook's 3 seconds were used up before"


def test_only_experiments_are_skipped_and_nothing_is_said_on_the_terminal(capfd):
    found = run(
        "1", "2", "import os\nos.write(2, b'raw')\n3", tags=["skip-execution", "experiment"]
    )
    assert [bool(outputs) for outputs in found] == [True, False, True]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("kept", "name"), [({"grade": True}, "stdout"), ({}, "stderr")])
def test_stderr_of_a_check_becomes_ordinary_text(kept, name):
    cell = notebooks.cell("code", "", "a", {"nbgrader": kept})
    cell["outputs"] = [{"output_type": "stream", "name": "stderr", "text": "a warning"}]
    done, _ = StderrIsFree().preprocess_cell(nbformat.from_dict(cell), {}, 0)
    assert (done.outputs[0].name, done.outputs[0].text) == (name, "a warning")
