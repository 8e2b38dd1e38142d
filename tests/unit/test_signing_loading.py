"""pyHanko is loaded beside the window: who signs meanwhile waits for it, and never meets half."""

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator

from support.faults import child_environment
from support.source import PACKAGE, place, python_files, tree

SRC = PACKAGE.parent


def test_who_seals_while_it_is_loaded_waits_for_the_rest() -> None:
    child = [sys.executable, "-m", "support.child_load", "pyhanko.sign.signers.pdf_cms"]
    ran = subprocess.run(
        child, capture_output=True, encoding="utf-8", check=False, timeout=60,
        env=child_environment(),
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("sealed"), ran.stdout


def test_nothing_loads_it_but_by_turns() -> None:
    at_the_top = {path for path in python_files("src") if any(_loading(tree(path).body, set()))}
    assert at_the_top, "the modules that need it at their top"
    modules = {".".join(path.relative_to(SRC).with_suffix("").parts) for path in at_the_top}
    alone = {}
    for path in set(python_files("src")) - at_the_top:
        loads = {place(path, node) for node in _loading(ast.walk(tree(path)), modules)}
        waits = {
            place(path, node)
            for turn in ast.walk(tree(path))
            if _is_turn(turn)
            for node in _loading(ast.walk(turn), modules)
        }
        alone[path.name] = loads - waits
    assert not {name: places for name, places in alone.items() if places}


def _is_turn(node: ast.AST) -> bool:
    if isinstance(node, ast.With):
        return ast.unparse(node.items[0].context_expr) == "PYHANKO"
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _loading(nodes: Iterable[ast.AST], modules: set[str]) -> Iterator[ast.stmt]:
    """The imports of pyHanko, or of the ``modules`` that need it at their top."""
    for node in nodes:
        names = []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        if any(name.split(".")[0] == "pyhanko" or name in modules for name in names):
            assert isinstance(node, ast.stmt)
            yield node
