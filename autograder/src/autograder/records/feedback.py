"""The page that a student gets back: points, the reports under the answers, their own pictures.

It is one file that loads nothing and runs nothing: what came out of the student's process is
cleaned before it is shown, because a teacher opens the page too.
"""

import glob
import html
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder import files, notebooks
from autograder.conversion import ConversionFailed, convert
from autograder.course import Desk
from autograder.judging.outputs import bundle, clean_html
from autograder.records.record import FAILED, Record
from autograder.settings import settings
from cnnkit import checks
from cnnkit.checks.render import HERE
from cnnkit.errors import ParameterError

TEMPLATES = Path(__file__).parent / "templates"
_TEXT = 20_000  # letters of one printed text that a page shows


@dataclass(frozen=True)
class Page:
    """One student's page, and what is wrong with it, if it could not be made."""

    student: str
    chapter: str
    path: Path
    fault: str = ""


def feedback(desk: Desk, chapters: list[str] | None = None) -> list[Page]:
    """Write a page for every graded submission; return the pages, in order.

    A submission that could not be graded gets a page that says so.
    """
    pages = []
    for path in sorted(desk.step("records").glob("*/*.json")):
        record = Record.load(path)
        if record is not None and (not chapters or record.chapter in chapters):
            pages.append(_page(desk, record))
    return pages


def _page(desk: Desk, record: Record) -> Page:
    from nbgrader.converters import GenerateFeedback

    place = desk.step("feedback") / record.student / record.chapter / f"{record.chapter}.html"
    page = Page(record.student, record.chapter, place)
    if record.status == FAILED:
        files.write(place, _not_graded(record))
        return page
    config = settings(desk)
    config.HTMLExporter.template_name = "cnnkit_feedback"
    config.HTMLExporter.extra_template_basedirs = [str(TEMPLATES)]
    try:
        student = glob.escape(record.student)
        convert(GenerateFeedback, config, chapter=record.chapter, student=student)
    except ConversionFailed as problem:
        return Page(record.student, record.chapter, place, str(problem))
    return page


def _not_graded(record: Record) -> str:
    title = html.escape(f"{record.chapter} · {record.student}")
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"</head><body><h1>{title}</h1><p>Your notebook could not be graded by the program: "
        f"{html.escape(record.reason)}.</p><p>Nothing is lost: your teacher has it, and looks at "
        "it.</p></body></html>\n"
    )


class ShowReports(NbGraderPreprocessor):
    """Sort a graded notebook for the page: exercises with their reports, then the rest.

    What it finds goes to ``resources["cnnkit"]``, where the template takes it from. In the notebook
    itself only outputs are changed: what a page must not show is taken out, so that nbgrader's own
    template is safe too.
    """

    def preprocess(self, nb, resources):
        """Gather what the page shows."""
        about = resources["nbgrader"]
        record = _record_of(about)
        exercises: dict[str, dict[str, Any]] = {}
        others = []
        for cell in nb.cells:
            exercise = notebooks.exercise_of(cell)
            if cell.cell_type != "code":
                continue
            if exercise and notebooks.is_answer(cell):
                entry = exercises.setdefault(exercise, _entry(exercise))
                entry |= {"source": cell.source, "outputs": shown(cell)}
                entry["comment"] = notebooks.nbgrader_of(cell).get("comment") or ""
            elif exercise and notebooks.is_check(cell):
                entry = exercises.setdefault(exercise, _entry(exercise))
                entry["points"] = notebooks.nbgrader_of(cell).get("score") or 0.0
                entry["max_points"] = notebooks.nbgrader_of(cell).get("points") or 0.0
                entry["report"] = report_in(cell) or shown(cell)
            elif _is_theirs(cell) and cell.get("outputs"):
                others.append({"source": cell.source, "outputs": shown(cell)})
            for output in cell.get("outputs", ()):
                if "data" in output:
                    output.data = bundle(output.data)
        for item in record.exercises if record else ():
            exercises.get(item.exercise, {})["mistake"] = item.mistake
        resources["cnnkit"] = {
            "student": about["student"],
            "chapter": about["assignment"],
            "score": about["score"],
            "max_score": about["max_score"],
            "late_penalty": about["late_penalty"],
            "exercises": list(exercises.values()),
            "others": others,
            "remarks": record.remarks if record else (),
        }
        return nb, resources


def _entry(exercise: str) -> dict[str, Any]:
    try:
        asks = checks.find(exercise).asks
    except ParameterError:
        asks = ""
    asks = re.sub("`([^`]+)`", r"<code>\1</code>", html.escape(asks))
    return {"name": exercise, "asks": asks, "points": 0.0, "max_points": 0.0, "mistake": None}


def _is_theirs(cell: nbformat.NotebookNode) -> bool:
    """Whether the student added this cell, or changed it."""
    given = cell.get("id", "").startswith(notebooks.content_id(cell.cell_type, cell.source))
    return not notebooks.is_locked(cell) and not given


def _record_of(about: dict[str, Any]) -> Record | None:
    desk = Desk(Path(about["db_url"].partition("///")[2]).parent)
    return Record.load(desk.record(about["student"], about["assignment"]))


def report_in(cell: nbformat.NotebookNode) -> list[str]:
    """Return the report in a check cell as clean HTML: a list of one, or an empty one."""
    for output in cell.get("outputs", ()):
        page = notebooks.text_of(output.get("data", {}).get("text/html", ""))
        if "cnnkit-report" in page:
            page = page.replace(html.escape(HERE), "")  # true of the notebook, not of this page
            return [clean_html(re.sub(r"<style\b.*?</style\s*>", "", page, flags=re.S | re.I))]
    return []


def shown(cell: nbformat.NotebookNode) -> list[str]:
    """Return the outputs of a cell as clean HTML, one text for each."""
    made = []
    for output in cell.get("outputs", ()):
        kind = output.get("output_type")
        if kind == "stream":
            made.append(_text(notebooks.text_of(output.get("text"))))
        elif kind == "error":
            lines = output.get("traceback") or [f"{output.get('ename')}: {output.get('evalue')}"]
            made.append(_text("\n".join(map(str, lines))))
        else:
            made += _display(bundle(output.get("data", {})))
    return made


def _display(data: dict[str, str]) -> list[str]:
    if "text/html" in data:
        return [data["text/html"]]
    for kind in ("image/png", "image/jpeg"):
        if kind in data:
            alt = "a picture that your code made"
            return [f'<img alt="{alt}" src="data:{kind};base64,{data[kind]}">']
    return [_text(data["text/plain"])] if "text/plain" in data else []


def _text(text: str) -> str:
    """Return printed text as HTML: colours of the terminal left out, and not without end."""
    plain = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", text)
    cut = plain if len(plain) <= _TEXT else plain[:_TEXT] + "\n… the rest is left out"
    return f"<pre>{html.escape(cut)}</pre>"
