"""The picture slider in a real JupyterLab: by keyboard, from Python, and what it says."""

import pytest
from playwright.sync_api import expect

CELLS = [
    "from cnnkit.plotting import matrix, show\nfrom cnnkit.widgets import picture_slider",
    'pictures = [show(matrix([[n, 0]]), alt=f"The numbers {n} and 0.") for n in (1, 2, 3)]\n'
    'widget = picture_slider(pictures, [-2, 0, 2], name="columns to the right", start=1)\nwidget',
    "print(widget.slider.index, widget.picture())",
    "widget.slider.index = 0",
]


@pytest.fixture(scope="module")
def notebook(lab, page):
    opened = lab.open(page, lab.write("picture_slider.ipynb", CELLS))
    opened.run(0)
    opened.run(1)
    return opened


def test_the_arrow_keys_turn_the_pages(notebook):
    output = notebook.output(1)
    expect(output.locator("img")).to_have_attribute("alt", "The numbers 2 and 0.")
    expect(output.locator("img")).to_have_count(1)
    expect(output.get_by_text("columns to the right")).to_be_visible()
    output.locator(".noUi-handle").focus()
    notebook.page.keyboard.press("ArrowRight")
    expect(output.locator("img")).to_have_attribute("alt", "The numbers 3 and 0.")
    expect(output.locator(".widget-readout")).to_have_text("2")
    notebook.run(2)
    assert notebook.output(2).inner_text().strip() == "2 [Picture: The numbers 3 and 0.]"
    notebook.run(3)
    expect(output.locator("img")).to_have_attribute("alt", "The numbers 1 and 0.")
    expect(output.locator(".widget-readout")).to_have_text("−2")
