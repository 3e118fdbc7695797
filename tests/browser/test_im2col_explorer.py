"""The im2col explorer in a real JupyterLab: by keyboard, by mouse, from Python, by its contrast."""

import re

import pytest
from playwright.sync_api import expect

from browser.test_stepper import LOWEST_CONTRAST

CELLS = [
    "import numpy as np\nfrom cnnkit.widgets import im2col_explorer\n"
    "c, i, j = np.indices((2, 4, 5))",
    "widget = im2col_explorer(100 * c + 10 * i + j, 2)\nwidget",
    "print(widget.column, widget.pixel)",
    "widget.column, widget.pixel = 11, [0, 3, 4]",
    "widget.column, widget.pixel = 0, [0, 0, 0]",
    "im2col_explorer(np.arange(1, 10).reshape(1, 3, 3), 3, stride=2, padding=1)",
]
COLUMN = "column 0: the window at row 0, column 0 of every channel"
PIXEL = "pixel 0, channel 0, row 0, column 0: in 1 column: 0"


@pytest.fixture(scope="module")
def notebook(lab, page):
    opened = lab.open(page, lab.write("im2col_explorer.ipynb", CELLS))
    opened.run(0)
    opened.run(1)
    return opened


@pytest.fixture
def widget(notebook):
    """Find the widget, and put it back to the beginning."""
    found = notebook.output(1).locator(".cnnkit-im2col-explorer")
    notebook.page.mouse.move(0, 0)
    notebook.run(4)
    told(found, COLUMN, PIXEL)
    return found


def told(widget, column, pixel):
    expect(widget.get_by_role("status").nth(0)).to_have_text(column)
    expect(widget.get_by_role("status").nth(1)).to_have_text(pixel)


def window(column, top, left):
    return f"column {column}: the window at row {top}, column {left} of every channel"


def grid(widget, n):
    return widget.locator(".cnnkit-grid").nth(n)


def cell(widget, n, at):
    return grid(widget, n).locator("td.cell").nth(at)


def ringed(widget, n):
    return grid(widget, n).locator("td.ringed").all_inner_texts()


def framed(widget, n):
    """Return the numbers inside the frame of a grid, found by where they are on the page."""
    return grid(widget, n).evaluate("""node => {
      const frame = node.querySelector(".frame").getBoundingClientRect();
      const inside = cell => {
        const { x, y, width, height } = cell.getBoundingClientRect();
        const [across, down] = [x + width / 2, y + height / 2];
        return across > frame.left && across < frame.right
          && down > frame.top && down < frame.bottom;
      };
      return [...node.querySelectorAll("td.cell")].filter(inside).map(c => Number(c.innerText));
    }""")


def settled(widget):
    """Let the frames arrive where they are going."""
    widget.page.wait_for_function("() => document.getAnimations().length === 0")


def in_python(notebook):
    notebook.run(2)
    return notebook.output(2).inner_text().strip()


def test_the_keys_choose_a_column(notebook, widget):
    widget.get_by_role("application").nth(1).focus()
    for key, text in [
        ("ArrowRight", window(1, 0, 1)),
        ("ArrowDown", window(5, 1, 1)),
        ("ArrowLeft", window(4, 1, 0)),
        ("ArrowUp", window(0, 0, 0)),
        ("ArrowUp", window(0, 0, 0)),
        ("End", window(11, 2, 3)),
        ("ArrowRight", window(11, 2, 3)),
        ("Home", window(0, 0, 0)),
        ("ArrowDown", window(4, 1, 0)),
    ]:
        notebook.page.keyboard.press(key)
        told(widget, text, PIXEL)
    assert in_python(notebook) == "4 [0, 0, 0]"


def test_the_framed_column_is_the_framed_patch(notebook, widget):
    widget.get_by_role("application").nth(1).focus()
    for _ in range(5):
        notebook.page.keyboard.press("ArrowRight")
    told(widget, window(5, 1, 1), PIXEL)
    settled(widget)
    assert framed(widget, 0) == [11, 12, 21, 22]
    assert framed(widget, 1) == [111, 112, 121, 122]
    assert framed(widget, 2) == [11, 12, 21, 22, 111, 112, 121, 122]
    names = grid(widget, 2).locator('th[scope="row"]').all_inner_texts()
    assert (names[0], names[5]) == ("0: (0, 0, 0)", "5: (1, 0, 1)")


def test_the_keys_choose_a_pixel(notebook, widget):
    widget.get_by_role("application").nth(0).focus()
    for key, text in [
        ("ArrowRight", "pixel 1, channel 0, row 0, column 1: in 2 columns: 0, 1"),
        ("ArrowDown", "pixel 11, channel 0, row 1, column 1: in 4 columns: 0, 1, 4, 5"),
        ("PageDown", "pixel 111, channel 1, row 1, column 1: in 4 columns: 0, 1, 4, 5"),
        ("PageDown", "pixel 111, channel 1, row 1, column 1: in 4 columns: 0, 1, 4, 5"),
        ("ArrowLeft", "pixel 110, channel 1, row 1, column 0: in 2 columns: 0, 4"),
        ("ArrowUp", "pixel 100, channel 1, row 0, column 0: in 1 column: 0"),
        ("ArrowUp", "pixel 100, channel 1, row 0, column 0: in 1 column: 0"),
        ("End", "pixel 134, channel 1, row 3, column 4: in 1 column: 11"),
        ("PageUp", "pixel 34, channel 0, row 3, column 4: in 1 column: 11"),
        ("Home", PIXEL),
    ]:
        notebook.page.keyboard.press(key)
        told(widget, COLUMN, text)
    notebook.page.keyboard.press("PageDown")
    assert in_python(notebook) == "0 [1, 0, 0]"


def test_every_copy_of_the_pixel_is_ringed(notebook, widget):
    cell(widget, 0, 6).click()
    told(widget, COLUMN, "pixel 11, channel 0, row 1, column 1: in 4 columns: 0, 1, 4, 5")
    assert ringed(widget, 0) == ["11"]
    assert ringed(widget, 1) == []
    assert ringed(widget, 2) == ["11"] * 4
    assert in_python(notebook) == "0 [0, 1, 1]"


def test_a_click_chooses_a_column(notebook, widget):
    cell(widget, 2, 12 + 6).click()
    told(widget, window(6, 1, 2), PIXEL)
    assert in_python(notebook) == "6 [0, 0, 0]"


def test_what_the_pointer_rests_on_is_shown_and_not_chosen(notebook, widget):
    cell(widget, 2, 7).hover()
    told(widget, window(7, 1, 3), PIXEL)
    settled(widget)
    assert framed(widget, 0) == [13, 14, 23, 24]
    cell(widget, 1, 19).hover()
    told(widget, COLUMN, "pixel 134, channel 1, row 3, column 4: in 1 column: 11")
    notebook.page.mouse.move(0, 0)
    told(widget, COLUMN, PIXEL)
    assert in_python(notebook) == "0 [0, 0, 0]"


def test_python_chooses(notebook, widget):
    notebook.run(3)
    told(widget, window(11, 2, 3), "pixel 34, channel 0, row 3, column 4: in 1 column: 11")


def test_the_notebook_does_not_act_on_the_keys(notebook, widget):
    for n in (0, 1):
        widget.get_by_role("application").nth(n).focus()
        for key in ("ArrowDown", "Home", "PageDown", "PageUp", "d", "d", "b", "Enter"):
            notebook.page.keyboard.press(key)
    expect(notebook.panel.locator(".jp-Cell")).to_have_count(len(CELLS))
    expect(notebook.cell(1)).to_have_class(re.compile(r"\bjp-mod-active\b"))
    told(widget, COLUMN, PIXEL)


def test_both_parts_can_be_reached_by_tab(notebook, widget):
    widget.get_by_role("application").nth(0).focus()
    notebook.page.keyboard.press("Tab")
    label = notebook.page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert label.startswith("The column matrix.")


def test_the_margin_is_hatched_and_is_no_pixel(notebook, widget):
    notebook.run(5)
    framed_ = notebook.output(5).locator(".cnnkit-im2col-explorer")
    expect(grid(framed_, 0).locator("td.margin")).to_have_count(25 - 9)
    cell(framed_, 0, 0).click()
    told(
        framed_,
        "column 0: the window at row 0, column 0",
        "pixel 1, channel 0, row 0, column 0: in 1 column: 0",
    )
    cell(framed_, 0, 12).click()
    expect(framed_.get_by_role("status").nth(1)).to_have_text(
        "pixel 5, channel 0, row 1, column 1: in 4 columns: 0, 1, 2, 3"
    )
    expect(grid(framed_, 1).locator("td.margin")).to_have_count(4 * 5)


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_text_contrasts_in_both_themes(notebook, widget, theme):
    notebook.command("apputils:change-theme", theme=theme)
    expect(notebook.page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    lowest = LOWEST_CONTRAST.replace(".cnnkit-stepper", ".cnnkit-im2col-explorer")
    assert notebook.page.evaluate(lowest) >= 4.5
    expect(widget).to_be_visible()
