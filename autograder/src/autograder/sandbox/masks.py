"""Builds the copy of the library that student code may import: with the answers taken out.

Grading must not be won by calling the library. A patch at run time is easily walked around (a
kept reference, `inspect.getsource`, a fresh import), so the answers are taken out of the *files*:
`cnnkit.checks` becomes a stub, and every function that answers the chapter's exercises keeps its
name and signature and loses its body.
"""

import ast
import compileall
import contextlib
import hashlib
import importlib.util
import io
import os
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from py_compile import PycInvalidationMode

from cnnkit.errors import ParameterError

CHECKS_STUB = '''"""Stands in for the real checks while work is graded: it knows no answers."""

__all__ = ["Report", "check", "exercises", "find"]


class Report(float):
    """What a check returns here: 0.0, whatever the answer."""

    points = 0.0
    passed = False
    mistake = None


def check(*arguments, **options):
    """Do nothing: the official check runs outside, after this one."""
    return Report(0.0)


def exercises():
    """No exercise is known here."""
    return []


def find(name):
    """No exercise is known here."""
    raise LookupError(f"{name}: exercises are not listed while work is graded")
'''

FORGOTTEN = 30 * 24 * 3600
"""Seconds after which a build that nobody asks for is removed."""

MESSAGE = (
    "{name} of the library answers an exercise of this chapter: "
    "it is switched off while your work is graded. Call your own function instead."
)


def library_folder() -> Path:
    """Return the folder of the installed `cnnkit`, without importing it."""
    spec = importlib.util.find_spec("cnnkit")
    if spec is None or spec.origin is None:  # pragma: no cover - cnnkit is a dependency
        raise ParameterError(
            "library_folder",
            received="no package named cnnkit",
            expected="cnnkit to be installed",
            fix="Install it beside the autograder",
        )
    return Path(spec.origin).parent


def default_cache() -> Path:
    """Return the folder that keeps builds and other files made once.

    It is ``$XDG_CACHE_HOME/cnnkit``, or ``~/.cache/cnnkit``.
    """
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "cnnkit"


def mask_source(source: str, names: Sequence[str], where: str = "<source>") -> str:
    r"""Return Python source in which the named definitions raise instead of answering.

    A function keeps its signature; in a class, each method raises; an assignment
    (``conv = other``) becomes a function. Everything else stays as it was, byte for byte.

    Parameters
    ----------
    source
        A module's text.
    names
        Top-level names, or ``Class.method``.
    where
        Name of the module, for the error message.

    Raises
    ------
    ParameterError
        If a name is not defined there, so that a renamed answer cannot slip through.

    Examples
    --------
    >>> print(mask_source("def double(x):\n    return 2 * x\n\nlimit = 3\n", ["double"]))
    def double(x):
        raise NotImplementedError('double of the library answers an exercise of this chapter: ...')
    <BLANKLINE>
    limit = 3
    """
    # (first line, last line) -> new text, lines counted from 1; the last ones are replaced first
    edits: dict[tuple[int, int], str] = {}
    body = ast.parse(source).body
    for name in names:
        found = _definitions(body, name.split("."))
        if not found:
            raise ParameterError(
                "mask_source",
                received=f"the name {name}",
                expected=f"a function, class or assignment at the top of {where}",
                fix="Correct the list of functions that answer the chapter's exercises",
            )
        for node in found:
            edits.update(_edits(node, name))
    lines = io.StringIO(source).readlines()  # not splitlines: it also splits at form feeds
    for (first, last), text in sorted(edits.items(), reverse=True):
        lines[first - 1 : last] = [text]
    masked = "".join(lines)
    ast.parse(masked)  # a build that cannot be imported must fail here, not in a student's kernel
    return masked


def _definitions(body: Sequence[ast.stmt], path: Sequence[str]) -> list[ast.stmt]:
    """Find the statements that bind a dotted name, in branches and ``try`` blocks as well."""
    found: list[ast.stmt] = []
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if node.name == path[0]:
                if len(path) == 1:
                    found.append(node)
                elif isinstance(node, ast.ClassDef):
                    found += _definitions(node.body, path[1:])
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if len(path) == 1 and any(
                isinstance(part, ast.Name) and part.id == path[0]
                for target in targets
                for part in ast.walk(target)
            ):
                found.append(node)
        else:
            for block in ("body", "orelse", "finalbody"):
                found += _definitions(getattr(node, block, []), path)
            for handler in getattr(node, "handlers", []):
                found += _definitions(handler.body, path)
    return found


def _edits(node: ast.stmt, name: str) -> dict[tuple[int, int], str]:
    """Say which lines to replace by which text to take the answer out of a statement."""
    indent = " " * node.col_offset
    refusal = f"{indent}    raise NotImplementedError({MESSAGE.format(name=name)!r})\n"
    first, last = node.lineno, node.end_lineno or node.lineno
    if isinstance(node, ast.ClassDef):
        methods = [n for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
        if methods:
            return {k: v for method in methods for k, v in _edits(method, name).items()}
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        bare = type(node)(
            name=node.name,
            args=node.args,
            body=[ast.Pass()],
            decorator_list=node.decorator_list,
            returns=node.returns,
        )
        *signature, _ = ast.unparse(ast.fix_missing_locations(bare)).splitlines()
        first = min([first, *(decorator.lineno for decorator in node.decorator_list)])
        return {(first, last): "".join(f"{indent}{line}\n" for line in signature) + refusal}
    stub = f"{indent}def {name.split('.')[-1]}(*arguments, **options):\n"
    return {(first, last): stub + refusal}


def build_package(
    destination: str | Path,
    masks: Mapping[str, Sequence[str]] | None = None,
    *,
    source: str | Path | None = None,
) -> Path:
    """Copy the library without its answers into a folder below ``destination``.

    The folder's name is a digest of what goes in, so that a build is made once and found again.

    Parameters
    ----------
    destination
        Where builds are kept. It may be shared: builds appear by a single rename.
    masks
        Module → names that answer the chapter's exercises, as in
        ``{"cnnkit.functional.conv": ["conv2d", "conv2d_backward"]}``. What else of the library
        calls them raises too, by design.
    source
        The library's folder; the installed one unless told otherwise.

    Returns
    -------
    Path
        The folder to put on ``sys.path``; it holds `cnnkit` and nothing else.
    """
    library = Path(source) if source is not None else library_folder()
    masks = {module: tuple(names) for module, names in (masks or {}).items() if names}
    files = {
        path.relative_to(library): path.read_bytes()
        for path in sorted(library.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    digest = _digest(files, masks)
    built = Path(destination) / f"library-{digest}"
    if built.is_dir():
        os.utime(built)
        return built
    Path(destination).mkdir(parents=True, exist_ok=True)
    _forget_old_builds(Path(destination))
    # An open folder, so that an unprivileged kernel can read it whatever the umask is here.
    with tempfile.TemporaryDirectory(dir=destination, prefix="building-") as scratch:
        root = Path(scratch) / "library"
        package = root / library.name
        for name, content in files.items():
            if name.parts[0] == "checks":
                continue
            (package / name).parent.mkdir(parents=True, exist_ok=True)
            (package / name).write_bytes(content)
        (package / "checks").mkdir(exist_ok=True)
        (package / "checks" / "__init__.py").write_text(CHECKS_STUB, encoding="utf-8")
        for module, names in masks.items():
            path = _module_file(package, module)
            text = path.read_text(encoding="utf-8")
            path.write_text(mask_source(text, names, module), encoding="utf-8")
        # Never checked against the source: a build does not change, and copies lose their dates.
        unchecked = PycInvalidationMode.UNCHECKED_HASH
        compileall.compile_dir(root, quiet=2, ddir="/opt/cnnkit", invalidation_mode=unchecked)
        for path in [root, *root.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        try:
            root.rename(built)
        except OSError:
            if not built.is_dir():  # somebody else may have built the same thing meanwhile
                raise
    return built


def _forget_old_builds(folder: Path) -> None:
    """Remove the builds that nobody has asked for in a long time."""
    for built in folder.glob("library-*"):
        with contextlib.suppress(OSError):
            if time.time() - built.stat().st_mtime > FORGOTTEN:
                shutil.rmtree(built)


def _module_file(package: Path, module: str) -> Path:
    """Return the file of a dotted module name in a copied package."""
    first, *rest = module.split(".")
    base = package.joinpath(*rest)
    for path in (
        (base.with_suffix(".py"), base / "__init__.py") if rest else (package / "__init__.py",)
    ):
        if first == package.name and path.is_file():
            return path
    raise ParameterError(
        "build_package",
        received=f"the module {module}",
        expected=f"a module of {package.name}",
        fix="Correct the list of functions that answer the chapter's exercises",
    )


def _digest(files: Mapping[Path, bytes], masks: Mapping[str, Sequence[str]]) -> str:
    """Name a build by everything that goes into it."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    digest.update(f"{importlib.util.MAGIC_NUMBER!r} {sorted(masks.items())}".encode())
    for name, content in files.items():
        digest.update(f"\0{name.as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]
