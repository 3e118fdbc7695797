"""Where nbgrader hands over: its Execute preprocessor, with the judge in the place of the notebook.

Put it at the head of ``c.Autograde.autograde_preprocessors``, and everything after it (saving of
grades, formgrader, feedback, export) goes on as ever: check cells hold a report and a number, and
nbgrader reads the number.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.preprocessors import Execute
from traitlets import Bool, Int, Unicode

from autograder.judging.answers import answers
from autograder.judging.notebook import Graded, grade
from autograder.judging.recovery import Bounds
from autograder.notebooks import Notebook, exercise_of, is_check
from autograder.sandbox.image import default_policy
from autograder.sandbox.policy import Policy
from cnnkit.checks import exercises, find


class JudgedExecute(Execute):
    """Runs a submission in the sandbox and decides its check cells outside.

    ``c.Execute.timeout`` is the time for one cell; None leaves only the time for the notebook.
    """

    secret_file = Unicode(
        "", help="The file with the secret that official inputs are drawn from; empty: the usual."
    ).tag(config=True)
    unsafe = Bool(False, help="Run without a sandbox; every report says so.").tag(config=True)
    total_seconds = Int(600, help="Time for one notebook, restarts included.").tag(config=True)
    public_folder = Unicode(
        "", help="Folder whose files, notebooks apart, lie beside the notebook while it runs."
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any, **options: Any) -> tuple[Any, Any]:
        """Grade a notebook. The kernel manager that nbclient would start is not needed."""
        about = resources["nbgrader"]
        graded = self.graded(nb, about["student"], about["assignment"])
        for findings in graded.findings:
            self.log.info(
                "%s: %g of %g points (%s)",
                findings.exercise,
                findings.points,
                findings.max_points,
                findings.mistake or "no known mistake",
            )
        return nbformat.from_dict(graded.notebook), resources

    @property
    def secret(self) -> bytes:
        """What official inputs are drawn from."""
        from autograder.doctor import ensure_secret

        return ensure_secret(self.secret_file or None)

    def graded(self, notebook: Notebook, student: str, assignment: str) -> Graded:
        """Grade a notebook as the settings say; it is not changed."""
        cell = float(self.timeout or self.total_seconds)
        return grade(
            notebook,
            student=student,
            assignment=assignment,
            secret=self.secret,
            policy=policy_of(notebook, unsafe=self.unsafe, public_folder=self.public_folder),
            bounds=Bounds(cell=cell, total=float(self.total_seconds)),
        )


def policy_of(notebook: Notebook, *, unsafe: bool = False, public_folder: str = "") -> Policy:
    """Return the policy for a notebook: its chapter's answers are masked.

    Parameters
    ----------
    notebook
        The work; its check cells say which chapter it is.
    unsafe
        No sandbox.
    public_folder
        Folder of the files that lie beside the notebook.
    """
    known = {exercise_of(cell) for cell in notebook["cells"] if is_check(cell)} & {*exercises()}
    chapters = tuple(sorted({find(str(name)).chapter for name in known}))
    return _policy(chapters, unsafe, public_folder)


@lru_cache(maxsize=64)
def _policy(chapters: tuple[str, ...], unsafe: bool, public_folder: str) -> Policy:
    masks: dict[str, list[str]] = {}
    for chapter in chapters:
        for module, names in answers(chapter).items():
            masks[module] = sorted({*masks.get(module, []), *names})
    files = {}
    if public_folder:
        folder = Path(public_folder)
        files = {
            path.relative_to(folder).as_posix(): path
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix != ".ipynb" and ".ipynb_checkpoints" not in path.parts
        }
    return default_policy("+".join(chapters), mask_functions=masks, files=files, unsafe=unsafe)
