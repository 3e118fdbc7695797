import base64
import hashlib
import io
import re
import struct

import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from cnnkit.errors import DTypeError, ParameterError
from cnnkit.plotting import Picture, matrix, panels, show
from cnnkit.plotting.show import BROWSER_DPI, DPI


def test_the_html_holds_the_picture_and_its_text():
    picture = show(matrix([[1, 2], [3, 4]]), alt="four numbers")
    found = re.fullmatch(
        r'<img alt="four numbers" width="(\d+)" src="data:image/png;base64,([\w+/=]+)">',
        picture._repr_html_(),
    )
    assert found
    assert base64.b64decode(found[2]) == picture.png
    with Image.open(io.BytesIO(picture.png)) as image:
        assert image.format == "PNG"
        assert image.width == pytest.approx(int(found[1]) * 1.5, abs=2)


def test_the_plain_text_is_the_alternative_text():
    assert repr(Picture(b"", "four numbers", 10)) == "[Picture: four numbers]"


def test_the_text_is_escaped():
    html = show(matrix([[1]]), alt="<b> & \"quoted\" 'too'")._repr_html_()
    assert 'alt="&lt;b&gt; &amp; &quot;quoted&quot; &#x27;too&#x27;"' in html


def test_line_breaks_in_the_text_become_spaces():
    assert show(matrix([[1]]), alt="one\n   two ").alt == "one two"


@pytest.mark.parametrize("alt", ["", "  \n", None])
def test_an_empty_text_is_refused(alt):
    with pytest.raises(ParameterError) as caught:
        show(matrix([[1]]), alt=alt)
    assert str(caught.value) == (
        f"show: received alt={alt!r}. Expected a sentence that says what is to be seen. "
        'Write show(..., alt="...") for a reader who cannot see the picture.'
    )


def test_the_text_cannot_be_forgotten():
    with pytest.raises(TypeError, match="alt"):
        show(matrix([[1]]))  # pyright: ignore[reportCallIssue]


@pytest.mark.parametrize("thing", [None, 3, [], [1]])
def test_something_else_is_refused(thing):
    with pytest.raises(DTypeError, match=r"^show: .* Expected a matplotlib figure or axes\."):
        show(thing, alt="x")


def test_equal_data_gives_equal_bytes():
    pngs = {show(matrix(np.eye(3)), alt="x").png for _ in range(2)}
    assert len({hashlib.sha256(png).hexdigest() for png in pngs}) == 1


def test_other_data_gives_another_picture():
    assert show(matrix(np.eye(3)), alt="x").png != show(matrix(np.eye(4)), alt="x").png


def test_the_bytes_hold_no_date_and_no_version():
    png = show(matrix([[1]]), alt="x").png
    kinds, place = [], 8
    while place < len(png):
        size, kind = struct.unpack_from(">I4s", png, place)
        kinds.append(kind)
        place += 12 + size
    assert b"tEXt" not in kinds
    assert b"tIME" not in kinds


def test_a_figure_its_axes_and_a_list_of_them_are_the_same():
    axes = panels(2)
    figure = axes[0].figure
    assert show(figure, alt="x").png == show(axes[1], alt="x").png == show(axes, alt="x").png


def test_a_figure_of_pyplot_is_closed():
    plt.close("all")
    _, ax = plt.subplots()
    show(ax, alt="x")
    assert plt.get_fignums() == []


def test_saving_writes_the_bytes_and_nothing_else(tmp_path):
    picture = show(matrix([[1]]), alt="x")
    path = picture.save(tmp_path / "new" / "a.png")
    assert path.read_bytes() == picture.png
    assert list(path.parent.iterdir()) == [path]


def test_white_around_the_picture_is_cut_off():
    wide = panels(2, size=3)
    for ax in wide:
        ax.imshow([[0.0] * 8, [1.0] * 8])  # four times as wide as high, in a square panel
    picture = show(wide, alt="Two bands.")
    with Image.open(io.BytesIO(picture.png)) as image:
        assert image.height < 0.5 * 3 * DPI
        assert image.width / picture.width == pytest.approx(DPI / BROWSER_DPI, rel=0.01)
