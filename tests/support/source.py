"""The source of the program as data, for the tests that judge its shape."""

import ast
import gc
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "coachdesk"


def python_files(*folders: str) -> list[Path]:
    """The Python files below ``folders`` of the checkout."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    assert found, f"no Python file below {folders}"
    return found


def tree(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return _trees(path.relative_to(ROOT).parts[0])[path]


@cache
def _trees(folder: str) -> dict[Path, ast.Module]:
    """Those of all the files below ``folder``: a million nodes, which no collection walks again."""
    collects = gc.isenabled()
    gc.collect()
    gc.disable()
    found = {path: ast.parse(path.read_bytes(), str(path)) for path in python_files(folder)}
    gc.freeze()
    if collects:
        gc.enable()
    return found


def place(path: Path, node: ast.expr | ast.stmt) -> str:
    """« file:line », as an editor opens it."""
    return f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"


def texts(path: Path) -> Iterator[ast.Constant]:
    """The string literals of a file, without docstrings and the notes under constants."""
    yield from _texts(path)


@cache
def _texts(path: Path) -> tuple[ast.Constant, ...]:
    bare = {id(node.value) for node in ast.walk(tree(path)) if isinstance(node, ast.Expr)}
    return tuple(
        node
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare
    )


def names(path: Path) -> Iterator[tuple[str, ast.expr | ast.stmt]]:
    """Every name that a file gives: classes, functions, arguments, variables, attributes."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node
            if not isinstance(node, ast.ClassDef):
                for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
                    yield argument.arg, node
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr, node


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a file with its dotted name, e.g. ``time.sleep`` or ``self.box.exec``."""
    yield from _calls(path)


@cache
def _calls(path: Path) -> tuple[tuple[str, ast.Call], ...]:
    nodes = ast.walk(tree(path))
    return tuple((_dotted(node.func), node) for node in nodes if isinstance(node, ast.Call))


def _dotted(called: ast.expr) -> str:
    """What ``ast.unparse`` says of it, which takes its time."""
    if isinstance(called, ast.Name):
        return called.id
    if isinstance(called, ast.Attribute):
        inner = called.value
        if isinstance(inner, ast.Name | ast.Attribute):
            return f"{_dotted(inner)}.{called.attr}"
    return ast.unparse(called)
