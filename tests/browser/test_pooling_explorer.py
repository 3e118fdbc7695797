"""The pooling explorer in a real JupyterLab: by keyboard, by mouse, by its fields, from Python."""

import re

import pytest
from playwright.sync_api import expect

from browser.test_stepper import LOWEST_CONTRAST

CELLS = [
    "from cnnkit.widgets import pooling_explorer\n"
    "rows = [.2, .8, .3, .6], [.2, .9, .3, .8], [.3, .8, .8, .9], [0, 0, .2, .8]",
    "widget = pooling_explorer(rows)\nwidget",
    "print(widget.k, widget.stride, widget.mode, widget.row, widget.column, f'{widget.value:.3g}')",
    "widget.k, widget.stride, widget.mode = 3, 1, 'sum'",
    "widget.k, widget.stride, widget.mode, widget.row, widget.column = 2, 2, 'max', 0, 0",
]
FIRST = "window at row 0, column 0: max = 0.9, from row 1, column 1"


@pytest.fixture(scope="module")
def notebook(lab, page):
    opened = lab.open(page, lab.write("pooling_explorer.ipynb", CELLS))
    opened.run(0)
    opened.run(1)
    return opened


@pytest.fixture
def widget(notebook):
    """Find the widget, and put it back to the beginning."""
    found = notebook.output(1).locator(".cnnkit-pooling-explorer")
    notebook.run(4)
    told(found, FIRST)
    found.get_by_role("application").focus()
    return found


def told(widget, text):
    expect(widget.get_by_role("status")).to_have_text(text)


def output(widget):
    cells = widget.locator(".cnnkit-grid").nth(1).locator("td.cell").all_inner_texts()
    return [float(text.replace("−", "-")) for text in cells]


def in_python(notebook):
    notebook.run(2)
    return notebook.output(2).inner_text().strip()


def test_the_keys_move_the_window(notebook, widget):
    for key, text in [
        ("ArrowRight", "window at row 0, column 2: max = 0.8, from row 1, column 3"),
        ("ArrowDown", "window at row 2, column 2: max = 0.9, from row 2, column 3"),
        ("ArrowRight", "window at row 2, column 2: max = 0.9, from row 2, column 3"),
        ("ArrowLeft", "window at row 2, column 0: max = 0.8, from row 2, column 1"),
        ("Home", FIRST),
        ("End", "window at row 2, column 2: max = 0.9, from row 2, column 3"),
        ("ArrowUp", "window at row 0, column 2: max = 0.8, from row 1, column 3"),
    ]:
        notebook.page.keyboard.press(key)
        told(widget, text)
    assert in_python(notebook) == "2 2 max 0 1 0.8"


def test_the_winners_are_ringed(widget):
    assert output(widget) == [0.9, 0.8, 0.8, 0.9]
    won = widget.locator(".cnnkit-grid").nth(0).locator("td.ringed")
    expect(won).to_have_count(4)
    assert won.all_inner_texts() == ["0.9", "0.8", "0.8", "0.9"]


def test_the_fields_change_window_stride_and_mode(notebook, widget):
    widget.get_by_label("k", exact=True).fill("3")
    widget.get_by_label("stride").fill("1")
    expect(widget.locator("td.ringed")).to_have_count(1)  # one pixel wins in all four windows
    widget.get_by_label("mode").select_option("avg")
    told(widget, "window at row 0, column 0: avg = 0.511")
    expect(widget.locator("td.ringed")).to_have_count(0)
    assert in_python(notebook) == "3 1 avg 0 0 0.511"


def test_a_window_that_is_gone_is_left(notebook, widget):
    notebook.page.keyboard.press("End")
    widget.get_by_label("k", exact=True).fill("4")
    told(widget, "window at row 0, column 0: max = 0.9, from row 1, column 1")
    widget.get_by_label("k", exact=True).fill("9")  # clipped to the picture
    expect(widget.locator(".cnnkit-grid").nth(1).locator("td.cell")).to_have_count(1)
    expect(widget).to_contain_text("output: 1 × 1")
    assert in_python(notebook) == "4 2 max 0 0 0.9"


def test_a_click_chooses_the_window(notebook, widget):
    widget.locator(".cnnkit-grid").nth(1).locator("td.cell").nth(2).click()
    told(widget, "window at row 2, column 0: max = 0.8, from row 2, column 1")
    assert in_python(notebook) == "2 2 max 1 0 0.8"


def test_python_changes_the_settings(notebook, widget):
    notebook.run(3)
    told(widget, "window at row 0, column 0: sum = 4.6")
    assert output(widget) == [4.6, 6.2, 3.5, 5.5]


def test_the_notebook_does_not_act_on_the_keys(notebook, widget):
    for key in ("d", "d", "b", "Enter"):
        notebook.page.keyboard.press(key)
    widget.get_by_label("k", exact=True).focus()
    for key in ("ArrowUp", "ArrowDown", "ArrowLeft"):
        notebook.page.keyboard.press(key)
    expect(notebook.panel.locator(".jp-Cell")).to_have_count(len(CELLS))
    expect(notebook.cell(1)).to_have_class(re.compile(r"\bjp-mod-active\b"))
    told(widget, FIRST)


def test_everything_can_be_reached_by_tab(notebook, widget):
    widget.get_by_label("k", exact=True).focus()
    reached = []
    for _ in range(3):
        notebook.page.keyboard.press("Tab")
        reached.append(
            notebook.page.evaluate(
                "document.activeElement.getAttribute('role') || document.activeElement.title"
            )
        )
    assert reached == ["step of the window", "what each window gives", "application"]


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_text_contrasts_in_both_themes(notebook, widget, theme):
    notebook.command("apputils:change-theme", theme=theme)
    expect(notebook.page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    lowest = LOWEST_CONTRAST.replace(".cnnkit-stepper", ".cnnkit-pooling-explorer")
    assert notebook.page.evaluate(lowest) >= 4.5
    expect(widget).to_be_visible()
