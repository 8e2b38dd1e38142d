"""The source of the program as data, for the tests that judge its shape."""

import ast
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


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text("utf-8"), str(path))


def place(path: Path, node: ast.expr | ast.stmt) -> str:
    """« file:line », as an editor opens it."""
    return f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"


def texts(path: Path) -> Iterator[ast.Constant]:
    """The string literals of a file, without docstrings and the notes under constants."""
    bare = {id(node.value) for node in ast.walk(tree(path)) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node


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
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node
