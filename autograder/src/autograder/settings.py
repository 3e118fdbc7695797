"""How nbgrader is set up here.

`autograder/nbgrader_config.py` hands the same settings to nbgrader's own commands.
"""

from typing import TYPE_CHECKING

from autograder.course import Desk
from autograder.notebooks import EXPERIMENT

if TYPE_CHECKING:
    from traitlets.config import Config

STUB = (
    "# Your code goes here, in place of the next line.\n"
    'raise NotImplementedError("This is yours to write: put your own code in place of this line.")'
)
EXECUTORS = {
    "plain": "autograder.records.execute.PlainExecute",
    "judged": "autograder.judging.execute.JudgedExecute",
}
DEFAULT_EXECUTOR = "judged"
CELL_SECONDS = 60


def settings(desk: Desk, executor: str = "plain", *, submitted: str = "submitted") -> "Config":
    """Return nbgrader's configuration for the class on this desk.

    ``executor`` is ``plain`` (the notebook's own check cells decide) or ``judged`` (they are
    decided from outside). ``submitted`` is the folder that submissions are read from.

    >>> from pathlib import Path
    >>> settings(Desk(Path("/d"))).CourseDirectory.db_url
    'sqlite:////d/gradebook.db'
    """
    from traitlets.config import Config

    c = Config()
    c.CourseDirectory.root = str(desk.root)
    c.CourseDirectory.db_url = f"sqlite:///{desk.gradebook}"
    c.CourseDirectory.submitted_directory = submitted
    c.ClearSolutions.code_stub = {"python": STUB}
    c.RebuildOnRelease.release = str(desk.step("release"))
    # Lists of preprocessors are replaced whole, and named by their full path.
    c.Autograde.sanitize_preprocessors = [
        "autograder.intake.preprocessor.RebuildOnRelease",
        "nbgrader.preprocessors.ClearOutput",
        "nbgrader.preprocessors.DeduplicateIds",
        "nbgrader.preprocessors.OverwriteKernelspec",
        "nbgrader.preprocessors.OverwriteCells",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.Autograde.autograde_preprocessors = [
        EXECUTORS[executor],
        "autograder.records.execute.StderrIsFree",
        "nbgrader.preprocessors.LimitOutput",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.Execute.timeout = CELL_SECONDS
    c.Execute.skip_cells_with_tag = EXPERIMENT
    c.Execute.record_timing = False
    c.GenerateFeedback.preprocessors = [
        "nbgrader.preprocessors.GetGrades",
        "autograder.records.feedback.ShowReports",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]
    c.ExportApp.plugin_class = "autograder.records.export.GradesCsv"
    return c
