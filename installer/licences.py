"""The licences of all that the program is made of, in one text that travels with it."""

import re
import sys
import sysconfig
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
TEXTS = Path(__file__).resolve().parent / "licences"
"""Of the licences that a package names without giving their text."""

FILENAME = "LICENCES.txt"
_LICENCE_FILE = re.compile(r"(^|/)(licen[cs]es?|copying|notice|authors)([./_-]|$)", re.IGNORECASE)
_LINE = "=" * 78
_HEAD = """\
CoachDesk est un logiciel libre, sous licence MIT. Il est fait avec les logiciels libres qui
suivent ; chacun garde sa licence, dont le texte est donné plus bas.

Qt et PySide6 sont sous licence LGPL 3 : leurs bibliothèques sont dans le dossier
_internal/PySide6, en fichiers séparés que vous pouvez remplacer par les vôtres. Leur code source
et celui de paramiko (LGPL 2.1) sont publiés par leurs auteurs, dans les versions indiquées.
"""


def written() -> str:
    """The whole text: what CoachDesk is made of, then each licence."""
    made_of = sorted(closure(), key=lambda each: canonicalize_name(each.name))
    lines = [_HEAD, f"  Python {sys.version.split()[0]}\u00a0: PSF-2.0"]
    lines += [f"  {each.name} {each.version}\u00a0: {licence_name(each)}" for each in made_of]
    parts = ["\n".join(lines)]
    parts.append(titled("CoachDesk", (ROOT / "LICENSE").read_text("utf-8")))
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    if python.is_file():
        parts.append(titled("Python", python.read_text("utf-8", "replace")))
    for each in made_of:
        texts = licence_texts(each)
        if texts:
            parts.append(titled(each.name, "\n\n".join(texts)))
    parts += [titled(path.stem, path.read_text("utf-8")) for path in sorted(TEXTS.glob("*.txt"))]
    return "\n\n".join(parts) + "\n"


def titled(name: str, text: str) -> str:
    """A licence below a line that says whose it is."""
    return f"{_LINE}\n{name}\n{_LINE}\n\n{text.strip()}"


def closure() -> list[Distribution]:
    """Every package that runs with the program on this system."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    waiting = [Requirement(text) for text in project["dependencies"]]
    found: dict[str, Distribution] = {}
    while waiting:
        need = waiting.pop()
        name = canonicalize_name(need.name)
        if name in found or (need.marker and not need.marker.evaluate({"extra": ""})):
            continue
        found[name] = distribution(need.name)
        waiting += [Requirement(text) for text in found[name].requires or []]
    return list(found.values())


def licence_name(package: Distribution) -> str:
    """The licence as the package names it."""
    told = package.metadata.get_all("License-Expression") or package.metadata.get_all("License")
    if told and str(told[0]).strip():
        return str(told[0]).strip().splitlines()[0]
    classes = package.metadata.get_all("Classifier") or []
    named = [each.rpartition(" :: ")[2] for each in classes if each.startswith("License ::")]
    return named[0] if named else "voir le texte"


def licence_texts(package: Distribution) -> list[str]:
    """The texts that the package brings."""
    files = [each for each in package.files or [] if ".dist-info/" in each.as_posix()]
    found = [each for each in files if _LICENCE_FILE.search(each.as_posix().partition("/")[2])]
    return [
        path.read_text("utf-8", "replace").strip()
        for path in sorted(Path(str(each.locate())) for each in found)
        if path.is_file()
    ]
