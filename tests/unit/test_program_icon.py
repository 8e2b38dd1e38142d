"""The program's icon: what each system gets is the one drawing, at the sizes that it asks for."""

import io
import re
from importlib import import_module

import pytest
from PIL import Image, ImageChops

from coachdesk.core.resources import resources_root
from coachdesk.core.tokens import DARK, LIGHT
from support.source import ROOT

APP = resources_root() / "app"


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    return import_module("program_icon")


def opened(name: str) -> Image.Image:
    return Image.open(io.BytesIO((APP / name).read_bytes()))


def frames(image: Image.Image) -> dict[int, Image.Image]:
    """The pictures in a file of several, by their side."""
    if image.format == "ICO":
        return {side: image.ico.getimage((side, side)) for side, _ in image.info["sizes"]}
    if image.format == "ICNS":
        sides = {side * scale: (side, side, scale) for side, _, scale in image.info["sizes"]}
        return {side: image.icns.getimage(size) for side, size in sides.items()}
    return {image.width: image}


def strays(one: Image.Image, other: Image.Image) -> int:
    """How far the two are apart where they are furthest: another Qt rounds an edge otherwise."""
    return max(high for _, high in ImageChops.difference(one, other).getextrema())


def test_what_is_shipped_is_the_drawing(tool) -> None:
    made = tool.made()
    shipped = {path.name for path in APP.iterdir()} - {tool.DRAWING.name}
    assert shipped == set(made)
    for name, content in made.items():
        wanted = frames(Image.open(io.BytesIO(content)))
        found = frames(opened(name))
        assert found.keys() == wanted.keys(), name
        for side, picture in found.items():
            apart = strays(picture.convert("RGBA"), wanted[side].convert("RGBA"))
            assert apart <= 8, f"{name}, {side} px: run python tools/program_icon.py"


def test_each_system_finds_its_sizes() -> None:
    assert {16, 24, 32, 48, 256} <= frames(opened("coachdesk.ico")).keys()
    assert {32, 128, 256, 512, 1024} <= frames(opened("coachdesk.icns")).keys()
    linux = {int(path.stem.removeprefix("coachdesk-")) for path in APP.glob("*.png")}
    assert {16, 24, 32, 48, 64, 128, 256} <= linux


def test_the_same_drawing_gives_the_same_bytes(tool) -> None:
    first = tool.made()
    tool.drawn.cache_clear()
    assert tool.made() == first


def test_it_is_drawn_with_tokens_and_without_words() -> None:
    text = (APP / "coachdesk.svg").read_text("utf-8")
    assert set(re.findall(r"#[0-9A-F]{6}", text)) <= {LIGHT.accent, LIGHT.paper, DARK.mend}
    assert "<text" not in text


def test_at_sixteen_pixels_two_people_are_told_apart_over_their_desk() -> None:
    picture = opened("coachdesk-16.png").convert("RGB")
    ground, white, amber = ((int(c[1:3], 16), int(c[3:5], 16), int(c[5:], 16))
                            for c in (LIGHT.accent, LIGHT.paper, DARK.mend))  # fmt: skip

    def near(place: tuple[int, int], colour: tuple[int, int, int]) -> bool:
        at = picture.getpixel(place)
        return sum(abs(a - b) for a, b in zip(at, colour, strict=True)) < 48

    assert near((5, 3), white)
    assert near((11, 3), amber)
    assert near((7, 3), ground)
    assert all(near((x, 10), white) for x in range(2, 14))
    assert near((8, 12), ground)
