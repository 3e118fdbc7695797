"""What must be true of a chapter before students see it. Each rule yields what it finds.

`source_findings` reads the author's file, `release_findings` the students' notebook, and
`executed_findings` a notebook that was run from top to bottom.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder import notebooks
from autograder.authoring import percent, source
from autograder.authoring.percent import BEGIN, CHECK, END, PROSE, SOLUTION, Chapter, Mark
from autograder.authoring.release import release
from autograder.course import Course, Desk
from autograder.errors import Refusal
from autograder.notebooks import Notebook
from cnnkit import checks
from cnnkit.errors import ParameterError

CELL_LINES = 12
FRIENDLY = 20  # letters: fewer is no explanation


@dataclass(frozen=True)
class Finding:
    """One fault: where it is and what it is. A warning does not stop a build."""

    where: str
    says: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.says}"


def faults(findings: list[Finding]) -> list[Finding]:
    """Return the findings that are more than warnings."""
    return [finding for finding in findings if not finding.warning]


def refuse(findings: list[Finding]) -> None:
    """Raise `Refusal` when there is more than warnings among the findings."""
    found = faults(findings)
    if found:
        raise Refusal(
            "verify",
            received="\n  " + "\n  ".join(map(str, found)) + "\n",
            expected="a chapter without these faults",
            fix="Mend the chapter's file in solutions/",
        )


def course_findings(course: Course, chapters: list[str]) -> list[Finding]:
    """Return what is wrong with these chapters: their sources, then the students' notebooks."""
    found: list[Finding] = []
    desk = Desk(course.build / "verify")
    for name in chapters:
        chapter = percent.read(course.solutions / f"{name}.py")
        in_source = source_findings(chapter)
        found += in_source
        if not faults(in_source):
            release(desk, name, source.notebook(chapter))
            found += release_findings(chapter, desk.release(name))
    return found


def source_findings(chapter: Chapter) -> list[Finding]:
    """Return what is wrong with the author's file."""
    rules = (_twice, _pairs, _known, _asked, _ends_in_check, _markers, _alt_texts, _long_cells)
    return [finding for rule in rules for finding in rule(chapter)]


def _at(chapter: Chapter, mark: Mark) -> str:
    return f"{chapter.name}, line {mark.line}"


def _twice(chapter: Chapter) -> Iterator[Finding]:
    for kind in (SOLUTION, CHECK):
        seen = set()
        for mark in chapter.of(kind):
            if mark.exercise in seen:
                yield Finding(_at(chapter, mark), f'{kind}="{mark.exercise}" stands here again')
            seen.add(mark.exercise)


def _pairs(chapter: Chapter) -> Iterator[Finding]:
    solved = set()
    for mark in chapter.cells:
        if mark.kind == SOLUTION:
            solved.add(mark.exercise)
        elif mark.kind == CHECK and mark.exercise not in solved:
            yield Finding(
                _at(chapter, mark), f'check="{mark.exercise}" has no solution="…" before it'
            )
    checked = {mark.exercise for mark in chapter.of(CHECK)}
    for mark in chapter.of(SOLUTION):
        if mark.exercise not in checked:
            yield Finding(_at(chapter, mark), f'solution="{mark.exercise}" has no check')


def _known(chapter: Chapter) -> Iterator[Finding]:
    for mark in (*chapter.of(SOLUTION), *chapter.of(CHECK)):
        try:
            exercise = checks.find(mark.exercise)
        except ParameterError as problem:
            yield Finding(_at(chapter, mark), str(problem))
        else:
            if exercise.chapter != chapter.number:
                says = f"{mark.exercise} is an exercise of chapter {exercise.chapter}"
                yield Finding(_at(chapter, mark), says)


def _asked(chapter: Chapter) -> Iterator[Finding]:
    asked = {mark.exercise for mark in chapter.of(CHECK)}
    for name in checks.exercises(chapter.number):
        if name not in asked:
            yield Finding(chapter.name, f"the exercise {name} of this chapter is never asked")


def _ends_in_check(chapter: Chapter) -> Iterator[Finding]:
    """Look at the end of the check cells: in plain nbgrader, no number there gives full marks."""
    for mark in chapter.of(CHECK):
        wanted = f'check("{mark.exercise}", …)'
        last = _last_expression(mark.source)
        if not (
            isinstance(last, ast.Call)
            and ast.unparse(last.func) == "check"
            and last.args
            and isinstance(last.args[0], ast.Constant)
            and last.args[0].value == mark.exercise
        ):
            yield Finding(_at(chapter, mark), f"the cell must end in {wanted}, and nothing after")


def _last_expression(source: str) -> ast.expr | None:
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return None
    ends_quietly = source.rstrip().endswith(";")
    last = body[-1] if body and not ends_quietly else None
    return last.value if isinstance(last, ast.Expr) else None


def _markers(chapter: Chapter) -> Iterator[Finding]:
    for mark in chapter.cells:
        found = [word for line in mark.source.splitlines() for word in (BEGIN, END) if word in line]
        if mark.kind == SOLUTION and found != [BEGIN, END] * (len(found) // 2 or 1):
            yield Finding(_at(chapter, mark), f"a solution stands between {BEGIN} and {END}")
        elif mark.kind != SOLUTION and found:
            yield Finding(_at(chapter, mark), f"{found[0]} stands outside a solution cell")


def _alt_texts(chapter: Chapter) -> Iterator[Finding]:
    for mark in chapter.of(PROSE):
        for image in figures_without_alt(mark.source, markdown=True):
            yield Finding(_at(chapter, mark), f"a figure without alt text: {image}")


def figures_without_alt(text: str, *, markdown: bool = False) -> list[str]:
    """Return the images in ``text`` that say nothing to one who cannot see them.

    >>> figures_without_alt('![](a.png) ![a cat](b.png) <img src="c.png">', markdown=True)
    ['![](a.png)', '<img src="c.png">']
    """
    found = re.findall(r"!\[\s*\]\([^)]*\)", text) if markdown else []
    for image in re.findall(r"<img\b[^>]*>", text, flags=re.IGNORECASE):
        if not re.search(r"""\balt\s*=\s*(?:"[^"]*\w[^"]*"|'[^']*\w[^']*')""", image):
            found.append(image if len(image) < 100 else image[:100] + "…")
    return found


def _long_cells(chapter: Chapter) -> Iterator[Finding]:
    for mark in chapter.cells:
        lines = len(mark.source.splitlines())
        if mark.kind not in (PROSE, SOLUTION) and lines > CELL_LINES:
            says = f"a code cell of {lines} lines; {CELL_LINES} are enough for one idea"
            yield Finding(_at(chapter, mark), says, warning=True)


def release_findings(chapter: Chapter, released: Path) -> list[Finding]:
    """Return what is wrong with the students' notebook."""
    notebook = notebooks.load(released)
    return [*_answers_left(chapter, notebook), *_stubs(chapter, notebook)]


def _answers_left(chapter: Chapter, notebook: Notebook) -> Iterator[Finding]:
    texts = [_bare(cell["source"]) for cell in notebook["cells"]]
    for mark in chapter.of(SOLUTION):
        for block in solution_blocks(mark.source):
            if block and any(_within(block, text) for text in texts):
                yield Finding(
                    _at(chapter, mark), f"the answer to {mark.exercise} is left in the notebook"
                )
    for cell in notebook["cells"]:
        if any(word in cell["source"] for word in ("BEGIN SOLUTION", "END SOLUTION")):
            yield Finding(chapter.name, f"a solution marker is left in the cell {cell['id']}")


def solution_blocks(source: str) -> list[list[str]]:
    r"""Return the lines of each solution in a cell, without indentation, comments and blanks.

    >>> solution_blocks("### BEGIN SOLUTION\n    # so\n\n    return 1\n### END SOLUTION")
    [['return 1']]
    """
    pattern = re.escape(BEGIN) + r"(.*?)" + re.escape(END)
    return [_bare(block) for block in re.findall(pattern, source, flags=re.DOTALL)]


def _bare(text: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _within(block: list[str], lines: list[str]) -> bool:
    size = len(block)
    return any(lines[at : at + size] == block for at in range(len(lines) - size + 1))


def _stubs(chapter: Chapter, notebook: Notebook) -> Iterator[Finding]:
    cells = {notebooks.grade_id(cell): cell["source"] for cell in notebook["cells"]}
    for mark in chapter.of(SOLUTION):
        stub = cells.get(f"answer_{mark.exercise}", "")
        if not _is_friendly_stub(stub, mark.exercise):
            yield Finding(
                _at(chapter, mark),
                f"the students' version of {mark.exercise} must define it and raise "
                "NotImplementedError with a sentence that says what to do",
            )


def _is_friendly_stub(source: str, exercise: str) -> bool:
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == exercise:
            inner = node.body if isinstance(node, ast.ClassDef) else [node]
            methods = [item for item in inner if isinstance(item, ast.FunctionDef)]
            return any(_raises_friendly(item) for method in methods for item in method.body)
    return False


def _raises_friendly(node: ast.stmt) -> bool:
    if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)):
        return False
    message = node.exc.args[0] if node.exc.args else None
    return (
        ast.unparse(node.exc.func) == "NotImplementedError"
        and isinstance(message, ast.Constant)
        and isinstance(message.value, str)
        and len(message.value) >= FRIENDLY
    )


def executed_findings(name: str, notebook: Notebook) -> list[Finding]:
    """Return what is wrong with what a chapter shows: errors, warnings, lost points, figures."""
    found = []
    for at, cell in enumerate(notebook["cells"], 1):
        where = f"{name}, cell {at} ({cell['id']})"
        for output in cell.get("outputs", ()):
            if output["output_type"] == "error":
                found.append(Finding(where, f"{output['ename']}: {output['evalue']}"))
            elif output["output_type"] == "stream" and output["name"] == "stderr":
                says = f"writes to stderr: {notebooks.text_of(output['text']).strip()[:200]}"
                found.append(Finding(where, says))
            elif "data" in output:
                found += _mute(where, output["data"])
        if notebooks.is_check(cell) and not any(item.where == where for item in found):
            found += _points_lost(where, cell)
    return found


def _mute(where: str, data: dict) -> Iterator[Finding]:
    page = notebooks.text_of(data.get("text/html", ""))
    for image in figures_without_alt(page):
        yield Finding(where, f"shows a figure without alt text: {image}")
    if any(kind.startswith("image/") for kind in data) and "<img" not in page:
        yield Finding(where, "shows a figure without alt text: use plotting.show(figure, alt=…)")


def _points_lost(where: str, cell: notebooks.Cell) -> Iterator[Finding]:
    points = notebooks.nbgrader_of(cell)["points"]
    values = [
        notebooks.text_of(output["data"].get("text/plain", ""))
        for output in cell["outputs"]
        if output["output_type"] == "execute_result"
    ]
    if values != [str(float(points))]:
        says = f"our own answer earns {', '.join(values) or 'nothing'} of {points:g} points"
        yield Finding(where, says)
