"""The size calculator in a real JupyterLab: by keyboard, from Python, and by its contrast."""

import re

import pytest
from playwright.sync_api import expect

from browser.test_stepper import LOWEST_CONTRAST

CELLS = [
    "from cnnkit.widgets import size_calculator",
    "widget = size_calculator(10, 3, stride=2)\nwidget",
    "print(widget.n, widget.k, widget.stride, widget.padding, widget.dilation, widget.value)",
    "widget.n, widget.stride, widget.padding = 5, 1, 0",
    "print(widget.coverage().tolist())",
]
START = {"n": 10, "k": 3, "stride": 2, "padding": 0, "dilation": 1}


@pytest.fixture(scope="module")
def notebook(lab, page):
    opened = lab.open(page, lab.write("size_calculator.ipynb", CELLS))
    opened.run(0)
    opened.run(1)
    return opened


@pytest.fixture
def widget(notebook):
    """Find the widget, and put it back to the beginning."""
    found = notebook.output(1).locator(".cnnkit-size-calculator")
    for name, number in START.items():
        field(found, name).fill(str(number))
    told(found, "4 places.")
    return found


def field(widget, name):
    return widget.get_by_role("spinbutton", name=re.compile(rf"^{name} "))


def told(widget, text):
    expect(widget.get_by_role("status")).to_contain_text(text)


def taps(widget):
    """Return the positions of the taps, line by line."""
    lines = widget.locator("table.places tr").all()[1:]
    return [
        [at for at, text in enumerate(line.locator("td").all_inner_texts()) if text.strip()]
        for line in lines
    ]


def coverage(widget):
    lines = widget.locator("table.coverage tr").all()
    return [[int(text) for text in line.locator("td").all_inner_texts()] for line in lines]


def in_python(notebook, cell=2):
    notebook.run(cell)
    return notebook.output(cell).inner_text().strip()


def test_it_begins_with_formula_places_and_map(widget):
    formula = widget.locator(".formula")
    expect(formula).to_have_text("⌊(10 + 2·0 − 1·(3 − 1) − 1) / 2⌋ + 1 = ⌊7 / 2⌋ + 1 = 4")
    told(widget, "it leaves a rest, and the last pixel is dropped")
    assert taps(widget) == [[0, 1, 2], [2, 3, 4], [4, 5, 6], [6, 7, 8]]
    used = [1, 1, 2, 1, 2, 1, 2, 1, 1, 0]
    assert coverage(widget) == [[down * across for across in used] for down in used]
    expect(widget.locator(".dropped")).to_have_count(1)


def test_the_keyboard_changes_the_numbers(notebook, widget):
    before = widget.screenshot()
    field(widget, "stride").focus()
    notebook.page.keyboard.press("ArrowDown")
    told(widget, "8 places. The last window ends at the end of the row.")
    notebook.page.keyboard.press("Tab")
    notebook.page.keyboard.press("ArrowUp")
    told(widget, "10 places.")
    assert taps(widget)[0] == [0, 1, 2]
    expect(widget.locator("th.zero")).to_have_count(2)
    assert widget.screenshot() != before
    assert in_python(notebook) == "10 3 1 1 1 10"


def test_everything_can_be_reached_by_tab(notebook, widget):
    field(widget, "n").focus()
    names = []
    for _ in range(5):
        names.append(notebook.page.evaluate("document.activeElement.parentElement.innerText"))
        notebook.page.keyboard.press("Tab")
    assert [name.split()[0] for name in names] == list(START)


def test_the_notebook_does_not_act_on_the_keys(notebook, widget):
    field(widget, "n").focus()
    for key in ("ArrowDown", "ArrowUp", "Home", "d", "d", "b", "Enter"):
        notebook.page.keyboard.press(key)
    expect(notebook.panel.locator(".jp-Cell")).to_have_count(len(CELLS))
    expect(notebook.cell(1)).to_have_class(re.compile(r"\bjp-mod-active\b"))
    told(widget, "4 places.")


def test_it_says_when_the_window_does_not_fit(widget):
    field(widget, "dilation").fill("5")
    told(widget, "Does not fit: the window spans 11 pixels, and the row has 10.")
    assert taps(widget) == []
    expect(widget.locator(".formula")).to_contain_text("there is no place")
    field(widget, "padding").fill("1")
    told(widget, "1 place. The stride does not fit: it leaves a rest, and the last zero is dropped")
    assert taps(widget) == [[0, 5, 10]]


def test_a_field_may_be_empty_or_too_large_while_one_types(notebook, widget):
    n = field(widget, "n")
    n.fill("")
    told(widget, "4 places.")
    n.fill("5000")
    told(widget, "499 places.")
    expect(widget.locator(".stage")).to_contain_text("are counted, but not drawn")
    n.blur()
    expect(n).to_have_value("999")
    assert in_python(notebook) == "999 3 2 0 1 499"


def test_python_changes_the_page_and_counts_the_same(notebook, widget):
    notebook.run(3)
    told(widget, "3 places.")
    expect(field(widget, "n")).to_have_value("5")
    assert in_python(notebook, 4) == str(coverage(widget))
    for padding, corner in ((1, 4), (2, 9)):
        field(widget, "padding").fill(str(padding))
        told(widget, f"{3 + 2 * padding} places.")
        assert coverage(widget)[0][0] == corner
        assert in_python(notebook, 4) == str(coverage(widget))


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_text_contrasts_in_both_themes(notebook, widget, theme):
    notebook.command("apputils:change-theme", theme=theme)
    expect(notebook.page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    field(widget, "padding").fill("1")
    told(widget, "5 places.")
    measured = LOWEST_CONTRAST.replace("cnnkit-stepper", "cnnkit-size-calculator")
    assert notebook.page.evaluate(measured) >= 4.5
