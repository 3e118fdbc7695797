"""What a cell showed, made fit for a page that an instructor opens.

Outputs come from the student's process, and a feedback page or a grading form shows them with the
reader's rights. So only text and pictures stay, HTML is reduced to harmless tags, and everything
that runs, loads or links is dropped.
"""

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.judging.questions import clean

TEXT = 200_000
"""Characters of one piece of text that are kept."""

TAGS_IN_ONE = 2_000
TAGS_IN_ALL = 20_000
"""Tags in one piece of HTML and in all of a notebook's: cleaning nested ones takes long."""

PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
"""Pictures that are kept, and how their bytes begin."""

TAGS = frozenset(
    [
        "p",
        "div",
        "span",
        "br",
        "hr",
        "b",
        "i",
        "em",
        "strong",
        "code",
        "pre",
        "sub",
        "sup",
        "small",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "img",
        "figure",
        "figcaption",
        "details",
        "summary",
    ]
)
ATTRIBUTES = frozenset({"alt", "title", "width", "height", "colspan", "rowspan", "scope", "role"})
DATA = ("data:image/png;base64,", "data:image/jpeg;base64,")


@dataclass
class Allowance:
    """How much HTML of one notebook is still cleaned and shown."""

    tags: int = TAGS_IN_ALL

    def take(self, html: str) -> bool:
        """Say whether a piece is shown, and count it."""
        tags = html.count("<")
        self.tags -= tags
        return tags <= TAGS_IN_ONE and self.tags >= 0


def to_outputs(
    messages: Iterable[Mapping[str, Any]],
    count: int | None = None,
    allowance: Allowance | None = None,
) -> list[dict]:
    """Return a cell's outputs, as a notebook keeps them, from a kernel's messages.

    Parameters
    ----------
    messages
        Each with ``msg_type`` and ``content``, in order.
    count
        The number that stands beside a result.
    allowance
        What is left of the notebook's.
    """
    allowance = allowance or Allowance()
    outputs: list[dict] = []
    shown: dict[str, list[dict]] = {}
    clear_next = False
    for message in messages:
        kind, content = message["msg_type"], message["content"]
        if kind == "clear_output":
            clear_next = bool(content.get("wait"))
            if not clear_next:
                outputs.clear()
            continue
        name = content.get("transient", {}).get("display_id")
        if kind == "update_display_data":
            for output in shown.get(name, []):
                output["data"] = bundle(content["data"], allowance)
            continue
        if clear_next:
            outputs.clear()
            clear_next = False
        output = _output(kind, content, count, allowance)
        if output is None:
            continue
        if name:
            shown.setdefault(name, []).append(output)
        last = outputs[-1] if outputs else {}
        if kind == "stream" and last.get("name") == output["name"]:
            last["text"] = (last["text"] + output["text"])[:TEXT]
        else:
            outputs.append(output)
    return outputs


def _output(
    kind: str, content: Mapping[str, Any], count: int | None, allowance: Allowance
) -> dict | None:
    if kind == "stream":
        return {"output_type": kind, "name": content["name"], "text": _text(content["text"])}
    if kind == "error":
        return error(content["ename"], content["evalue"], content["traceback"])
    if kind == "display_data":
        return {"output_type": kind, "data": bundle(content["data"], allowance), "metadata": {}}
    if kind == "execute_result":
        data = bundle(content["data"], allowance)
        return {"output_type": kind, "data": data, "metadata": {}, "execution_count": count}
    return None


def error(name: str, message: str, traceback: Iterable[str] | None = None) -> dict:
    """Return an output that reports an error."""
    lines = [f"{name}: {message}"] if traceback is None else list(traceback)
    return {
        "output_type": "error",
        "ename": clean(name, 200),
        "evalue": clean(message, 2000),
        # Colours are escape sequences: here, and only here, these control characters may stay.
        "traceback": ["\x1b".join(_text(part) for part in line.split("\x1b")) for line in lines],
    }


def bundle(data: Mapping[str, Any], allowance: Allowance | None = None) -> dict[str, str]:
    """Return the parts of a display that are safe to show: text, cleaned HTML, real pictures."""
    allowance = allowance or Allowance()
    kept: dict[str, str] = {}
    for kind, value in data.items():
        text = "".join(value) if isinstance(value, list) else value
        if not isinstance(text, str):
            continue
        if kind == "text/plain":
            kept[kind] = _text(text)
        elif kind == "text/html" and allowance.take(text):
            kept[kind] = clean_html(text)
        elif kind in PICTURES and _begins(text, PICTURES[kind]):
            kept[kind] = "".join(text.split())
    return kept


def clean_html(text: str) -> str:
    """Return HTML without anything that runs, loads or links.

    >>> clean_html('<b onclick="x()">1</b><script>x()</script><img alt="a" src="http://x/y.png">')
    '<b>1</b>x()<img alt="a">'
    """
    import bleach

    return bleach.clean(
        clean(text, 40 * TEXT),
        tags=TAGS,
        attributes=_allowed,
        protocols={"data"},
        strip=True,
        strip_comments=True,
    )


def _allowed(tag: str, name: str, value: str) -> bool:
    if tag == "img" and name == "src":
        start = next((start for start in DATA if value.startswith(start)), None)
        magic = PICTURES[start[5:].partition(";")[0]] if start else b""
        return start is not None and _begins(value[len(start) :], magic)
    return name in ATTRIBUTES


def _begins(text: str, magic: bytes) -> bool:
    """Say whether this is base64 of a file that begins so."""
    try:
        return base64.b64decode("".join(text.split()), validate=True).startswith(magic)
    except (binascii.Error, ValueError):
        return False


def _text(text: str) -> str:
    return clean(text, TEXT)
