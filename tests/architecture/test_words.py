"""Words: each concept has one name, and what differs between actions is not in the program."""

import ast
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from support.source import ROOT, names, place, python_files, texts, tree

PROFILES = sorted((ROOT / "resources" / "actions").glob("*.toml"))
TEXT_SUFFIXES = {
    "", ".py", ".toml", ".txt", ".md", ".cfg", ".ini", ".json", ".yml", ".yaml", ".csv", ".iss",
    ".spec", ".ts",
}  # fmt: skip
MADE = {
    ".git", ".venv", "build", "dist", "out", "demo", "__pycache__", ".hypothesis", ".mypy_cache",
    ".ruff_cache", ".pytest_cache", ".import_linter_cache",
}  # fmt: skip
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"),
        ("conda", "anaconda", "org"), ("crates", "io"), ("proxy", "golang", "org"),
    )
]  # fmt: skip
"""Written in parts, so that this file does not hold what it forbids."""

OTHER_NAMES = {
    "referent": "case_manager",
    "beneficiary": "participant",
    "recipient_rsa": "participant",
    "enrolment": "pathway",
    "enrollment": "pathway",
    "internship": "immersion",
    "pmsmp_record": "immersion",
    "meeting": "appointment",
}
"""Names that the glossary replaces by one other."""
OURS_TOO = {
    "Téléphone": "heading of a column, besides being how a rendez-vous was held",
    "Tél": "the same heading, as workbooks shorten it",
    "Sortie": "heading of a date, besides a stage of some action",
    "En attente": "where a dossier stands, whatever the action calls an outcome not decided yet",
    "Aller-vers": "what the program calls going to meet people: a page, a sheet, a kind of time",
    "À rappeler": "a column: when a company is to be called back",
    "Bloquant": "what keeps a month from being closed",
    "Accès aux droits": "a theme of data·inclusion",
    "Création d’activité": "a theme of data·inclusion",
    "Logement": "a theme of data·inclusion",
    "Numérique": "a theme of data·inclusion",
    "Entrée": "when a parcours begins: a column, a moment, a stage of some action",
    "Courriel": "the address of someone, and a way to reach her",
    "Visite": "of an immersion",
    "Appel": "of an immersion",
    "Rendez-vous collectif": "a kind of line of the sheet",
}
"""Words of a profile that the program may also say, since it means something else by them."""

MEANINGS = "profile_attributes.py"
"""It names in Réglages what the words of every action may stand for: « Femme », « Collège »."""

USUAL_TOO = {"indicators", "report", "papers"}
"""Parts of a profile that replace what the program has for every action, hence in its words."""


def project_files() -> Iterator[Path]:
    folders = [ROOT]
    while folders:
        for path in folders.pop().iterdir():
            if path.is_dir() and path.name not in MADE:
                folders.append(path)
            elif path.is_file() and path.suffix in TEXT_SUFFIXES:
                yield path


def test_no_file_names_the_host_of_a_package_registry() -> None:
    found = {
        str(path): host
        for path in project_files()
        for host in HOSTS
        if host in path.read_text("utf-8", "replace")
    }
    assert not found


def test_the_social_security_number_has_no_place() -> None:
    """The NIR may not be kept by an association (domain.md §4.3): no field can even be named so."""
    word = re.compile(r"(^|_)(nir|insee_number|social_security_number)(_|$)", re.IGNORECASE)
    found = [
        place(path, node)
        for path in python_files("src")
        for name, node in names(path)
        if word.search(name)
    ]
    assert not found


def test_no_concept_has_two_names() -> None:
    found = {
        f"{place(path, node)} {name}": f"say {OTHER_NAMES[name.lower()]}"
        for path in python_files("src")
        for name, node in names(path)
        if name.lower() in OTHER_NAMES
    }
    assert not found


def labels(value: object) -> Iterator[str]:
    """The words of a profile: what people read, and what they may type instead."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "label" or key.endswith("_label"):
                yield str(item)
            elif key in {"synonyms", "communes"}:
                yield from (str(word) for word in item)
            else:
                yield from labels(item)
    elif isinstance(value, list):
        for item in value:
            yield from labels(item)


@pytest.mark.parametrize("profile", PROFILES, ids=lambda path: path.stem)
def test_no_word_of_an_action_is_hard_coded(profile: Path) -> None:
    content = tomllib.loads(profile.read_text("utf-8"))
    told = {key: value for key, value in content.items() if key not in USUAL_TOO}
    words = {word for word in labels(told) if len(word) > 1}
    words -= set(OURS_TOO)
    words |= {content["name"], content["association"], content["agreement_number"]}
    assert len(words) > 20, "the profile says what the action's words are"
    found = [
        f"{place(path, text)} {text.value!r}"
        for path in python_files("src")
        if path.name != MEANINGS
        for text in texts(path)
        if text.value in words
    ]
    assert not found


def test_there_is_a_profile_to_judge() -> None:
    assert PROFILES


def test_no_month_follows_a_whole_de() -> None:
    """« d’août », not « de août »: ``french.of`` knows, three months in twelve."""
    found = [
        place(path, told)
        for path in python_files("src")
        for told in ast.walk(tree(path))
        if isinstance(told, ast.JoinedStr | ast.Call)
        and any(re.search(r"\bde $", before) for before in _before_months(told))
    ]
    assert not found


def _before_months(node: ast.expr) -> Iterator[str]:
    """What a sentence says just before each month that is put in it."""
    parts: list[tuple[ast.expr, ast.expr]] = []
    if isinstance(node, ast.JoinedStr):
        parts = [
            (before, value.value)
            for before, value in pairwise(node.values)
            if isinstance(value, ast.FormattedValue)
        ]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        said = [each for each in ast.walk(node.func.value) if isinstance(each, ast.Constant)]
        if node.func.attr == "format" and said:
            before = map(ast.Constant, str(said[0].value).split("{}"))
            parts = list(zip(before, node.args, strict=False))
    for said_before, value in parts:
        if isinstance(said_before, ast.Constant) and ast.unparse(value).startswith("month_name("):
            yield str(said_before.value)


LOOSE = re.compile(r"[\w»)’%] [:;?!»](?=\s|$)|« ")
"""A sign that an end of line may part from its word."""
SHOWN_AS_WRITTEN = ["src/coachdesk/ui", "src/coachdesk/documents"]
"""What these show goes through no ``typeset``, unlike what a UserError says."""
MACHINES_READ = {
    "table_columns.py": "headings, which readers of the table look for as they are",
    "verify_commands.py": "typed into a shell",
}


def test_no_sign_of_a_shown_sentence_begins_a_line() -> None:
    """French binds « : » and guillemets to their words by a space that no line breaks at."""
    loose = [
        f"{place(path, text)}: {text.value!r}"
        for path in python_files(*SHOWN_AS_WRITTEN)
        if path.name not in MACHINES_READ
        for text in texts(path)
        if isinstance(text.value, str) and LOOSE.search(text.value)
    ]
    assert loose == []
