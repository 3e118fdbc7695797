"""Chapter 01 as a student meets it: a wrong answer is named, the corrected one gets full marks."""

import re
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from autograder.authoring import percent
from autograder.notebooks import grade_id

ROOT = Path(__file__).parents[2]
CHAPTER = "01_convolution_by_hand"
WRONG = """def corr2d(x, w):
    k = w[::-1, ::-1]
    out = np.zeros((x.shape[0] - k.shape[0] + 1, x.shape[1] - k.shape[1] + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (x[i : i + k.shape[0], j : j + k.shape[1]] * k).sum()
    return out
"""


def solutions():
    """Return the source of every answer of the chapter."""
    chapter = percent.read(ROOT / "solutions" / f"{CHAPTER}.py")
    return {mark.exercise: mark.source for mark in chapter.of("solution")}


@pytest.fixture(scope="module")
def answers():
    return solutions()


@pytest.fixture(scope="module")
def book(lab, answers):
    """Put the chapter that students get into the folder, with two right answers and a wrong one."""
    book = nbformat.read(ROOT / "course" / CHAPTER / f"{CHAPTER}.ipynb", as_version=4)
    for cell in book.cells:
        name = (grade_id(cell) or "").removeprefix("answer_")
        if name in answers:
            cell.source = WRONG if name == "corr2d" else answers[name]
    nbformat.write(book, lab.folder / f"{CHAPTER}.ipynb")
    return [grade_id(cell) for cell in book.cells]


@pytest.fixture(scope="module")
def notebook(lab, page, book):
    opened = lab.open(page, f"{CHAPTER}.ipynb")
    opened.run_all()
    return opened


def test_the_whole_chapter_runs(notebook, book):
    last = book.index("check_conv2d_true")
    expect(notebook.cell(last).locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"))
    assert notebook.panel.locator('[data-mime-type="application/vnd.jupyter.error"]').count() == 0


def test_every_figure_has_alternative_text(notebook):
    figures = notebook.panel.locator(".jp-Cell-outputArea img")
    assert figures.count() > 10
    for figure in figures.all():
        assert len(figure.get_attribute("alt") or "") > 20


def test_the_stepper_moves_by_keyboard_and_its_picture_changes(notebook):
    widget = notebook.panel.locator(".cnnkit-stepper").first
    stage = widget.get_by_role("application")
    stage.focus()
    before = stage.screenshot()
    said = widget.get_by_role("status").inner_text()
    notebook.page.keyboard.press("ArrowRight")
    expect(widget.get_by_role("status")).not_to_have_text(said)
    assert stage.screenshot() != before


def test_a_wrong_answer_is_named_where_it_stands(notebook, book):
    report = notebook.output(book.index("check_corr2d")).locator(".cnnkit-report")
    expect(report).to_contain_text("0.8 of 4 points")
    expect(report).to_contain_text("Looks like: filter flipped.")
    expect(report).to_contain_text("The Validate dialog shows points only")
    right = notebook.output(book.index("check_corr1d")).locator(".cnnkit-report")
    expect(right).to_contain_text("all right, 2 of 2 points")


def test_the_corrected_answer_gets_full_marks_and_validates(notebook, book, answers):
    notebook.write(book.index("answer_corr2d"), answers["corr2d"])
    notebook.run(book.index("answer_corr2d"))
    notebook.run(book.index("check_corr2d"))
    report = notebook.output(book.index("check_corr2d")).locator(".cnnkit-report")
    expect(report).to_contain_text("corr2d: all right, 4 of 4 points")
    notebook.command("docmanager:save")
    notebook.panel.locator(".validate-button").first.click()
    # the chapter is run once more, from its first cell
    success = notebook.page.locator(".validation-success, .validation-failed, .validation-error")
    success.first.wait_for(timeout=240_000)
    expect(success.first).to_have_class(re.compile("validation-success"))
