"""What every chapter keeps to: it runs, its checks pass, it is written as docs/writing.md says."""

import ast
import re

import pytest

from cnnkit.checks import exercises
from cnnkit.checks.catalogue import find
from notebooks import chapters

LONGEST_CELL = 12
PARAMETERS = [
    pytest.param(
        source, id=source.stem, marks=pytest.mark.xdist_group(f"chapter-{chapters.number(source)}")
    )
    for source in chapters.SOURCES
]
every_chapter = pytest.mark.parametrize("source", PARAMETERS)
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u26ff\u2705\u274c\u2728\ufe0f]")


def test_there_are_chapters():
    assert [chapters.number(source) for source in chapters.SOURCES][:2] == ["00", "01"]
    assert chapters.SOURCES


@every_chapter
def test_it_runs_without_error_warning_or_noise(source):
    noise = [
        (cell.source.splitlines()[0], out)
        for cell in chapters.code_cells(chapters.executed(source))
        for out in cell.outputs
        if out.output_type == "error" or out.get("name") == "stderr"
    ]
    assert noise == []


@every_chapter
def test_its_solutions_get_full_marks(source):
    checks = chapters.marked(chapters.executed(source), "check")
    points = {
        name: [
            float(out.data["text/plain"])
            for out in cell.outputs
            if out.output_type == "execute_result"
        ]
        for name, cell in checks.items()
    }
    assert points == {name: [find(name).points] for name in exercises(chapters.number(source))}


@every_chapter
def test_each_answer_is_followed_by_its_check(source):
    cells = chapters.code_cells(chapters.read(source))
    names = [cell.metadata.get("solution") for cell in cells]
    checks = [cell.metadata.get("check") for cell in cells]
    assert {*names} - {None} == {*exercises(chapters.number(source))}
    assert names[:-1] == checks[1:]
    assert names[-1] is None
    assert checks[0] is None
    for name, cell in chapters.marked(chapters.read(source), "check").items():
        assert cell.source == f'check("{name}", {name})'


@every_chapter
def test_an_answer_is_one_definition_whose_docstring_the_student_keeps(source):
    for name, cell in chapters.marked(chapters.read(source), "solution").items():
        (node,) = ast.parse(cell.source).body
        assert isinstance(node, ast.FunctionDef | ast.ClassDef)
        assert node.name == name
        assert ast.get_docstring(node)
        assert cell.source.endswith("### END SOLUTION")
        regions = r"### BEGIN SOLUTION\n.+?### END SOLUTION"  # a class may have several
        handed_out = re.sub(regions, "pass", cell.source, flags=re.DOTALL)
        assert "SOLUTION" not in handed_out
        assert docstrings(handed_out) == docstrings(cell.source)


def docstrings(source):
    """Return every docstring in some code, in order."""
    kinds = ast.FunctionDef | ast.ClassDef
    found = [
        ast.get_docstring(node) for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)
    ]
    return [text for text in found if text]


@every_chapter
def test_its_code_cells_are_short(source):
    long = [
        cell.source
        for cell in chapters.code_cells(chapters.read(source))
        if "solution" not in cell.metadata and len(cell.source.splitlines()) > LONGEST_CELL
    ]
    assert long == []


@every_chapter
def test_it_sets_up_with_imports_alone_and_defines_nothing_else(source):
    cells = chapters.code_cells(chapters.read(source))
    setup = [cell for cell in cells if cell.metadata.get("title") == "setup"]
    assert setup[0] is cells[0]
    for cell in setup:
        kinds = {type(node) for node in ast.parse(cell.source).body}
        assert kinds <= {ast.Import, ast.ImportFrom}
    defining = [
        cell.source
        for cell in cells
        if "solution" not in cell.metadata
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda)
    ]
    assert defining == []


@every_chapter
def test_every_picture_says_what_is_to_be_seen(source):
    for cell in chapters.code_cells(chapters.executed(source)):
        for out in cell.outputs:
            kinds = {kind for kind in out.get("data", {}) if kind.startswith("image/")}
            assert kinds == set(), f"a picture without text: {cell.source}"
        for page in chapters.html_outputs(cell):
            for tag in re.findall(r"<img\b[^>]*>", page):
                alt = re.search(r'\balt="([^"]*)"', tag)
                assert alt, cell.source
                assert len(alt[1]) >= 20, cell.source


@every_chapter
def test_every_figure_that_is_shown_appears(source):
    for cell in chapters.code_cells(chapters.executed(source)):
        if "plotting.show(" in cell.source:
            assert "<img" in "".join(chapters.html_outputs(cell)), cell.source


@every_chapter
def test_it_opens_with_its_promise_and_a_picture(source):
    title, *_ = chapters.read(source).cells
    assert re.fullmatch(rf"# {chapters.number(source)} · .+\n\n\*\*[^*]+\*\*", title.source)
    first_shown = next(
        at for at, cell in enumerate(chapters.read(source).cells) if "show(" in cell.source
    )
    assert first_shown <= 3


@every_chapter
def test_it_tells_hours_points_and_cost(source):
    text = chapters.prose(source)
    total = sum(find(name).points for name in exercises(chapters.number(source)))
    assert re.search(r"\| your time \| about [\d½]+ hours? \|", text)
    assert f"| points | {total:g}, in " in text
    assert re.search(r"\| computer \| [\d.]+ s of processor time and \d+ MB of memory", text)


@every_chapter
def test_it_asks_for_predictions_and_closes_with_what_was_learnt(source):
    text = chapters.prose(source)
    answers = len(exercises(chapters.number(source)))
    assert text.count("**Predict.**") >= max(2, answers)
    last = chapters.read(source).cells[-1]
    heading, *items = last.source.split("\n- ")
    assert heading.strip() == "## You can now …"
    assert 3 <= len(items) <= 12


@every_chapter
def test_folded_answers_open_and_close(source):
    for cell in chapters.read(source).cells:
        if cell.cell_type != "markdown":
            continue
        folded = re.findall(
            r"^<details><summary>[^<]+</summary>\n\n.+?\n\n</details>$",
            cell.source,
            flags=re.MULTILINE | re.DOTALL,
        )
        assert len(folded) == cell.source.count("<details") == cell.source.count("</details")


@every_chapter
def test_formulas_open_and_close(source):
    for cell in chapters.read(source).cells:
        if cell.cell_type == "markdown":
            text = re.sub(r"`[^`]*`", "", cell.source)
            assert text.count("$$") % 2 == 0, cell.source
            assert text.replace("$$", "").count("$") % 2 == 0, cell.source
            assert text.count("{") == text.count("}"), cell.source


@every_chapter
def test_wrong_claims_are_marked_and_no_face_smiles(source):
    text = source.read_text(encoding="utf-8")
    assert EMOJI.search(text) is None
    if "✗ " in text:
        assert "✗ marks a sentence" in chapters.prose(source)
