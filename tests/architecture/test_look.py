"""One visual language: colours, sizes of text and distances are those of ``core.tokens``."""

import ast
import re
from collections.abc import Iterator

from coachdesk.core.tokens import DARK, LIGHT, SPACES
from support.source import PACKAGE, ROOT, calls, place, python_files, texts

TOKENS = PACKAGE / "core" / "tokens.py"
COLOUR = re.compile(
    r"#[0-9a-f]{6}\b|^(ff)?(?=[0-9a-f]*\d|f+$)[0-9a-f]{6}$"
    r"|^[01](\.\d+)?( [01](\.\d+)?){2}( rg)?$",
    re.IGNORECASE,
)
"""As a style sheet, an office suite or a PDF writes one."""

TEXT_SIZES = {"Style": 1, "Font": 1, "setFont": 1, "setPixelSize": 0, "setPointSize": 0,
              "setPointSizeF": 0, "TextMark": 3, "Grid": 1, "width_of": 2}  # fmt: skip
"""Calls that take a size of text, and which of their arguments it is."""

SPACING = {"setSpacing", "addSpacing", "setContentsMargins", "setHorizontalSpacing",
           "setVerticalSpacing"}  # fmt: skip
LAID_OUT = {"row", "column"}
"""Their numbers are spaces between what they hold."""


def test_no_colour_is_stated_but_by_a_token() -> None:
    found = [
        place(path, text)
        for path in python_files("src", "tools", "installer")
        if path != TOKENS
        for text in texts(path)
        if COLOUR.search(str(text.value))
    ]
    assert not found
    assert not lines_with(r"GlobalColor\.(?!transparent)"), "a colour of Qt's own"


def lines_with(pattern: str) -> list[str]:
    """« file:line » of each that holds it."""
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in python_files("src")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]


def test_every_drawing_that_is_shipped_takes_its_colours_from_tokens() -> None:
    known = {
        value.upper()
        for theme in (LIGHT, DARK)
        for value in vars(theme).values()
        if isinstance(value, str) and value.startswith("#")
    }
    strange = {
        f"{path.name}: {colour}"
        for path in (ROOT / "resources").rglob("*.svg")
        for colour in re.findall(r"#[0-9A-Fa-f]{3,8}\b", path.read_text("utf-8"))
        if colour.upper() not in known
    }
    assert not strange


def test_icons_are_drawn_with_one_weight() -> None:
    drawn = {
        path.name: set(re.findall(r'stroke-width="([^"]+)"', path.read_text("utf-8")))
        for path in (ROOT / "resources" / "icons").glob("*.svg")
    }
    assert drawn
    assert {name for name, weights in drawn.items() if weights != {"2"}} == set()


def test_no_size_of_text_is_stated_but_by_a_token() -> None:
    found = [
        place(path, call)
        for path in python_files("src")
        if path != TOKENS
        for name, call in calls(path)
        for size in sizes(name.split(".")[-1], call)
        if is_number(size)
    ]
    assert not found
    assert not lines_with(r"font-size: *\d")
    assert not lines_with(r"^(?!.*\.space_(after|before) = ).*\bPt\(\d"), "only of a paragraph"


def sizes(name: str, call: ast.Call) -> Iterator[ast.expr]:
    """What a call says of the size of a text."""
    at = TEXT_SIZES.get(name)
    if at is not None and len(call.args) > at:
        yield call.args[at]
    if at is not None:
        yield from (each.value for each in call.keywords if each.arg in {"size", "title_size"})


def test_things_stand_apart_by_a_step_of_the_scale() -> None:
    found = [
        f"{place(path, call)} {ast.unparse(space)}"
        for path in python_files("src")
        if path.is_relative_to(PACKAGE / "ui")
        for name, call in calls(path)
        for space in spaces(name.split(".")[-1], call)
        if is_number(space) and ast.literal_eval(space) not in SPACES
    ]
    assert not found


def spaces(name: str, call: ast.Call) -> Iterator[ast.expr]:
    """The distances that a call states."""
    if name in SPACING:
        yield from call.args
    elif name in LAID_OUT:
        yield from call.args
        yield from (each.value for each in call.keywords if each.arg == "spacing")
    elif name == "panel":
        yield from (each.value for each in call.keywords if each.arg == "margin")


def is_number(node: ast.expr) -> bool:
    """Whether it is a number as such, and no name of one."""
    return isinstance(node, ast.Constant) and type(node.value) in {int, float}


def test_every_icon_that_is_shipped_is_asked_for() -> None:
    asked = {text.value for path in python_files("src") for text in texts(path)}
    assert {path.stem for path in (ROOT / "resources" / "icons").rglob("*.svg")} <= asked
