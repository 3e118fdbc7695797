"""The volume explorer in a real JupyterLab: by keyboard, by mouse, from Python, by its contrast."""

import re

import pytest
from playwright.sync_api import expect

from browser.test_stepper import LOWEST_CONTRAST

CELLS = [
    "from cnnkit.datasets import volume_example\nfrom cnnkit.widgets import volume_explorer",
    "widget = volume_explorer(*volume_example(), stride=2, padding=1)\nwidget",
    "print(widget.filter, widget.row, widget.column, widget.value)",
    "widget.filter, widget.row, widget.column = 1, 2, 0",
]
MAPS = [[0, 5, 4, 5, 1, 7, 5, 3, 5], [3, 2, 2, 4, 5, 3, -2, 6, 0]]
FIRST = "map 0, row 0, column 0: (−2) + 0 + 1 + bias 1 = 0"


@pytest.fixture(scope="module")
def notebook(lab, page):
    opened = lab.open(page, lab.write("volume_explorer.ipynb", CELLS))
    opened.run(0)
    opened.run(1)
    return opened


@pytest.fixture
def widget(notebook):
    """Find the widget, and put it back to the beginning."""
    found = notebook.output(1).locator(".cnnkit-volume-explorer")
    found.get_by_role("application").focus()
    notebook.page.keyboard.press("PageUp")
    notebook.page.keyboard.press("Home")
    told(found, FIRST)
    return found


def told(widget, text):
    expect(widget.get_by_role("status")).to_have_text(text)


def numbers(grid):
    return [float(text.replace("−", "-")) for text in grid.locator("td.cell").all_inner_texts()]


def in_python(notebook):
    notebook.run(2)
    return notebook.output(2).inner_text().strip()


def test_the_keys_choose_the_cell(notebook, widget):
    stage = widget.get_by_role("application")
    before = stage.screenshot()
    for key, text in [
        ("ArrowRight", "map 0, row 0, column 1: 1 + 2 + 1 + bias 1 = 5"),
        ("ArrowDown", "map 0, row 1, column 1: 1 + 1 + (−2) + bias 1 = 1"),
        ("PageDown", "map 1, row 1, column 1: 2 + 3 + 0 + bias 0 = 5"),
        ("PageDown", "map 1, row 1, column 1: 2 + 3 + 0 + bias 0 = 5"),
        ("ArrowLeft", "map 1, row 1, column 0: (−1) + 3 + 2 + bias 0 = 4"),
        ("End", "map 1, row 2, column 2: (−1) + 1 + 0 + bias 0 = 0"),
        ("ArrowRight", "map 1, row 2, column 2: (−1) + 1 + 0 + bias 0 = 0"),
        ("ArrowUp", "map 1, row 1, column 2: 0 + 3 + 0 + bias 0 = 3"),
    ]:
        notebook.page.keyboard.press(key)
        told(widget, text)
    assert stage.screenshot() != before
    assert in_python(notebook) == "1 1 2 3.0"


def test_every_product_is_shown(notebook, widget):
    notebook.page.keyboard.press("ArrowRight")
    notebook.page.keyboard.press("ArrowDown")
    told(widget, "map 0, row 1, column 1: 1 + 1 + (−2) + bias 1 = 1")
    channels = widget.locator(".channel")
    expect(channels).to_have_count(3)
    sums = []
    for channel in channels.all():
        slice_, taps, products = (numbers(grid) for grid in channel.locator(".cnnkit-grid").all())
        window = [slice_[7 * (2 + u) + 2 + v] for u in range(3) for v in range(3)]
        assert products == [a * b for a, b in zip(window, taps, strict=True)]
        sums.append(sum(products))
        assert float(channel.locator(".sum").inner_text().replace("−", "-")) == sum(products)
        expect(channel.locator("td.margin")).to_have_count(49 - 25)
    assert sums == [1, 1, -2]
    assert [numbers(grid) for grid in widget.locator(".maps .cnnkit-grid").all()] == MAPS


def test_a_click_chooses_the_cell(notebook, widget):
    widget.locator(".maps .cnnkit-grid").nth(1).locator("td.cell").nth(6).click()
    told(widget, "map 1, row 2, column 0: 1 + (−2) + (−1) + bias 0 = −2")
    assert in_python(notebook) == "1 2 0 -2.0"


def test_the_buttons_choose_the_cell(notebook, widget):
    for name, text in [
        ("Next", "map 0, row 0, column 1: 1 + 2 + 1 + bias 1 = 5"),
        ("Filter after", "map 1, row 0, column 1: "),
        ("Back", "map 1, row 0, column 0: "),
        ("Last", "map 1, row 2, column 2: "),
        ("Filter before", "map 0, row 2, column 2: "),
        ("First", FIRST),
    ]:
        widget.get_by_role("button", name=name, exact=True).click()
        expect(widget.get_by_role("status")).to_contain_text(text)


def test_the_notebook_does_not_act_on_the_keys(notebook, widget):
    for key in ("ArrowDown", "Home", "PageDown", "PageUp", "d", "d", "b", "Enter"):
        notebook.page.keyboard.press(key)
    expect(notebook.panel.locator(".jp-Cell")).to_have_count(len(CELLS))
    expect(notebook.cell(1)).to_have_class(re.compile(r"\bjp-mod-active\b"))
    told(widget, FIRST)


def test_everything_can_be_reached_by_tab(notebook, widget):
    names = []
    for _ in range(6):
        notebook.page.keyboard.press("Tab")
        names.append(notebook.page.evaluate("document.activeElement.innerText"))
    assert names == ["First", "Back", "Next", "Last", "Filter before", "Filter after"]


def test_python_chooses_the_cell(notebook, widget):
    notebook.run(3)
    told(widget, "map 1, row 2, column 0: 1 + (−2) + (−1) + bias 0 = −2")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_text_contrasts_in_both_themes(notebook, widget, theme):
    notebook.command("apputils:change-theme", theme=theme)
    expect(notebook.page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    lowest = LOWEST_CONTRAST.replace(".cnnkit-stepper", ".cnnkit-volume-explorer")
    assert notebook.page.evaluate(lowest) >= 4.5
    expect(widget).to_be_visible()
