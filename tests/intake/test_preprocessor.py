import nbformat

from autograder import notebooks
from autograder.intake.preprocessor import REMARKS, RebuildOnRelease

MINE = "def corr1d(x, w):\n    return 'mine'"


def test_nbgraders_step_rebuilds_and_keeps_only_its_own_remarks(tmp_path, released, handed_in):
    place = tmp_path / "01_tiny" / "01_tiny.ipynb"
    place.parent.mkdir()
    place.write_bytes(notebooks.dump(released))
    handed_in.write("answer_corr1d", MINE).write("setup_1", "import evil")
    handed_in.notebook["metadata"][REMARKS] = ["forged"]
    step = RebuildOnRelease(release=str(tmp_path))
    about = {"nbgrader": {"notebook": "01_tiny", "assignment": "01_tiny"}}
    made, _ = step.preprocess(nbformat.from_dict(handed_in.notebook), about)
    assert made.metadata[REMARKS] == ["the locked cell setup_1 was changed: ours was used"]
    sources = {cell.id: cell.source for cell in made.cells}
    assert sources["answer_corr1d"] == MINE
    assert sources["setup_1"] == released["cells"][1]["source"]
    nbformat.validate(made)
