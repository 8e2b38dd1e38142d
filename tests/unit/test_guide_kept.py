"""``make guide`` leaves alone each picture whose screen shows the same as before."""

import importlib.util
import json

import pytest
from PIL import Image, ImageDraw

from support.source import ROOT

SIZE = (400, 200)


def load():
    spec = importlib.util.spec_from_file_location("guide_tool", ROOT / "tools" / "guide.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


TOOL = load()


def drawn(folder, digest="a", ink=0, name="mois"):
    folder.mkdir(exist_ok=True)
    picture = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(picture).rectangle((0, 0, ink, 19), fill="black")
    picture.save(folder / f"{name}.png")
    told = {"modules": {"month.py": digest}, "pictures": {name: "0"}}
    (folder / TOOL.KEPT).write_text(json.dumps(told), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("digest", "ink", "fresh", "taken"),
    [
        ("a", 0, False, False),
        ("a", 20, False, False),
        ("a", 200, False, True),
        ("b", 20, False, True),
        ("a", 20, True, True),
    ],
    ids=["the same", "another code", "something else", "another screen", "asked for"],
)
def test_a_picture_is_taken_when_it_shows_something_else(tmp_path, digest, ink, fresh, taken):
    kept, now = drawn(tmp_path / "kept"), drawn(tmp_path / "now", digest, ink)
    before = (kept / "mois.png").read_bytes()
    told = (now / TOOL.KEPT).read_bytes()
    TOOL.take(now, kept, all_of_them=fresh)
    wanted = (now / "mois.png").read_bytes() if taken else before
    assert (kept / "mois.png").read_bytes() == wanted
    assert (kept / TOOL.KEPT).read_bytes() == told


def test_a_walk_that_did_not_end_changes_nothing(tmp_path):
    kept, now = drawn(tmp_path / "kept", name="ancien"), drawn(tmp_path / "now")
    (now / TOOL.KEPT).unlink()
    TOOL.take(now, kept, all_of_them=True)
    assert {path.stem for path in kept.glob("*.png")} == {"ancien"}


def test_a_picture_that_is_no_longer_drawn_goes(tmp_path):
    kept, now = drawn(tmp_path / "kept", name="ancien"), drawn(tmp_path / "now")
    TOOL.take(now, kept, all_of_them=False)
    assert {path.stem for path in kept.glob("*.png")} == {"mois"}
