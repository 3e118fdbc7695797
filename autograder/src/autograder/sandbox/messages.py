"""Messages from a kernel that is not trusted: made harmless, counted, cut off.

A kernel's messages are written by the student's process and may hold anything. Those that the
consumers downstream (nbclient, nbformat, nbgrader) would stumble over are replaced by a ``status``
that means nothing; so is everything beyond the limit on output.
"""

import math
import re
from typing import Any

SHOWN = frozenset(
    {"stream", "display_data", "update_display_data", "execute_result", "error", "clear_output"}
)
"""The types of messages that carry output."""

PASSED = frozenset({"status", "execute_input"})
"""Other types that a consumer of the output channel needs. Widgets have no front end here."""

JSON = re.compile(r"application/(.*\+)?json\Z")
"""The types of data that may be anything; all others are text."""

TOTAL = 20
"""In its life a kernel may show this many times the output of one request."""

NOTICE = "\n[the rest of the output is left out: more than {size:,} bytes]\n"


class Meter:
    r"""Counts the output of each request and turns what exceeds the limit into nothing.

    The caller waits for a message: what is dropped becomes a harmless one, and the first of those
    the notice.

    Parameters
    ----------
    limit
        Bytes that one request may produce.

    Examples
    --------
    >>> meter = Meter(10)
    >>> message = {**harmless("1"), "msg_type": "stream", "content": {"text": "abc"}}
    >>> meter.admit(message, 8)["content"]["text"]
    'abc'
    >>> meter.admit(message, 8)["content"]["text"]
    '\n[the rest of the output is left out: more than 10 bytes]\n'
    >>> meter.admit(message, 8)["msg_type"]
    'status'
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.exceeded = False
        self._request = ""
        self._size = 0
        self._total = 0
        self._told = False

    def admit(self, message: dict[str, Any], size: int) -> dict[str, Any]:
        """Return the message, or what takes its place."""
        kind, request = message["msg_type"], message["parent_header"].get("msg_id") or ""
        if kind not in SHOWN:
            return message if kind in PASSED else harmless(request)
        if request != self._request:
            self._request, self._size, self._told = request, 0, False
        if self._size + size <= self.limit and self._total + size <= TOTAL * self.limit:
            self._size += size
            self._total += size
            return message
        self._size = self.limit  # nothing smaller may slip in behind it
        self.exceeded = True
        if self._told:
            return harmless(request)
        self._told = True
        text = NOTICE.format(size=self.limit)
        stream = {"msg_type": "stream", "content": {"name": "stdout", "text": text}, "buffers": []}
        return {**message, "header": {**message["header"], "msg_type": "stream"}, **stream}


def harmless(request: str = "") -> dict[str, Any]:
    """Return a message that every consumer ignores."""
    header = {"msg_id": "", "msg_type": "status"}
    return {
        "header": header,
        "msg_id": "",
        "msg_type": "status",
        "parent_header": {"msg_id": request},
        "metadata": {},
        "content": {"execution_state": "busy"},
        "buffers": [],
    }


def sane(message: Any) -> dict[str, Any]:
    """Return the message if its parts have the types that consumers rely on.

    Text that cannot be written as UTF-8, and numbers that cannot be written as JSON, are replaced;
    a message that cannot be mended becomes a harmless one.

    Parameters
    ----------
    message
        What a session has deserialised: the kernel chooses its content.

    Examples
    --------
    >>> forged = {**harmless("7"), "msg_type": "stream", "content": {"name": "stdout", "text": 5}}
    >>> sane(forged) == harmless("7")
    True
    """
    parts = ("header", "parent_header", "metadata", "content")
    if not isinstance(message, dict) or not all(isinstance(message.get(p), dict) for p in parts):
        return harmless()
    request = message["parent_header"].get("msg_id")
    if not isinstance(request, str | None) or not isinstance(message.get("msg_type"), str):
        return harmless()
    content = _writable(message["content"])
    if not _well_formed(message["msg_type"], content):
        return harmless(request or "")
    return {**message, "content": content, "metadata": _writable(message["metadata"])}


def _well_formed(kind: str, content: dict[str, Any]) -> bool:
    """Say whether a message has what consumers will look up in it."""
    get = content.get
    count = get("execution_count")
    if count is not None and not (type(count) is int and count >= 0):
        return False
    if kind == "stream":
        return get("name") in ("stdout", "stderr") and isinstance(get("text"), str)
    if kind in ("display_data", "update_display_data", "execute_result"):
        if not isinstance(get("transient", {}), dict) or not isinstance(get("metadata"), dict):
            return False
        identity = get("transient", {}).get("display_id")
        counted = kind != "execute_result" or "execution_count" in content
        return counted and _is_bundle(get("data")) and isinstance(identity, str | None)
    if kind == "error" or get("status") == "error":
        trace = get("traceback")
        lines = isinstance(trace, list) and all(isinstance(line, str) for line in trace)
        return lines and isinstance(get("ename"), str) and isinstance(get("evalue"), str)
    if kind == "clear_output":
        return isinstance(get("wait"), bool)
    if kind == "status":
        return isinstance(get("execution_state"), str)
    return isinstance(get("status", ""), str)


def _is_bundle(data: Any) -> bool:
    """Say whether this is a MIME bundle that nbformat accepts."""
    if not isinstance(data, dict):
        return False
    texts = [value for kind, value in data.items() if not JSON.match(kind)]
    return all(
        isinstance(value, str)
        or (isinstance(value, list) and all(isinstance(line, str) for line in value))
        for value in texts
    )


def _writable(value: Any) -> Any:
    """Replace what UTF-8 or JSON cannot express, at any depth."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list):
        return [_writable(item) for item in value]
    if isinstance(value, dict):
        return {_writable(key): _writable(item) for key, item in value.items()}
    return value
