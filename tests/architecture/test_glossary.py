"""docs/glossary.md defines every table, and each of its terms once."""

import ast
import re

from support.source import PACKAGE, ROOT, python_files, tree

GLOSSARY = ROOT / "docs" / "glossary.md"


def rows() -> list[tuple[str, str]]:
    """The code and screen names of each row of the glossary."""
    cells = re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|", GLOSSARY.read_text("utf-8"), re.MULTILINE)
    return [(code, screen) for code, screen in cells if code not in {"code", "---"}]


def terms() -> list[str]:
    return [term.strip("` ") for code, _ in rows() for term in re.split(r"[,/]", code)]


def tables() -> set[str]:
    """The mapped classes: those of models/ that name their table."""
    return {
        node.name
        for path in python_files("src/coachdesk/models")
        if "versions" not in path.relative_to(PACKAGE).parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and "__tablename__" in ast.unparse(node)
    }


def test_every_table_is_in_the_glossary() -> None:
    assert tables()
    assert not tables() - set(terms())


def test_no_term_is_defined_twice_and_none_lacks_its_word_on_screen() -> None:
    assert len(terms()) == len(set(terms())) > 20
    assert all(screen.strip() for _, screen in rows())
