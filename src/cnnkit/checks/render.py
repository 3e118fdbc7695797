"""A report as text and as HTML. Every word that comes from a student is escaped."""

from html import escape

import numpy as np

from cnnkit.checks.report import Findings
from cnnkit.checks.spec import Call
from cnnkit.checks.verdict import Verdict

HERE = (
    "This report stands here, under your answer. The Validate dialog shows points only: "
    "come back to this place to read why."
)


INPUTS_LIMIT = 60
"""Up to so many numbers, the inputs of a failed case are shown."""


def _headline(findings: Findings) -> str:
    points = f"{findings.points:g} of {findings.max_points:g} points"
    if findings.passed:
        return f"{findings.exercise}: all right, {points}"
    return f"{findings.exercise}: {points}"


def _advice(findings: Findings) -> list[str]:
    """Return the sentences between headline and table."""
    if findings.problem:
        return [findings.problem]
    found = findings.diagnosis
    if found is None:
        if findings.passed:
            return []
        smallest = _smallest_failed(findings)
        if smallest is None:
            return []
        shown = ": its inputs stand below" if _inputs(findings, smallest) else ""
        return [
            "We do not recognise this mistake. The smallest case that failed is "
            f"“{smallest.case.name}”{shown}."
        ]
    lines = [f"Looks like: {found.mistake.replace('-', ' ')}.", found.hint]
    if found.explained < found.failed:
        lines.append(
            "This does not explain every case below: there may be a second mistake behind it."
        )
    return lines


def _smallest_failed(findings: Findings) -> Verdict | None:
    """Return the failed case that is easiest to follow by hand."""
    failed = [verdict for verdict in findings.verdicts if not verdict.passed]
    return min(failed, key=lambda verdict: _numbers_in(verdict.call), default=None)


def _numbers_in(call: Call) -> int:
    return sum(np.size(value) for value in (*call.args, *call.kwargs.values()))


def _inputs(findings: Findings, verdict: Verdict) -> list[str]:
    """Return the inputs of a case, rounded, to be tried by hand; none where they are too many."""
    count = len(verdict.call.args)
    known = findings.parameters[:count]
    names = [*known, *(f"argument {at + 1}" for at in range(len(known), count))]
    named = dict(zip(names, verdict.call.args, strict=True)) | verdict.call.kwargs
    plain = all(isinstance(value, (np.ndarray, int, float, str)) for value in named.values())
    if not named or not plain or _numbers_in(verdict.call) > INPUTS_LIMIT:
        return []
    lines = [f"try it by hand, with the inputs of “{verdict.case.name}”:"]
    for name, value in named.items():
        if isinstance(value, np.ndarray):
            text = np.array2string(value, precision=3, separator=", ", suppress_small=True)
            value = f"np.array({text}, dtype=np.{value.dtype})".replace("\n", "\n" + " " * 9)
        lines.append(f"{name} = {value}")
    return lines


def _details(findings: Findings, verdict: Verdict) -> list[str]:
    """Return what the student needs beside the table: the line that failed, prints, warnings."""
    inputs = _inputs(findings, verdict)
    lines = ["\n".join(inputs)] if inputs else []
    if verdict.outcome.frame:
        lines.append(f"your line: {verdict.outcome.frame}")
    if verdict.outcome.printed:
        lines.append(f"your code printed: {verdict.outcome.printed.strip()}")
    lines += [f"your code warned: {text}" for text in verdict.outcome.warned]
    return lines


def as_text(findings: Findings) -> str:
    """Return the report as lines of text."""
    lines = [_headline(findings), *_advice(findings)]
    for verdict in findings.verdicts:
        lines.append(f"  {'passed' if verdict.passed else 'FAILED'}  {verdict.case.name}")
        if not verdict.passed:
            shapes = f"shape {verdict.got_shape}, expected {verdict.expected_shape}"
            lines.append(f"          {verdict.says} [{shapes}]")
    first = _smallest_failed(findings)
    if first is not None:
        lines += _details(findings, first)
    return "\n".join([*lines, *findings.notes])


_STYLE = """<style>
.cnnkit-report{border-left:.35em solid #767676;padding:.5em 1em;margin:.3em 0;line-height:1.45;
 color:var(--jp-content-font-color1,#111);background:var(--jp-layout-color1,#fff);max-width:60em}
.cnnkit-report.right{border-color:#1a7f37}.cnnkit-report.wrong{border-color:#b35900}
.cnnkit-report h4{margin:0 0 .3em!important;font-size:1.05em;font-weight:bold!important}
.cnnkit-report p{margin:.3em 0}
.cnnkit-report table{border-collapse:collapse;margin:.5em 0}
.cnnkit-report th,.cnnkit-report td{text-align:left!important;padding:.2em .8em .2em 0;
 vertical-align:top!important;
 border-bottom:1px solid var(--jp-border-color2,#ccc);background:none}
.cnnkit-report .mark{white-space:nowrap}
.cnnkit-report pre{margin:.3em 0;white-space:pre-wrap}
.cnnkit-report .small{font-size:.9em;color:var(--jp-content-font-color2,#444)}
</style>"""


def as_html(findings: Findings, *, here: bool = True) -> str:
    """Return the report as HTML. With ``here`` it says where it stands (in a notebook)."""
    kind = "right" if findings.passed else "wrong"
    parts = [
        _STYLE,
        f'<div class="cnnkit-report {kind}" role="region" '
        f'aria-label="Check of {escape(findings.exercise)}">',
        f"<h4>{escape(_headline(findings))}</h4>",
    ]
    advice = _advice(findings)
    if findings.diagnosis is not None and advice:
        parts.append(f"<p><strong>{escape(advice[0])}</strong></p>")
        advice = advice[1:]
    parts += [f"<p>{_code(line)}</p>" for line in advice]
    if findings.verdicts:
        parts.append(_table(findings.verdicts))
    first = _smallest_failed(findings)
    if first is not None:
        parts += [f"<pre>{escape(line)}</pre>" for line in _details(findings, first)]
    parts += [f'<p class="small">{escape(note)}</p>' for note in findings.notes]
    if here and not findings.passed:
        parts.append(f'<p class="small">{escape(HERE)}</p>')
    return "\n".join([*parts, "</div>"])


def _code(sentence: str) -> str:
    """Escape a sentence and turn its `code` into <code>."""
    pieces = escape(sentence).split("`")
    if len(pieces) % 2 == 0:
        return escape(sentence)
    return "".join(f"<code>{piece}</code>" if at % 2 else piece for at, piece in enumerate(pieces))


def _table(verdicts: tuple[Verdict, ...]) -> str:
    rows = [
        "<table><thead><tr>"
        + "".join(
            f'<th scope="col">{head}</th>'
            for head in ("case", "", "your shape", "expected", "what we saw")
        )
        + "</tr></thead><tbody>"
    ]
    for verdict in verdicts:
        mark = "✓ passed" if verdict.passed else "✗ failed"
        cells = [escape(verdict.got_shape), escape(verdict.expected_shape), _code(verdict.says)]
        rows.append(
            f'<tr><td title="{escape(verdict.case.varies)}">{escape(verdict.case.name)}</td>'
            f'<td class="mark">{mark}</td>'
            + "".join(f"<td>{cell}</td>" for cell in cells)
            + "</tr>"
        )
    return "".join([*rows, "</tbody></table>"])
