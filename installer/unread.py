"""What Python keeps of a module for whoever reads its source: left out of the installed program.

Nobody asks there what a function is for; the docstrings of those that are loaded with a store take
two and a half megabytes of memory. Those of classes stay: a dataclass without one writes itself its
signature, which takes longer than all the rest of it.
"""

import ast
from collections.abc import Iterable
from pathlib import Path
from types import CodeType

_OF = ("coachdesk.", "sqlalchemy.")
"""The packages that have most of them."""
_READ = (".events",)
"""Modules of SQLAlchemy that look at their own while they are loaded."""
_WITH_ONE = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef)


def without_docstrings(modules: Iterable[tuple[str, str, str]]) -> dict[str, CodeType]:
    """Those of ``modules`` (name, source, kind) that are better without them, compiled."""
    return {
        name: _compiled(Path(source))
        for name, source, _ in modules
        if name.startswith(_OF) and not name.endswith(_READ) and source.endswith(".py")
    }


def _compiled(source: Path) -> CodeType:
    tree = ast.parse(source.read_bytes(), str(source))
    for node in ast.walk(tree):
        if isinstance(node, _WITH_ONE) and ast.get_docstring(node, clean=False) is not None:
            said = node.body.pop(0)
            if not node.body:
                node.body = [ast.copy_location(ast.Pass(), said)]
    return compile(tree, str(source), "exec", dont_inherit=True)
