"""The files that student code sees: an interpreter, the packages it may import, the library.

It is a list of what *is* there, not of what is not. Packages are those that ipykernel and cnnkit
ask for, and theirs in turn; SciPy, PyTorch, nbgrader or the autograder itself are not on the list
and so do not exist inside, whatever is installed outside.
"""

import os
import re
import sys
import sysconfig
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from autograder.sandbox.bubblewrap import probe
from autograder.sandbox.masks import build_package, default_cache
from autograder.sandbox.policy import HOME, Limits, MiB, Policy
from autograder.sandbox.start import run

SITE = "/opt/site"
"""Where the packages lie inside."""

LIBRARY = "/opt/cnnkit"
"""Where the built library lies inside."""

MATPLOTLIB = "/tmp/matplotlib"
"""Where matplotlib keeps its settings inside."""

INHERITED = ("PATH", "SYSTEMROOT", "TEMP")
"""What a kernel without a sandbox takes over from the environment of the grader."""

ROOTS = ("ipykernel", "cnnkit")
"""The distributions that student code needs; what they require comes with them."""

LEFT_OUT = frozenset({"cnnkit", "debugpy"})
"""Distributions that stay out: the library has its own build, and nothing is debugged here."""

NAME = re.compile(r"[\w.-]+")
EXTRA = re.compile(r";.*\bextra\b")

NEVER = re.compile(r"^(scipy|sklearn|scikit|torch|tensorflow|keras|jax|tinygrad|cupy|autograd)")
"""Packages that hold answers: they stay out even if another package asks for them."""


@lru_cache(maxsize=8)
def distributions(roots: Sequence[str] = ROOTS) -> tuple[str, ...]:
    """Return the roots and everything they require that is installed, sorted.

    Examples
    --------
    >>> {"ipykernel", "numpy", "pyzmq"} <= set(distributions())
    True
    >>> {"debugpy", "scipy", "nbgrader", "cnnkit-autograder"} & set(distributions())
    set()
    """
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found or NEVER.match(name):
            continue
        try:
            requirements = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        found.add(name)
        if name == "debugpy":
            continue
        # Those for other systems are not installed here, and those of extras are not asked for.
        waiting += [NAME.findall(text)[0] for text in requirements if not EXTRA.search(text)]
    return tuple(sorted(found - LEFT_OUT))


@lru_cache(maxsize=8)
def package_binds(names: Sequence[str]) -> Mapping[str, str]:
    """Return what to bind so that these distributions can be imported: inside → outside."""
    binds: dict[str, str] = {}
    for name in names:
        distribution = metadata.distribution(name)
        tops = {file.parts[0] for file in distribution.files or () if file.parts[0] != ".."}
        for top in tops:
            source = Path(str(distribution.locate_file(top)))
            if not top.endswith(".pth") and source.exists():
                binds[f"{SITE}/{top}"] = str(source)
    return binds


def interpreter() -> Path:
    """Return the real interpreter below any virtual environment."""
    return Path(getattr(sys, "_base_executable", "") or sys.executable).resolve()


def interpreter_binds() -> dict[str, str]:
    """Return what to bind so that the interpreter starts: its binary, its library, libc."""
    python = str(interpreter())
    base = Path(sys.base_prefix).resolve()
    standard = Path(sysconfig.get_path("stdlib")).resolve()
    # In a private prefix the shared libraries lie beside; /usr/lib would be half the machine.
    whole = base / "lib" if base != Path("/usr") and (base / "lib").is_dir() else standard
    binary = sysconfig.get_path("platstdlib", vars={"platbase": str(base)})
    folders = [whole, standard, Path(binary).resolve()]
    triplet = sysconfig.get_config_var("MULTIARCH") or f"{os.uname().machine}-linux-gnu"
    system = [f"/usr/lib/{triplet}", f"/lib/{triplet}", "/lib64", "/usr/lib64"]
    if not any(list(Path(folder).glob("libc.*")) for folder in system):
        system += ["/lib", "/usr/lib"]
    kept = [folder for folder in [*map(str, folders), *system] if Path(folder).is_dir()]
    binds = {folder: folder for folder in kept if not _inside(folder, kept)}
    binds[python] = python
    if Path("/etc/ld.so.cache").is_file():
        binds["/etc/ld.so.cache"] = "/etc/ld.so.cache"
    return binds


def _inside(folder: str, others: Iterable[str]) -> bool:
    """Say whether a folder lies within another one of a list."""
    return any(other != folder and Path(folder).is_relative_to(other) for other in others)


def package_folders(binds: Mapping[str, str]) -> tuple[str, ...]:
    """Return the package folders that lie inside bound ones and so must be laid over."""
    found = []
    for inside, outside in binds.items():
        for pattern in ("python3*/site-packages", "python3*/dist-packages", "*-packages"):
            for folder in Path(outside).glob(pattern) if Path(outside).is_dir() else ():
                found.append(str(Path(inside) / folder.relative_to(outside)))
    return tuple(sorted(set(found)))


def environment() -> dict[str, str]:
    """Return all the environment variables that a kernel has."""
    return {
        "HOME": HOME,
        "USER": "student",
        "LOGNAME": "student",
        "LANG": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
        "TMPDIR": "/tmp",
        "PYTHONPATH": f"{LIBRARY}:{SITE}",
        "PYTHONSAFEPATH": "1",
        "PYTHONNOUSERSITE": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "JPY_PARENT_PID": "1",  # what ipykernel takes for "somebody watches": it prints less
        "IPYTHONDIR": f"{HOME}/ipython",
        "JUPYTER_PLATFORM_DIRS": "1",
        "MPLCONFIGDIR": MATPLOTLIB,
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # One thread for a product of matrices: grading runs many kernels beside each other.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


def default_policy(
    chapter: str,
    *,
    mask_functions: Mapping[str, Sequence[str]] | None = None,
    files: Mapping[str, str | Path] | None = None,
    limits: Limits | None = None,
    cache: str | Path | None = None,
    unsafe: bool = False,
) -> Policy:
    """Return the policy under which a chapter's submissions run.

    It builds the chapter's copy of the library, and the list of fonts, when they are not in the
    cache yet.

    Parameters
    ----------
    chapter
        The chapter, for instance ``"03"``.
    mask_functions
        Library functions that answer its exercises, by module (see `masks.build_package`).
    files
        The notebook's public files: name in its working folder → path on this machine.
    limits
        How much a kernel may use.
    cache
        Folder for what is built once; ``~/.cache/cnnkit`` unless told otherwise.
    unsafe
        No sandbox at all: for machines where none can run, and said in every report.
    """
    folder = Path(cache) if cache is not None else default_cache()
    library = str(build_package(folder, mask_functions))
    limits = limits or Limits()
    if unsafe:
        # The folders of a kernel without a sandbox are new ones, which `process` makes and names.
        known = {name: value for name, value in environment().items() if "/tmp" not in value}
        inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
        policy = Policy(
            chapter=chapter,
            interpreter=sys.executable,
            environment=known | inherited | {"PYTHONPATH": library},
            limits=limits,
            unsafe=True,
        )
        return policy.with_files(files or {})
    system = interpreter_binds()
    policy = Policy(
        chapter=chapter,
        interpreter=str(interpreter()),
        read_only={**system, **package_binds(distributions()), LIBRARY: library},
        masks=package_folders(system),
        environment=environment(),
        limits=limits,
    )
    return with_fonts(policy, folder).with_files(files or {})


FONT_SCRIPT = """
import matplotlib, pathlib
import matplotlib.font_manager
[path] = pathlib.Path(matplotlib.get_cachedir()).glob("fontlist-*.json")
print(path.name + "\\n" + path.read_text())
"""


def with_fonts(policy: Policy, cache: Path) -> Policy:
    """Return the policy with matplotlib's list of fonts bound in, which saves each kernel 0.3 s.

    The list is made once, inside a sandbox, so that it names the fonts that are there. Where no
    sandbox can run the policy comes back as it was.
    """
    version = metadata.version("matplotlib")
    known = list(cache.glob(f"fonts-{version}/fontlist-*.json"))
    if not known and probe().works:
        wide = policy.with_limits(file_size=64 * MiB, output=16 * MiB)
        done = run(wide, [policy.interpreter, "-c", FONT_SCRIPT], timeout=60)
        name, _, text = done.output.partition("\n")
        if done.status != 0 or not name.startswith("fontlist-"):
            return policy
        target = cache / f"fonts-{version}" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = target.with_suffix(f".{os.getpid()}")
        scratch.write_text(text, encoding="utf-8")
        scratch.chmod(0o644)
        scratch.replace(target)
        known = [target]
    binds = {f"{MATPLOTLIB}/{path.name}": str(path) for path in known}
    return policy.replace(read_only={**policy.read_only, **binds})
