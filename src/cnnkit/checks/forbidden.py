"""Calls that an exercise forbids, found by reading the source: it is never run for this."""

import ast
import symtable
from collections.abc import Iterator


def find(
    source: str,
    forbidden: dict[str, str],
    known: dict[str, str] | None = None,
    *,
    within: tuple[str, ...] = (),
) -> str | None:
    r"""Return a sentence that names the first forbidden call in ``source``, or None.

    ``forbidden`` maps a full name (a function, a class or a whole module) to the reason in the
    student's words; of several entries that fit a name the longest decides, and an empty reason
    allows it. ``known`` maps names that the source did not import itself, such as ``np``.
    With ``within``, only the function is read that bears the first of these names that there is,
    and what it uses of the rest.

    >>> find("import numpy as np\ny = np.convolve(x, w)", {"numpy.convolve": "write the sum"})
    'line 2 uses numpy.convolve: write the sum'
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return None
    names = dict(known or {})
    uses: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        for name, full in _imported(node):
            names[name] = full
    parts = _reached(tree, within) or [tree]
    defined = {
        node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))
    }
    for part in parts:
        for node in ast.walk(part):
            if isinstance(node, (ast.Attribute, ast.Name)):
                uses.append((node.lineno, _full_name(node, names, defined)))
            elif isinstance(node, ast.Call):
                uses.append((node.lineno, _by_string(node, names, defined)))
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                uses += [(node.lineno, full) for _, full in _imported(node)]
    for line, name in sorted(uses):
        fitting = [path for path in forbidden if name == path or name.startswith(path + ".")]
        why = forbidden[max(fitting, key=len)] if fitting else ""
        if why:
            return f"line {line} uses {name}: {why}"
    return None


def _imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the names that an import statement binds, with what each stands for."""
    if isinstance(node, ast.Import):
        for item in node.names:
            yield (
                item.asname or item.name.partition(".")[0],
                (item.name if item.asname else item.name.partition(".")[0]),
            )
    elif isinstance(node, ast.ImportFrom) and node.module:
        for item in node.names:
            yield item.asname or item.name, f"{node.module}.{item.name}"


def _reached(tree: ast.Module, within: tuple[str, ...]) -> list[ast.stmt]:
    """Return the statements that bind the first known name of ``within``, and what these use."""
    binds: dict[str, list[ast.stmt]] = {}
    for statement in ast.walk(tree):
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            binds.setdefault(statement.name, []).append(statement)
    for statement in tree.body:
        if isinstance(statement, (ast.Assign, ast.AnnAssign)):
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    binds.setdefault(node.id, []).append(statement)
    reached: list[ast.stmt] = []
    waiting, seen = [name for name in within if name in binds][:1], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for statement in binds.get(name, ()):
            reached.append(statement)
            waiting += names_read(statement)
    return reached


def names_read(node: ast.AST) -> set[str]:
    """Return the names that a piece of source reads from around it.

    A function's arguments and its own variables are not among them: a variable ``x`` in an answer
    has nothing to do with the ``x`` of another cell.

    >>> sorted(names_read(ast.parse("def f(x): y = g(x); return y")))
    ['g']
    """
    try:
        return set(_free(symtable.symtable(ast.unparse(node), "cell", "exec")))
    except (SyntaxError, ValueError, RecursionError):  # it may still run: so leave nothing out
        loads = (part for part in ast.walk(node) if isinstance(part, ast.Name))
        return {part.id for part in loads if isinstance(part.ctx, ast.Load)}


def _free(table: symtable.SymbolTable) -> Iterator[str]:
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (table.get_type() != "function" or symbol.is_global()):
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _free(inner)


def _full_name(node: ast.expr, names: dict[str, str], defined: set[str]) -> str:
    """Return the dotted name that ``node`` stands for, aliases resolved; '' when it is none."""
    if isinstance(node, ast.Attribute):
        base = _full_name(node.value, names, defined)
        return f"{base}.{node.attr}" if base else ""
    if isinstance(node, ast.Name) and node.id not in defined:
        return names.get(node.id, "")
    return ""


def _by_string(node: ast.Call, names: dict[str, str], defined: set[str]) -> str:
    """Return what ``getattr(np, "convolve")`` or ``import_module("scipy")`` reach for; else ''."""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    called = node.func.id if isinstance(node.func, ast.Name) else called
    last = node.args[-1] if node.args else None
    if called == "getattr" and len(node.args) > 1:
        last = node.args[1]
    if not (isinstance(last, ast.Constant) and isinstance(last.value, str)):
        return ""
    if called == "getattr":
        base = _full_name(node.args[0], names, defined)
        return f"{base}.{last.value}" if base else ""
    return last.value if called in ("__import__", "import_module") else ""
