"""On what the figures were measured: without it they mean nothing."""

import importlib.metadata
import os
import platform
from pathlib import Path
from typing import Any

from cnnkit.parallel import thread_count

LIBRARIES = ("numpy", "torch", "cupy-cuda12x", "nbgrader")


def describe_machine() -> dict[str, Any]:
    """Return the processor, the threads, the versions and the BLAS kernel in use."""
    return {
        "processor": _processor(),
        "threads": thread_count(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "versions": {name: _version(name) for name in LIBRARIES if _version(name)},
        "blas": _blas(),
        "environment": {
            name: value
            for name, value in sorted(os.environ.items())
            if name.startswith(("OPENBLAS_", "OMP_", "MKL_", "CNNKIT_"))
        },
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _blas() -> list[str]:
    from threadpoolctl import threadpool_info

    return [
        f"{info['internal_api']} {info.get('version')} {info.get('architecture', '')}".strip()
        for info in threadpool_info()
        if info["user_api"] == "blas"
    ]
