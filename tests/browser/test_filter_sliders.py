"""The filter sliders in a real JupyterLab: presets, taps, a student's function, own pictures."""

import re
import time

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from browser.test_stepper import LOWEST_CONTRAST

CELLS = [
    "import numpy as np\nfrom cnnkit import datasets\nfrom cnnkit.widgets import filter_sliders",
    """def corr2d(x, w):
    if w[0, 0] > 3:
        raise ValueError("too much")
    rows, columns = x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1
    z = np.zeros((rows, columns))
    for u in range(w.shape[0]):
        for v in range(w.shape[1]):
            z += w[u, v] * x[u : u + rows, v : v + columns]
    return z""",
    "ramp = np.tile(np.linspace(0, 1, 20), (12, 1))\n"
    'filters = datasets.hand_made_filters()\ndel filters["difference"]\n'
    'widget = filter_sliders({"ramp": ramp, "four": datasets.digit()}, filters, function=corr2d)\n'
    "widget",
    "print(widget.shown, widget.preset, widget.taps[1], widget.image.shape, widget.image.mean())",
    'widget.preset = "emboss"',
]
WIDGET = 2
# the page tells Python once its sliders have come to rest, 150 milliseconds after the last change
RESTED = "() => new Promise((done) => setTimeout(done, 200))"
PIXELS = """canvas => {
  const { width, height } = canvas;
  return [width, height, ...canvas.getContext("2d").getImageData(0, 0, width, height).data];
}"""


@pytest.fixture(scope="module")
def notebook(lab, page):
    opened = lab.open(page, lab.write("filter_sliders.ipynb", CELLS))
    for n in range(3):
        opened.run(n)
    return opened


@pytest.fixture
def widget(notebook):
    """Find the widget, and put it back to the beginning."""
    found = notebook.output(WIDGET).locator(".cnnkit-filter-sliders")
    found.get_by_role("combobox", name="Picture").select_option("ramp")
    found.get_by_role("combobox", name="Filter").select_option("nothing at all")
    expect(said(found)).to_contain_text("The same numbers")
    notebook.page.evaluate(RESTED)
    notebook.settle()
    return found


def said(widget):
    """Find what the panel of the student's function says."""
    return widget.locator(".own").get_by_role("status")


def canvas(widget, which):
    return widget.locator("canvas").nth(which)


def pixels(widget, which):
    return canvas(widget, which).evaluate(PIXELS)


def levels(widget, which):
    """Return the grey levels of a canvas, row by row."""
    width, height, *values = pixels(widget, which)
    grey = values[::4]
    return [grey[i * width : (i + 1) * width] for i in range(height)]


def in_python(notebook):
    notebook.run(3)
    return notebook.output(3).inner_text().strip()


def test_it_begins_with_the_first_of_each(widget):
    ramp = [round(255 * j / 19) for j in range(20)]
    assert levels(widget, 0) == [ramp] * 12
    assert levels(widget, 1) == [ramp[1:-1]] * 10
    assert levels(widget, 2) == [ramp[1:-1]] * 10
    expect(widget.get_by_text("Sum of the taps: 1 – a flat part stays")).to_be_visible()


def test_a_preset_is_chosen_by_keyboard(notebook, widget):
    before = pixels(widget, 1), pixels(widget, 2)
    chooser = widget.get_by_role("combobox", name="Filter")
    chooser.focus()
    for _ in range(4):
        notebook.page.keyboard.press("ArrowDown")
    expect(chooser).to_have_value("edges")
    expect(widget.get_by_text("Sum of the taps: 0 – a flat part becomes 0")).to_be_visible()
    expect(said(widget)).to_contain_text("The same numbers")
    expect(widget.get_by_label(re.compile("Show 0 as grey"))).to_be_checked()
    assert pixels(widget, 1) != before[0]
    assert pixels(widget, 2) != before[1]
    assert in_python(notebook).startswith("ramp edges [-1.0, 8.0, -1.0] (12, 20)")


def test_the_page_and_python_draw_the_same_for_every_filter(widget):
    widget.get_by_role("combobox", name="Picture").select_option("four")
    chooser = widget.get_by_role("combobox", name="Filter")
    names = chooser.locator("option").all_inner_texts()[1:]
    assert "Sobel x" in names
    for name in names:
        chooser.select_option(name)
        end = time.monotonic() + 30
        while True:  # the words of the filter before may still stand there: Python answers later
            expect(said(widget)).to_contain_text("The same numbers")
            page, python = (np.array(pixels(widget, which)) for which in (1, 2))
            far = np.abs(page - python).max() if page.shape == python.shape else np.inf
            if far <= 5 or time.monotonic() > end:
                break
            time.sleep(0.1)
        assert page.shape == python.shape
        assert far <= 5, name  # one step of the palette: rounding


def test_a_tap_is_moved_by_keyboard_and_both_panels_follow(notebook, widget):
    tap = widget.get_by_role("slider", name="tap in row 1, column 1")
    tap.focus()
    for key, text in [
        ("ArrowRight", "1.1"),
        ("ArrowUp", "1.2"),
        ("ArrowLeft", "1.1"),
        ("Shift+ArrowRight", "2.1"),
        ("PageDown", "1.1"),
        ("Home", "−8"),
        ("0", "0"),
        ("End", "8"),
        ("0", "0"),
        ("Shift+ArrowUp", "1"),
        ("Shift+ArrowDown", "0"),
        ("ArrowRight", "0.1"),
        *[("ArrowRight", f"0.{n}") for n in range(2, 6)],
    ]:
        notebook.page.keyboard.press(key)
        expect(tap).to_have_attribute("aria-valuetext", text)
    half = [round(255 * j / 19) / 2 for j in range(1, 19)]
    for which in (1, 2):
        expect(canvas(widget, which)).to_have_attribute("aria-label", re.compile("to 0.47"))
        assert levels(widget, which)[0] == pytest.approx(half, abs=1)
    expect(widget.get_by_role("combobox", name="Filter")).to_have_value("")
    expect(said(widget)).to_contain_text("The same numbers")
    assert in_python(notebook).startswith("ramp  [0.0, 0.5, 0.0]")
    widget.get_by_role("button", name="Divide by the sum").click()
    expect(tap).to_have_attribute("aria-valuetext", "1")


def test_the_notebook_does_not_act_on_the_keys(notebook, widget):
    widget.get_by_role("slider").first.focus()
    for key in ("ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "d", "d", "b", "Enter"):
        notebook.page.keyboard.press(key)
    expect(notebook.panel.locator(".jp-Cell")).to_have_count(len(CELLS))
    expect(notebook.cell(WIDGET)).to_have_class(re.compile(r"\bjp-mod-active\b"))
    expect(notebook.panel.locator(".jp-mod-collapsed, .jp-collapsedHeading")).to_have_count(0)


def test_everything_can_be_reached_by_tab(notebook, widget):
    widget.get_by_role("combobox", name="Picture").focus()
    names = []
    for _ in range(14):
        notebook.page.keyboard.press("Tab")
        names.append(
            notebook.page.evaluate("document.activeElement.type || document.activeElement.tagName")
        )
    assert names[0] == "file"
    assert names[1] == "select-one"
    assert names[2:11] == ["range"] * 9
    assert names[11:] == ["button", "button", "checkbox"]


def test_an_error_of_the_student_is_told_in_words_and_breaks_nothing(notebook, widget):
    tap = widget.get_by_role("slider", name="tap in row 0, column 0")
    tap.focus()
    notebook.page.keyboard.press("End")
    expect(said(widget)).to_have_text(
        'It stopped with ValueError: too much. Line 3: raise ValueError("too much")'
    )
    expect(canvas(widget, 2)).to_be_hidden()
    expect(canvas(widget, 1)).to_be_visible()
    notebook.page.keyboard.press("0")
    expect(said(widget)).to_contain_text("The same numbers")
    expect(canvas(widget, 2)).to_be_visible()


def test_an_own_picture_is_read_in_the_page(notebook, widget, tmp_path):
    picture = Image.new("RGB", (600, 300), (255, 255, 255))
    picture.paste((255, 0, 0), (0, 0, 300, 300))
    picture.save(tmp_path / "half red.png")
    widget.locator('input[type="file"]').set_input_files(tmp_path / "half red.png")
    expect(widget.get_by_role("combobox", name="Picture")).to_have_value("yours: half red.png")
    row = levels(widget, 0)[60]
    assert len(row) == 256
    assert (row[3], row[-3]) == (76, 255)  # 0.299 · 255, and white
    expect(said(widget)).to_contain_text("The same numbers")
    assert levels(widget, 2)[60] == row[1:-1]
    shown = in_python(notebook)
    assert shown.startswith("yours: half red.png nothing at all [0.0, 1.0, 0.0] (128, 256) 0.6")


def test_a_file_that_is_no_picture_is_explained(widget, tmp_path):
    (tmp_path / "notes.png").write_text("not a picture")
    widget.locator('input[type="file"]').set_input_files(tmp_path / "notes.png")
    expect(widget.get_by_role("alert")).to_have_text(
        "“notes.png” is not a picture that this browser can read. Choose a PNG or JPEG file."
    )
    expect(widget.get_by_role("combobox", name="Picture")).to_have_value("ramp")


def test_a_picture_smaller_than_the_filter_is_explained(widget, tmp_path):
    Image.new("L", (2, 2), 99).save(tmp_path / "tiny.png")
    widget.locator('input[type="file"]').set_input_files(tmp_path / "tiny.png")
    says = "The filter is larger than the picture."
    expect(widget.locator("figure").nth(1)).to_contain_text(says)
    expect(said(widget)).to_have_text(says)
    expect(canvas(widget, 1)).to_be_hidden()


def test_python_chooses_a_filter(notebook, widget):
    notebook.run(4)
    expect(widget.get_by_role("combobox", name="Filter")).to_have_value("emboss")
    expect(widget.get_by_role("slider").first).to_have_attribute("aria-valuetext", "−2")
    expect(said(widget)).to_contain_text("The same numbers")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_text_contrasts_in_both_themes(notebook, widget, theme):
    notebook.command("apputils:change-theme", theme=theme)
    expect(notebook.page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    lowest = LOWEST_CONTRAST.replace(".cnnkit-stepper", ".cnnkit-filter-sliders")
    assert notebook.page.evaluate(lowest) >= 4.5
    expect(widget).to_be_visible()
