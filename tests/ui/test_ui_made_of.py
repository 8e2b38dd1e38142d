"""A picture of the guide is known by what its screen is made of, not by how that is written."""

import pytest

from coachdesk.services.targets import Screen, Target
from support import guide_made_of
from support.guide_made_of import digest, older, parts_of, with_its_folder, write_made_of

MODULE = '''"""What it is for."""

WORDS = "Enregistrer"  # said on the button
"""The act."""


def act(first, second):
    """Do it."""
    return f"{WORDS} {first}", second
'''
PART = "src/coachdesk/ui/screens/a_screen/view.py"


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with one screen."""
    for path in (PART, *guide_made_of.OF_ALL):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(MODULE, "utf-8")
    monkeypatch.setattr(guide_made_of, "ROOT", tmp_path)
    digest.cache_clear()
    yield tmp_path
    digest.cache_clear()


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        ("# said on the button", "# on the button", False),
        ("Do it.", "Do that.", False),
        ("(first, second):", "(\n    first,\n    second,\n):", False),
        ("Enregistrer", "Garder", True),
        ("{first}", "{second}", True),
    ],
)
def test_a_picture_is_older_when_what_the_screen_does_changed(checkout, before, after, seen):
    write_made_of(checkout, {"ecran": {PART}})
    assert not older(checkout, ["ecran"])
    (checkout / PART).write_text(MODULE.replace(before, after), "utf-8")
    digest.cache_clear()
    assert older(checkout, ["ecran"]) == ({"ecran": [PART]} if seen else {})


def test_the_look_of_the_window_is_part_of_every_picture(checkout):
    write_made_of(checkout, {"ecran": {PART}})
    theme = guide_made_of.OF_ALL[0]
    (checkout / theme).write_text(MODULE.replace("Enregistrer", "#000000"), "utf-8")
    digest.cache_clear()
    assert older(checkout, ["ecran", "autre"]) == {"ecran": [theme], "autre": ["never drawn"]}


def test_a_part_that_is_gone_counts_as_changed(checkout):
    write_made_of(checkout, {"ecran": {PART}})
    (checkout / PART).unlink()
    digest.cache_clear()
    assert older(checkout, ["ecran"]) == {"ecran": [PART]}


def test_a_screen_is_made_of_what_is_seen_in_it(window):
    window.space.go(Target(Screen.AGENDA))
    window.shows(window.space.agenda)
    agenda = parts_of(window.shell)
    folder = "src/coachdesk/ui/screens/"
    assert {f"{folder}agenda/view.py", f"{folder}agenda/words.py"} <= agenda
    assert "src/coachdesk/ui/side_menu.py" in agenda
    assert not [part for part in agenda if part.startswith(f"{folder}month/")]
    window.space.go(Target(Screen.MONTH))
    window.shows(window.space.month)
    assert f"{folder}month/view.py" in parts_of(window.shell)


def test_what_it_says_by_a_service_is_part_of_it():
    assert "src/coachdesk/services/presence_words.py" in with_its_folder(
        "src/coachdesk/ui/screens/agenda/view.py"
    )
