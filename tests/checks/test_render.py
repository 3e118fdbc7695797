"""Reports as text and as HTML."""

import dataclasses

import numpy as np

from cnnkit.checks import check
from cnnkit.checks.render import HERE, as_html, as_text


def wrong(x, w):
    print("<b>looking</b>")
    return [0.0] * (len(x) - len(w) + 1)


def test_text_and_html_tell_the_same():
    findings = check("corr1d", wrong).findings
    text, html = as_text(findings), as_html(findings)
    for verdict in findings.verdicts:
        assert verdict.case.name in text
        assert verdict.case.name in html
    assert text.startswith("corr1d: 0 of 2 points\n")
    assert "corr1d: 0 of 2 points" in html


def test_what_the_student_printed_is_escaped():
    html = as_html(check("corr1d", wrong).findings)
    assert "<b>looking" not in html
    assert "&lt;b&gt;looking&lt;/b&gt;" in html


def test_code_in_a_line_of_the_table_is_shown_as_code():
    findings = check("design_filter", lambda: [1, 2, 3]).findings
    assert "`np.array([[…], […], […]])`" in findings.verdicts[0].says
    assert "<code>np.array([[…], […], […]])</code>.</td>" in as_html(findings)


def test_an_error_s_words_in_the_table_are_escaped():
    def raises(x, w):
        raise ValueError("<i>`x`</i>")

    html = as_html(check("corr1d", raises).findings)
    assert "ValueError: &lt;i&gt;<code>x</code>&lt;/i&gt;</td>" in html


def test_the_smallest_inputs_that_fail_are_shown():
    text = as_text(check("corr1d", wrong).findings)
    assert "try it by hand, with the inputs of “by hand”:" in text
    assert "x = np.array([1., 2., 4., 7.], dtype=np.float64)" in text
    assert "w = np.array([ 1.,  0., -2.], dtype=np.float64)" in text


def test_inputs_without_a_reference_are_counted():
    text = as_text(check("separable", lambda w: (w[0], w[0])).findings)
    assert "\nargument 1 = np.array([" in text


def test_a_mistake_without_a_name_is_said_to_have_none_beside_the_smallest_case():
    findings = check("corr2d", lambda x, w: 0.5).findings
    unnamed = dataclasses.replace(findings, diagnosis=None, mistake=None)
    says = "We do not recognise this mistake. The smallest case that failed is “{}”{}."
    sizes = {sum(map(np.size, v.call.args)): v for v in findings.verdicts}
    small, large = sizes[min(sizes)], sizes[max(sizes)]
    shown = says.format(small.case.name, ": its inputs stand below")
    assert shown in as_text(unnamed)
    alone = dataclasses.replace(unnamed, verdicts=(large,))
    assert says.format(large.case.name, "") in as_text(alone)


def test_inputs_that_are_no_numbers_are_not_shown():
    assert "try it by hand" not in as_text(check("LeNet5", lambda rng: None).findings)


def test_only_a_notebook_s_report_says_where_it_stands():
    findings = check("corr1d", wrong).findings
    assert HERE in as_html(findings)
    assert HERE not in as_html(findings, here=False)


def test_colour_is_never_the_only_sign():
    html = as_html(check("corr1d", wrong).findings)
    assert "✗ failed" in html
    assert 'aria-label="Check of corr1d"' in html
    assert html.count('scope="col"') == 5
