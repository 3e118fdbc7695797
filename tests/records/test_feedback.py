from html.parser import HTMLParser

import nbformat
import pytest

from autograder import notebooks
from autograder.records.feedback import feedback, report_in, shown
from small_class import CHAPTER

pytestmark = pytest.mark.xdist_group("records")
VOID = {"meta", "img", "br", "hr", "link", "input"}


class Balanced(HTMLParser):
    """Reads a page, and fails where an element is closed that is not open."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.seen = []

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert tag in VOID or self.open.pop() == tag


@pytest.fixture(scope="module")
def pages(graded):
    made = feedback(graded.desk)
    assert [page.fault for page in made] == [""] * 8
    return {page.student: page.path.read_text() for page in made}


def test_everybody_has_a_page_that_is_whole(pages):
    assert sorted(pages) == ["ada", "bob", "cem", "dora", "eve", "fay", "gus", "hal"]
    for page in pages.values():
        parser = Balanced()
        parser.feed(page)
        assert parser.open == []


def test_a_page_loads_nothing_and_runs_nothing(pages):
    for page in pages.values():
        parser = Balanced()
        parser.feed(page)
        for tag, attributes in parser.seen:
            assert tag not in ("script", "link", "iframe", "object")
            assert not [name for name in attributes if name.startswith("on")]
            assert attributes.get("src", "data:").startswith("data:")
            assert attributes.get("href", "#").startswith("#")


def test_points_and_the_named_mistake_are_on_top(pages):
    head = pages["bob"].partition("<h2")[0]
    assert "3.2 of 8 points" in head
    assert "filter flipped" in head
    assert "all right" in head


def test_the_report_and_the_answer_are_there(pages):
    assert "Looks like: filter flipped." in pages["bob"]
    assert "w[::-1, ::-1]" in pages["bob"]
    assert "Validate dialog" not in pages["bob"]
    assert "--jp-" not in pages["bob"]


def test_pictures_of_ones_own_are_shown_and_what_could_do_harm_is_not(pages):
    own = pages["hal"].partition("Cells of your own")[2]
    assert "<b>bold</b>" in own
    assert 'alt="a picture that your code made"' in own
    assert "<script" not in pages["hal"]
    assert "<b onclick" not in pages["hal"]


def test_cells_of_the_course_are_not_called_ones_own(pages):
    assert "Cells of your own" not in pages["ada"]


def test_remarks_are_shown(pages):
    assert "it cannot be read as JSON: graded as not written" in pages["gus"]


def test_one_who_could_not_be_graded_is_told_so(pages):
    assert "the Python process died while the notebook ran" in pages["dora"]


def test_some_chapters_only(graded):
    assert feedback(graded.desk, ["02_other"]) == []
    assert len(feedback(graded.desk, [CHAPTER])) == 8


def cell(*outputs):
    made = notebooks.cell("code", "", "a") | {"outputs": list(outputs)}
    return nbformat.from_dict(made)


def test_text_is_escaped_and_cut():
    (text,) = shown(cell({"output_type": "stream", "name": "stdout", "text": "<b>" * 9999}))
    assert text.startswith("<pre>&lt;b&gt;")
    assert text.endswith("… the rest is left out</pre>")
    error = {
        "output_type": "error",
        "ename": "E",
        "evalue": "<i>",
        "traceback": ["\x1b[31m<u>\x1b[0m"],
    }
    assert shown(cell(error)) == ["<pre>&lt;u&gt;</pre>"]


def test_a_report_from_a_students_process_is_cleaned():
    page = '<div class="cnnkit-report" onclick="x"><style>b{}</style><script>y()</script>ok</div>'
    output = {"output_type": "display_data", "data": {"text/html": page}, "metadata": {}}
    (found,) = report_in(cell(output))
    assert found == "<div>y()ok</div>"
