"""What each picture of the guide is made of, and whether that has changed since it was drawn.

A screen is made of the modules whose widgets, models and delegates are seen in it, of what those
import from their own folder or say in words from a service, and of the look of the window. Of each
module the digest is kept as it was when the pictures were drawn: comments, docstrings and the way
lines are broken do not count.
"""

import ast
import io
import json
import re
import sys
import tokenize
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QWidget

from support.source import PACKAGE, ROOT

KEPT = "made_of.json"
OF_ALL = tuple(f"src/coachdesk/{name}.py" for name in ("core/tokens", "ui/theme", "ui/style_sheet"))
"""The look of every screen."""
_UNSEEN = {f"src/coachdesk/ui/{name}.py" for name in ("shell", "workspace", "desk_pages")}
"""What holds the pages together, and draws nothing."""
_OURS = "coachdesk.ui."
_WORDS = re.compile(r"coachdesk\.(services|domain)\.(\w+\.)*\w*(words|labels|columns)")
_DIGITS = 16


def parts_of(front: QWidget) -> set[str]:
    """The modules that what is seen of ``front`` is made of, as paths of the checkout."""
    seen = [front, *(each for each in front.findChildren(QWidget) if each.isVisible())]
    kinds: set[type] = {type(each) for each in seen}
    for view in (each for each in seen if isinstance(each, QAbstractItemView)):
        kinds |= {type(view.model()), type(view.itemDelegate())}
    names = {kind.__module__ for each in kinds for kind in each.__mro__}
    modules = (sys.modules[name] for name in names if name.startswith(_OURS))
    files = (Path(module.__file__) for module in modules if module.__file__)
    paths = {file.relative_to(ROOT).as_posix() for file in files} - _UNSEEN
    return {part for path in paths for part in with_its_folder(path)}


@cache
def with_its_folder(path: str) -> frozenset[str]:
    """``path``, what it imports from its own folder, and the words that it takes from services."""
    found, waiting = {path}, [path]
    while waiting:
        for name in _imports(ROOT / waiting.pop()):
            file = PACKAGE.parent / f"{name.replace('.', '/')}.py"
            told = file.relative_to(ROOT).as_posix()
            own = file.parent == (ROOT / path).parent and file.parent.name != "ui"
            if told not in found and file.is_file() and (own or _WORDS.fullmatch(name)):
                found.add(told)
                waiting += [told] if own else []
    return frozenset(found)


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def digest(path: str) -> str:
    """Of what a module does; empty once it is gone."""
    file = ROOT / path
    if not file.is_file():
        return ""
    text = file.read_text("utf-8")
    lines = text.splitlines(keepends=True)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            for number in range(node.lineno - 1, node.end_lineno or node.lineno):
                lines[number] = "\n"
    for token in reversed([*tokenize.generate_tokens(io.StringIO(text).readline)]):
        if token.type == tokenize.COMMENT and lines[token.start[0] - 1] != "\n":
            line = lines[token.start[0] - 1]
            lines[token.start[0] - 1] = line[: token.start[1]]
    bare = "".join("".join(lines).split()).replace(",)", ")").replace(",]", "]").replace(",}", "}")
    return sha256(bare.encode()).hexdigest()[:_DIGITS]


def write_made_of(folder: Path, pictures: dict[str, set[str]]) -> None:
    """Keep what ``pictures`` are made of, as it is now, beside them."""
    modules = sorted({path for parts in pictures.values() for path in parts} | {*OF_ALL})
    places = {path: number for number, path in enumerate(modules)}
    told = {
        "modules": {path: digest(path) for path in modules},
        "pictures": {
            name: " ".join(str(place) for place in sorted(places[path] for path in parts))
            for name, parts in sorted(pictures.items())
        },
    }
    (folder / KEPT).write_text(json.dumps(told, indent=0) + "\n", "utf-8")


def older(folder: Path, names: Iterable[str]) -> dict[str, list[str]]:
    """The pictures that are older than their screen, each with what changed in it since."""
    told = json.loads((folder / KEPT).read_text("utf-8"))
    modules: list[str] = [*told["modules"]]
    changed = {path for path, was in told["modules"].items() if digest(path) != was}
    found: dict[str, list[str]] = {}
    for name in names:
        if name not in told["pictures"]:
            found[name] = ["never drawn"]
            continue
        parts = {modules[int(place)] for place in told["pictures"][name].split()}
        if since := sorted(changed & parts.union(OF_ALL)):
            found[name] = since
    return found
