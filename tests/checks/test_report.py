"""One result, several renderings: the number alone, text, HTML. Students' words are escaped."""

import pickle
from html.parser import HTMLParser

import numpy as np
from IPython.core.formatters import DisplayFormatter
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_code_cell, new_output
from nbgrader.utils import determine_grade

from cnnkit.checks import check


def wrong(x, w):
    raise ValueError("<script>alert(1)</script> & more")


def right(x, w):
    return [sum(x[n + u] * w[u] for u in range(len(w))) for n in range(len(x) - len(w) + 1)]


class Balance(HTMLParser):
    """Collects tags and fails on one that is closed out of order."""

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def parse(html):
    parser = Balance()
    parser.feed(html)
    assert parser.open == []
    return parser.seen


def test_html_is_well_formed_and_escaped():
    html = check("corr1d", wrong)._repr_html_()
    assert "script" not in parse(html)
    assert "&lt;script&gt;" in html
    parse(check("corr1d", right)._repr_html_())


def test_the_report_says_that_it_stands_here():
    assert "Validate dialog shows points only" in check("corr1d", wrong)._repr_html_()


def test_shapes_and_the_first_wrong_value_are_shown():
    report = check("corr1d", lambda x, w: np.array(right(x, w)) + 1)
    text = str(report)
    assert "at index [0] we got -6, and should have -7" in text
    assert "shape (2,), expected (2,)" in text


def test_text_plain_is_the_number_alone_even_with_a_display_precision():
    shell = InteractiveShell.instance()
    formatter = DisplayFormatter(parent=shell)
    formatter.formatters["text/plain"].float_precision = "%.1f"
    bundle, _ = formatter.format(check("corr1d", lambda x, w: np.array(right(x, w))[:-1]))
    InteractiveShell.clear_instance()
    assert float(bundle["text/plain"]) == 0.0
    assert bundle["text/plain"] == "0.0"
    assert "text/html" in bundle


def test_nbgrader_reads_the_points():
    def first_right(x, w):
        out = np.array(right(x, w), dtype=float)
        return out if len(w) < 4 else out * 0

    report = check("corr1d", first_right)
    assert 0 < report.points < 2
    cell = new_code_cell("check('corr1d', corr1d)")
    cell.metadata["nbgrader"] = {
        "grade": True,
        "solution": False,
        "locked": True,
        "points": 2,
        "grade_id": "check_corr1d",
        "schema_version": 3,
        "task": False,
        "cell_type": "code",
    }
    data = {"text/plain": repr(report), "text/html": report._repr_html_()}
    cell.outputs = [new_output("execute_result", data, execution_count=1)]
    assert determine_grade(cell) == (report.points, 2)


def test_a_report_survives_pickling_of_its_number():
    report = check("corr1d", right)
    assert pickle.loads(pickle.dumps(float(report))) == 2


def test_the_report_as_data_holds_no_inputs():
    data = check("corr1d", wrong).findings.to_dict()
    assert data["mistake"] == "stops-with-an-error"
    assert [*data["cases"][0]] == ["name", "varies", "passed", "says"]


def test_a_notebook_keeps_the_number_the_page_and_the_data():
    from IPython.core.formatters import DisplayFormatter

    from cnnkit.checks.report import DATA

    report = check("corr1d", wrong)
    bundle, metadata = DisplayFormatter().format(report)
    assert bundle == {
        "text/plain": repr(report),
        "text/html": report._repr_html_(),
        DATA: report.findings.to_dict(),
    }
    assert metadata == {}
