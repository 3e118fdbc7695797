"""Checkpoints: all that a training needs to go on as if nothing had happened.

One `safetensors` file: arrays by name, and everything else as JSON in its header. It is written
under another name and renamed when complete, so that a run killed at any moment leaves either the
old checkpoint or the new one.
"""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np

from cnnkit.errors import DataError, ParameterError

FORMAT = 1


def save_checkpoint(
    path: Any, model: Any, optimizer: Any = None, extra: dict[str, Any] | None = None
) -> None:
    """Write a model, and an optimizer if given, to a file.

    Parameters
    ----------
    path
        File to write; its folder is made if needed.
    model
        Any layer. Parameters, buffers and the state of random generators (dropout's) are kept.
    optimizer
        Of `cnnkit.training`, or None.
    extra
        Plain data to keep beside them: dicts, lists, text and numbers.
    """
    arrays = {f"model.{name}": array for name, array in model.state_dict().items()}
    numbers = {}
    for name, value in (optimizer.state_dict() if optimizer is not None else {}).items():
        if isinstance(value, np.ndarray):
            arrays[f"optimizer.{name}"] = value
        else:
            numbers[name] = value
    header = {
        "format": FORMAT,
        "optimizer": numbers,
        "generators": {name: g.bit_generator.state for name, g in _generators(model).items()},
        "extra": extra or {},
    }
    _write(Path(path), arrays, header)


def load_checkpoint(path: Any, model: Any, optimizer: Any = None) -> dict[str, Any]:
    """Read back what `save_checkpoint` wrote, into a model built in the same way.

    Returns
    -------
    The extra data.

    Raises
    ------
    DataError
        When there is no such file, or it is no checkpoint.
    ParameterError, ShapeError
        When it belongs to another network.
    """
    arrays, header = _read(Path(path))
    state = {"model": {}, "optimizer": dict(header["optimizer"])}
    for name, array in arrays.items():
        owner, _, rest = name.partition(".")
        state[owner][rest] = array
    generators = _generators(model)
    if set(generators) != set(header["generators"]):
        raise ParameterError(
            "load_checkpoint",
            received=f"random generators {', '.join(header['generators']) or '(none)'}",
            expected=f"those of this model: {', '.join(generators) or '(none)'}",
            fix="Load the checkpoint into a network built in the same way",
        )
    model.load_state_dict(state["model"])
    if optimizer is not None:
        optimizer.load_state_dict(state["optimizer"])
    for name, generator in generators.items():
        generator.bit_generator.state = header["generators"][name]
    return header["extra"]


def _generators(model: Any) -> dict[str, np.random.Generator]:
    """Return the random generators that layers draw from, by dotted name."""
    return {
        f"{prefix}.{name}" if prefix else name: value
        for prefix, layer in model.named_layers().items()
        for name, value in vars(layer).items()
        if isinstance(value, np.random.Generator)
    }


def _write(path: Path, arrays: dict[str, np.ndarray], header: dict[str, Any]) -> None:
    from safetensors.numpy import save

    contiguous = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    data = save(contiguous, metadata={"cnnkit": json.dumps(header)})
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    with partial.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def _read(path: Path) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            header = json.loads((file.metadata() or {})["cnnkit"])
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except FileNotFoundError:
        raise DataError(
            "load_checkpoint",
            received=f"{path}, which is not there",
            expected="a file that save_checkpoint or fit(checkpoint=...) wrote",
            fix="Check the path",
        ) from None
    except (SafetensorError, KeyError, ValueError, OSError):
        raise DataError(
            "load_checkpoint",
            received=f"{path}, which is damaged or no checkpoint",
            expected="a file that save_checkpoint or fit(checkpoint=...) wrote",
            fix="Take another file, or train again",
        ) from None
    if header.get("format") != FORMAT:
        raise DataError(
            "load_checkpoint",
            received=f"{path} in format {header.get('format')}",
            expected=f"format {FORMAT}",
            fix="Read it with the version of the library that wrote it",
        )
    return arrays, header
