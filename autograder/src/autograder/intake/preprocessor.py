"""The rebuild as a step of nbgrader, so that its own commands and its formgrader do it too."""

import json
from pathlib import Path

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from autograder import notebooks
from autograder.intake.rebuild import rebuild

REMARKS = "cnnkit_remarks"


class RebuildOnRelease(NbGraderPreprocessor):
    """Replace a submitted notebook by the released one with the student's answers in it.

    It stands first in ``Autograde.sanitize_preprocessors``. Remarks are kept in the notebook's
    metadata, where no earlier ones survive.
    """

    release = Unicode("", help="The folder of the released notebooks.").tag(config=True)

    def preprocess(self, nb, resources):
        """Return the rebuilt notebook."""
        name = resources["nbgrader"]["notebook"]
        chapter = resources["nbgrader"]["assignment"]
        released = notebooks.load(Path(self.release) / chapter / f"{name}.ipynb")
        rebuilt, remarks = rebuild(released, json.dumps(nb).encode())
        rebuilt["metadata"] = {**rebuilt["metadata"], REMARKS: remarks}
        return nbformat.reads(json.dumps(rebuilt), as_version=4), resources
