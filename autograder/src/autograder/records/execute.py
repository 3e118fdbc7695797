"""Plain execution: nbgrader's own, with a limit for the whole notebook and free warnings."""

import math
import time

from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Int, List

from autograder import notebooks
from autograder.kernels import ARGUMENTS, QuietKernel


class PlainExecute(QuietKernel, Execute):
    """Run a notebook as nbgrader does; its check cells decide.

    Nothing here is safe from a student who means harm. When the time of the whole notebook is used
    up, the cells that are left are not run, so that one submission cannot hold up a class.
    """

    total_seconds = Int(300, help="Seconds for one notebook.").tag(config=True)
    extra_arguments = List(ARGUMENTS).tag(config=True)

    def preprocess(self, nb, resources, km=None):
        """Run the notebook."""
        self._end = time.monotonic() + self.total_seconds
        return super().preprocess(nb, resources, km)

    def preprocess_cell(self, cell, resources, index):
        """Run one cell, or say that its time was used up."""
        if cell.cell_type == "code" and cell.source.strip() and self._left() <= 0:
            says = f"not run: this notebook's {self.total_seconds} seconds were used up before"
            cell.outputs = [new_output("error", ename="TimeIsUp", evalue=says, traceback=[says])]
            return cell, resources
        return super().preprocess_cell(cell, resources, index)

    def _left(self) -> float:
        return self._end - time.monotonic()

    def _get_timeout(self, cell):
        given = super()._get_timeout(cell)
        left = max(1, math.ceil(self._left()))
        return min(given, left) if given else left


class StderrIsFree(NbGraderPreprocessor):
    """Show what a check cell wrote to stderr as ordinary text: nbgrader gives 0 for any stderr.

    A warning, or a line that a student's code or a library writes there, then costs nothing.
    """

    def preprocess_cell(self, cell, resources, index):
        """Rename the stream."""
        if notebooks.is_check(cell):
            for output in cell.get("outputs", ()):
                if output.output_type == "stream" and output.name == "stderr":
                    output.name = "stdout"
        return cell, resources
