"""The receptive field explorer in a real JupyterLab: by its fields and buttons, from Python."""

import pytest
from playwright.sync_api import expect

from browser.test_stepper import LOWEST_CONTRAST

CELLS = [
    "from cnnkit.widgets import receptive_field_explorer",
    "widget = receptive_field_explorer()\nwidget",
    "print(widget.layers, widget.size, widget.jump)\nprint(widget.says)",
    "widget.layers = [[3, 1, 1], [3, 1, 3]]",
    "widget.layers = [[3, 1, 1], [3, 1, 1]]",
]
FIRST = "An output sees 5 × 5 = 25 pixels, by 81 paths. Neighbouring outputs look 1 pixel apart."
ROW = [1, 2, 3, 2, 1]


@pytest.fixture(scope="module")
def notebook(lab, page):
    opened = lab.open(page, lab.write("receptive_field_explorer.ipynb", CELLS))
    opened.run(0)
    opened.run(1)
    return opened


@pytest.fixture
def widget(notebook):
    """Find the widget, and put it back to the beginning."""
    found = notebook.output(1).locator(".cnnkit-receptive-field-explorer")
    notebook.run(4)
    told(found, FIRST)
    return found


def told(widget, text):
    expect(widget.get_by_role("status")).to_have_text(text)


def counts(widget):
    return [int(text) for text in widget.locator("td.cell").all_inner_texts()]


def in_python(notebook):
    notebook.run(2)
    return notebook.output(2).inner_text().strip()


def test_paths_and_taps_are_drawn(widget):
    assert counts(widget) == [down * across for down in ROW for across in ROW]
    expect(widget.locator("svg line")).to_have_count(3 + 3 * 3)
    expect(widget.locator("svg circle.unit")).to_have_count(1 + 3 + 5)


def test_the_fields_change_a_layer(notebook, widget):
    before = widget.screenshot()
    widget.get_by_label("stride of layer 1").fill("2")
    told(
        widget,
        "An output sees 7 × 7 = 49 pixels, by 81 paths. Neighbouring outputs look 2 pixels apart.",
    )
    widget.get_by_label("dilation of layer 2").fill("4")
    told(
        widget,
        "An output sees 81 pixels in a square of 19 × 19, by 81 paths. Neighbouring outputs look 2 "
        "pixels apart.",
    )
    assert widget.screenshot() != before
    says = widget.get_by_role("status").inner_text()
    assert in_python(notebook) == f"[[3, 2, 1], [3, 1, 4]] 19 2\n{says}"


def test_keys_change_a_field(notebook, widget):
    widget.get_by_label("k of layer 2").focus()
    notebook.page.keyboard.press("ArrowUp")
    expect(widget.get_by_role("status")).to_contain_text("6 × 6 = 36 pixels, by 144 paths")
    notebook.page.keyboard.press("ArrowDown")
    told(widget, FIRST)


def test_a_number_outside_is_clipped(notebook, widget):
    widget.get_by_label("k of layer 1").fill("99")
    expect(widget.get_by_role("status")).to_contain_text("9 × 9 = 81 pixels, by 441 paths")
    widget.get_by_label("k of layer 1").blur()
    expect(widget.get_by_label("k of layer 1")).to_have_value("7")
    assert in_python(notebook).startswith("[[7, 1, 1], [3, 1, 1]] 9 1")


def test_layers_come_and_go_by_keyboard(notebook, widget):
    add = widget.get_by_role("button", name="Add a layer")
    remove = widget.get_by_role("button", name="Remove the last")
    add.focus()
    for _ in range(4):  # the fourth is one too many
        notebook.page.keyboard.press("Enter")
    expect(widget.locator(".layer")).to_have_count(5)
    expect(add).to_have_attribute("aria-disabled", "true")
    expect(widget.get_by_role("status")).to_contain_text("11 × 11 = 121 pixels")
    remove.focus()
    for _ in range(6):
        notebook.page.keyboard.press("Space")
    expect(widget.locator(".layer")).to_have_count(0)
    expect(remove).to_have_attribute("aria-disabled", "true")
    told(
        widget,
        "An output sees 1 × 1 = 1 pixel, by 1 path. Neighbouring outputs look 1 pixel apart.",
    )
    assert in_python(notebook).startswith("[] 1 1")


def test_python_changes_the_layers(notebook, widget):
    notebook.run(3)
    expect(widget.get_by_role("status")).to_contain_text("9 × 9 = 81 pixels, by 81 paths")
    assert counts(widget) == [1] * 81
    expect(widget.get_by_label("dilation of layer 2")).to_have_value("3")


def test_page_and_python_say_the_same(notebook, widget):
    widget.get_by_label("k of layer 1").fill("7")
    widget.get_by_label("stride of layer 1").fill("4")
    widget.get_by_label("k of layer 2").fill("7")
    says = widget.get_by_role("status").inner_text()
    assert "31 × 31 = 961 pixels, by 2,401 paths" in says
    assert says in in_python(notebook)
    widget.get_by_label("dilation of layer 2").fill("2")
    expect(widget.locator(".stage")).to_have_text(
        "More than 31 pixels a side are counted, but not drawn."
    )


def test_the_notebook_does_not_act_on_the_keys(notebook, widget):
    widget.get_by_role("button", name="Add a layer").focus()
    for key in ("ArrowDown", "Home", "d", "d", "b"):
        notebook.page.keyboard.press(key)
    expect(notebook.panel.locator(".jp-Cell")).to_have_count(len(CELLS))
    told(widget, FIRST)


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_text_contrasts_in_both_themes(notebook, widget, theme):
    notebook.command("apputils:change-theme", theme=theme)
    expect(notebook.page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    lowest = LOWEST_CONTRAST.replace(".cnnkit-stepper", ".cnnkit-receptive-field-explorer")
    assert notebook.page.evaluate(lowest) >= 4.5
    expect(widget).to_be_visible()
