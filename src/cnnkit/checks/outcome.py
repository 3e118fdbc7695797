"""What happened when an answer was called once: plain data, which can cross from a sandbox."""

import contextlib
import io
import linecache
import sys
import sysconfig
import traceback
import types
import warnings
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

import cnnkit
from cnnkit.backend import to_numpy
from cnnkit.checks.budget import OutOfTime, call_within
from cnnkit.checks.compare import NotATree, difference, to_tree
from cnnkit.checks.recipes import OnDevice, Rng, build, build_arguments
from cnnkit.checks.spec import Call
from cnnkit.standin import StandInArray, trips

PRINTED_LIMIT = 2_000
MESSAGE_LIMIT = 500


@dataclass(frozen=True)
class Outcome:
    """One call's outcome.

    ``kind`` is ``returned`` (see ``value``), ``unwritten``, ``raised``, ``timeout``, ``not-a-tree``
    (the ``message`` names what came), ``died`` or ``skipped``. ``frame`` is the student's own last
    line before the error. ``mutated`` lists the arguments that the call changed.
    """

    kind: str
    value: Any = None
    error: str = ""
    message: str = ""
    frame: str = ""
    mutated: tuple[str, ...] = ()
    printed: str = ""
    warned: tuple[str, ...] = field(default=())


def execute(answer: Callable[..., Any], call: Call, seconds: float) -> Outcome:
    """Call ``answer`` with fresh inputs and return what happened. Its errors stay inside."""
    args, kwargs = build_arguments(call.args, call.kwargs)
    others = build_arguments(call.args, call.kwargs) if call.again else None
    on_device = any(isinstance(item, OnDevice) for item in (*call.args, *call.kwargs.values()))
    out = io.StringIO()
    raw: list[Any] = []
    caught: list[warnings.WarningMessage] = []

    def run() -> Any:
        first = once(args, kwargs)
        return first if others is None else [first, once(*others)]

    def once(args: list, kwargs: dict[str, Any]) -> Any:
        trips.clear()
        result = answer(*args, **kwargs)
        raw.append(result)
        left = on_device and bool(trips)
        if call.methods:
            result = [
                _state(
                    getattr(result, name)(
                        *(build(item) for item in method.args),
                        **{key: build(item) for key, item in method.kwargs.items()},
                    )
                )
                for name, method in call.methods
            ]
        tree = to_tree(_fetched(result, on_device))
        if left:
            raise NotATree("numbers that have been on the CPU, though the input lies on the device")
        if call.observe:
            seen = [args[at] if isinstance(at, int) else kwargs[at] for at in call.observe]
            tree = {"value": tree, "observed": [to_tree(_state(thing)) for thing in seen]}
        return tree

    def finish(kind: str, **details) -> Outcome:
        printed = out.getvalue()
        return Outcome(
            kind,
            printed=printed[:PRINTED_LIMIT] + ("..." if len(printed) > PRINTED_LIMIT else ""),
            warned=tuple(dict.fromkeys(str(item.message)[:MESSAGE_LIMIT] for item in caught))[:5],
            **details,
        )

    try:
        with (
            warnings.catch_warnings(record=True) as caught,
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(out),
        ):
            warnings.simplefilter("always")
            value = call_within(seconds, run)
    except OutOfTime:
        return finish("timeout")
    except NotATree as problem:
        return finish("not-a-tree", message=str(problem))
    except KeyboardInterrupt:
        raise
    except BaseException as problem:
        if isinstance(problem, NotImplementedError) and not _of_library(problem):
            return finish(
                "unwritten",
                error=_function_called(problem, answer),
                message=_say(problem),
                frame=own_frame(problem),
            )
        return finish(
            "raised", error=type(problem).__name__, message=_say(problem), frame=own_frame(problem)
        )
    changed = _mutated(call, args, kwargs) + _earlier_result_changed(answer)
    _remember(answer, raw[-1])
    return finish("returned", value=value, mutated=changed)


_LAST: "weakref.WeakKeyDictionary[Any, tuple[np.ndarray, np.ndarray]]" = weakref.WeakKeyDictionary()
"""The array that each answer returned last, and a copy of what was in it then."""


def _remember(answer: Any, result: Any) -> None:
    if isinstance(result, np.ndarray):
        with contextlib.suppress(TypeError):  # an answer that cannot be referred to weakly
            _LAST[answer] = (result, result.copy())


def _earlier_result_changed(answer: Any) -> tuple[str, ...]:
    """Say whether this call wrote into the array that the one before had returned."""
    try:
        result, copy = _LAST[answer]
    except (KeyError, TypeError):
        return ()
    same = np.array_equal(result, copy, equal_nan=copy.dtype.kind in "fc")
    return () if same else ("the result of an earlier call",)


def _state(thing: Any) -> Any:
    """Return what an object holds: the arrays of a model, value and gradient of a parameter."""
    if isinstance(thing, (list, tuple)):
        return [_state(item) for item in thing]
    if hasattr(thing, "state_dict"):
        return thing.state_dict()
    if isinstance(thing, np.random.Generator):
        return Rng.state_of(thing)
    if hasattr(thing, "value") and hasattr(thing, "grad"):
        return {"value": thing.value, "grad": thing.grad}
    return thing


def _fetched(thing: Any, on_device: bool) -> Any:
    """Bring results back from the device; refuse one that should be there and is not."""
    if not on_device:
        return thing
    if isinstance(thing, (list, tuple)):
        return [_fetched(item, on_device) for item in thing]
    if isinstance(thing, np.ndarray):
        raise NotATree("a NumPy array, though the input lies on the device")
    return to_numpy(thing) if isinstance(thing, StandInArray) else thing


def _say(problem: BaseException) -> str:
    try:
        return str(problem)[:MESSAGE_LIMIT]
    except BaseException:
        return "(its message could not be read)"


def _function_called(problem: BaseException, answer: Any) -> str:
    """Return the name of the function that raised, where it is not the answer; else ''."""
    frames = [frame.f_code for frame, _ in traceback.walk_tb(problem.__traceback__)]
    own = getattr(answer, "__code__", None)
    if own not in frames or frames[-1] is own:
        return ""
    return frames[-1].co_name


def _mutated(call: Call, args: list, kwargs: dict) -> tuple[str, ...]:
    """Return the names of the array arguments that no longer hold what was handed in."""
    before = {f"argument {at + 1}": value for at, value in enumerate(call.args)}
    before |= call.kwargs
    after = {f"argument {at + 1}": value for at, value in enumerate(args)} | kwargs
    observed = {at if isinstance(at, str) else f"argument {at + 1}" for at in call.observe}
    return tuple(
        name
        for name, value in before.items()
        if name not in observed
        and isinstance(value, (np.ndarray, list))
        and _changed(after[name], value)
    )


def _changed(after: Any, before: Any) -> bool:
    try:
        return difference(to_tree(after), before, rtol=0.0) is not None
    except NotATree:
        return False  # a list of recipes: built things are theirs to change


_LIBRARY_ROOTS = tuple(
    str(Path(root).resolve())
    for root in (
        Path(__file__).parents[1],
        Path(cnnkit.__file__).parent,
        Path(np.__file__).parents[1],
        sysconfig.get_path("stdlib"),
        sysconfig.get_path("purelib"),
        sysconfig.get_path("platlib"),
    )
)


def own_frame(problem: BaseException) -> str:
    """Return the student's own last line before the error, as ``line 3, in corr2d: y[i] = ...``."""
    last = ""
    for frame, line in traceback.walk_tb(problem.__traceback__):
        name = frame.f_code.co_filename
        if name.startswith("<") and not name.startswith("<ipython"):
            continue
        if not _is_library(name):
            text = linecache.getline(name, line).strip()
            last = f"line {line}, in {frame.f_code.co_name}: {text}"
    return last


def _of_library(problem: BaseException) -> bool:
    """Say whether the error was raised by a line of the library, not of the student."""
    frames = [frame.f_code.co_filename for frame, _ in traceback.walk_tb(problem.__traceback__)]
    return bool(frames) and _is_library(frames[-1])


def _is_library(filename: str) -> bool:
    return filename.startswith(_LIBRARY_ROOTS)


def source_of(answer: Any) -> str:
    """Return the source of the cell or file in which ``answer`` was written, or ''."""
    while hasattr(answer, "__wrapped__"):
        answer = answer.__wrapped__
    if isinstance(answer, type):
        methods = [item for item in vars(answer).values() if isinstance(item, types.FunctionType)]
        answer = methods[0] if methods else None
    code = getattr(answer, "__code__", None)
    return "" if code is None else "".join(linecache.getlines(code.co_filename))


def modules_of(answer: Any) -> dict[str, str]:
    """Return the names by which ``answer`` knows modules and library functions."""
    names = dict(getattr(answer, "__globals__", {}))
    found = {}
    for name, thing in names.items():
        if isinstance(thing, types.ModuleType):
            found[name] = thing.__name__
        elif callable(thing) and getattr(thing, "__module__", None) in sys.modules:
            found[name] = f"{thing.__module__}.{getattr(thing, '__name__', name)}"
    return found


def data_read_by(answer: Any) -> tuple[str, ...]:
    """Return the names of arrays, lists and numbers outside it that a function's code reads."""
    code = getattr(answer, "__code__", None)
    around = getattr(answer, "__globals__", {})
    names = () if code is None else code.co_names
    kinds = (np.ndarray, list, tuple, int, float)
    return tuple(name for name in names if isinstance(around.get(name), kinds))
