"""The page of the guide's pictures is made of their names, and tells each of them."""

from pathlib import Path

from support.guide_made_of import older
from support.guide_names import SHOWS, readme

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"


def test_the_page_of_the_pictures_is_the_one_made_of_their_names():
    kept = (ROOT / "docs" / "guide" / "README.md").read_text("utf-8")
    assert kept == readme(), "make guide writes it anew"


def test_each_picture_told_is_drawn_by_the_walk():
    walk = "".join(path.read_text("utf-8") for path in (TESTS / "support").glob("guide*.py"))
    for name in SHOWS:
        assert walk.count(f'"{name}"') > 1, f"{name} is told, and no walk draws it"


def test_no_picture_is_older_than_its_screen():
    """What a screen is made of changed since it was drawn: ``make guide`` draws it anew."""
    found = older(ROOT / "docs" / "guide" / "pictures", SHOWS)
    assert not found, "make guide draws them anew"


def test_each_picture_told_is_there():
    kept = {path.stem for path in (ROOT / "docs" / "guide" / "pictures").glob("*.png")}
    assert kept == {*SHOWS}, "make guide draws what lacks, and what is no longer told goes"
