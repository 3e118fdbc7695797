"""The stepper in a real JupyterLab: by keyboard, by mouse, from Python, and by its contrast."""

import re

import pytest
from playwright.sync_api import expect

CELLS = [
    "from cnnkit.widgets import stepper",
    "widget = stepper([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 1, 2]], [[1, 2], [0, -1]])\nwidget",
    "print(widget.row, widget.column, widget.flip, widget.value)",
    "widget.row, widget.column = 1, 2",
]
OUTPUT = [[-3, -1, 1], [5, 16, 18]]  # cross-correlation
FLIPPED = [[13, 15, 17], [21, 14, -2]]  # convolution


@pytest.fixture(scope="module")
def notebook(lab, page):
    opened = lab.open(page, lab.write("stepper.ipynb", CELLS))
    opened.run(0)
    opened.run(1)
    return opened


@pytest.fixture
def widget(notebook):
    """Find the widget, and put it back to the beginning."""
    found = notebook.output(1).locator(".cnnkit-stepper")
    found.get_by_role("switch").set_checked(False)
    found.get_by_role("application").focus()
    notebook.page.keyboard.press("Home")
    told(found, "row 0, column 0: sum −3")
    return found


def told(widget, text):
    expect(widget.get_by_role("status")).to_have_text(text)


def shown(widget, grid):
    return widget.locator(".cnnkit-grid").nth(grid).locator("td.cell").all_inner_texts()


def in_python(notebook):
    notebook.run(2)
    return notebook.output(2).inner_text().strip()


def test_the_arrow_keys_move_the_window(notebook, widget):
    stage = widget.get_by_role("application")
    told(widget, "row 0, column 0: sum −3")
    assert shown(widget, 3) == ["−3", "", "", "", "", ""]
    before = stage.screenshot()
    stage.focus()
    for key, text in [
        ("ArrowRight", "row 0, column 1: sum −1"),
        ("ArrowDown", "row 1, column 1: sum 16"),
        ("ArrowLeft", "row 1, column 0: sum 5"),
        ("ArrowLeft", "row 0, column 2: sum 1"),
        ("ArrowUp", "row 0, column 2: sum 1"),
        ("End", "row 1, column 2: sum 18"),
        ("ArrowRight", "row 1, column 2: sum 18"),
        ("Home", "row 0, column 0: sum −3"),
        ("ArrowRight", "row 0, column 1: sum −1"),
    ]:
        notebook.page.keyboard.press(key)
        told(widget, text)
    assert shown(widget, 3) == ["−3", "−1", "", "", "", ""]
    assert shown(widget, 2) == ["1\nΣ 1", "4\nΣ 5", "0\nΣ 5", "−6\nΣ −1"]
    assert stage.screenshot() != before
    assert in_python(notebook) == "0 1 False -1.0"


def test_the_notebook_does_not_act_on_the_keys(notebook, widget):
    widget.get_by_role("application").focus()
    for key in ("ArrowDown", "ArrowDown", "Home", "d", "d", "b", "Enter"):
        notebook.page.keyboard.press(key)
    expect(notebook.panel.locator(".jp-Cell")).to_have_count(len(CELLS))
    expect(notebook.cell(1)).to_have_class(re.compile(r"\bjp-mod-active\b"))
    told(widget, "row 0, column 0: sum −3")


def test_everything_can_be_reached_by_tab(notebook, widget):
    widget.get_by_role("application").focus()
    names = []
    for _ in range(5):
        notebook.page.keyboard.press("Tab")
        names.append(notebook.page.evaluate("document.activeElement.parentElement.innerText"))
    focused = notebook.page.evaluate("document.activeElement.getAttribute('role')")
    assert focused == "switch"
    assert names[-1].strip() == "Flip the filter (true convolution)"


def test_the_buttons_move_the_window(notebook, widget):
    for name, text in [
        ("Next", "row 0, column 1: sum −1"),
        ("Back", "row 0, column 0: sum −3"),
        ("Last", "row 1, column 2: sum 18"),
        ("First", "row 0, column 0: sum −3"),
    ]:
        widget.get_by_role("button", name=name).click()
        told(widget, text)
    widget.locator(".cnnkit-grid").nth(3).locator("td.cell").nth(4).click()
    told(widget, "row 1, column 1: sum 16")
    assert in_python(notebook) == "1 1 False 16.0"


def test_every_place_has_the_right_sum(notebook, widget):
    switch = widget.get_by_role("switch", name="Flip the filter (true convolution)")
    widget.get_by_role("button", name="Last").click()
    for flip, output in ((False, OUTPUT), (True, FLIPPED)):
        switch.set_checked(flip)
        told(widget, f"row 1, column 2: sum {output[1][2]}".replace("-", "−"))
        numbers = [int(text.replace("−", "-")) for text in shown(widget, 3)]
        assert numbers == [*output[0], *output[1]]
        expect(widget.get_by_text("filter, flipped", exact=True)).to_have_count(int(flip))
    assert shown(widget, 1) == ["−1", "0", "2", "1"]
    assert in_python(notebook) == "1 2 True -2.0"


def test_python_moves_the_window(notebook, widget):
    notebook.run(3)
    told(widget, "row 1, column 2: sum 18")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_text_contrasts_in_both_themes(notebook, widget, theme):
    notebook.command("apputils:change-theme", theme=theme)
    expect(notebook.page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    widget.get_by_role("button", name="Last").click()
    told(widget, "row 1, column 2: sum 18")
    assert notebook.page.evaluate(LOWEST_CONTRAST) >= 4.5


LOWEST_CONTRAST = """() => {
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const light = rgb => {
    const [r, g, b] = rgb.map(c => c / 255)
      .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const over = (front, back) => {
    const a = front.length > 3 ? front[3] : 1;
    return [0, 1, 2].map(k => a * front[k] + (1 - a) * back[k]);
  };
  const paper = node => {
    if (!node) return [255, 255, 255];
    const colour = parse(getComputedStyle(node).backgroundColor);
    return colour.length > 3 && colour[3] === 0
      ? paper(node.parentElement) : over(colour, paper(node.parentElement));
  };
  const texts = [...document.querySelectorAll(".cnnkit-stepper *")]
    .filter(node => [...node.childNodes].some(c => c.nodeType === 3 && c.data.trim()));
  return Math.min(...texts.map(node => {
    const back = paper(node);
    const pair = [light(over(parse(getComputedStyle(node).color), back)), light(back)];
    return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
  }));
}"""
