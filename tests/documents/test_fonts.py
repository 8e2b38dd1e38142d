"""The typeface draws every sign of French papers, and any name without an empty box."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from coachdesk.documents.fonts import (
    BOLD,
    REGULAR,
    REPERTOIRE,
    drawable,
    font,
    printable,
    width,
    wrap,
)

FRENCH = "éèêëàâäçîïôöùûüÿœæÉÈÊÀÂÇÎÔŒÆ€’‘“”«»–—−…·•°²º×≤≥\u00a0"
NAMES = "ŁłŞşĞğİıŠšŽžĐđÇçŃńŐőŰűȘșȚțÐðÞþĆćČčŘřÅåØøÑñÃãÕõ"


@pytest.mark.parametrize("face", [REGULAR, BOLD])
def test_every_sign_of_french_and_of_foreign_names_is_in_the_typeface(face: str) -> None:
    known = font(face).face.charToGlyph
    assert [sign for sign in FRENCH + NAMES + REPERTOIRE if ord(sign) not in known] == []


def test_a_narrow_space_is_drawn_as_a_space_and_never_as_a_box() -> None:
    assert printable("1\u202f234\u2009?") == "1\u00a0234\u00a0?"


@given(st.text(max_size=40))
def test_whatever_was_typed_only_drawable_signs_reach_the_paper(typed: str) -> None:
    assert drawable().issuperset(printable(typed))


def test_a_letter_from_another_writing_leaves_a_mark_and_a_rare_accent_its_letter() -> None:
    assert printable("Nguyễn 李") == "Nguyen ?"
    assert printable("a\x00b\x07") == "ab"


@given(
    st.lists(st.text("abcéŁ-’W", min_size=1, max_size=30), min_size=1, max_size=8),
    st.floats(12, 200),
)
def test_wrapping_loses_no_letter_and_keeps_to_its_room(words: list[str], room: float) -> None:
    lines = wrap(" ".join(words), REGULAR, 7, room)
    assert "".join(lines).replace(" ", "") == "".join(words)
    assert all(width(line, REGULAR, 7) <= room for line in lines)


def test_a_line_feed_begins_a_line() -> None:
    assert wrap("Mairie\nAtelier", REGULAR, 7, 200) == ("Mairie", "Atelier")


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("votre n° allocataire", "n° allocataire"),
        ("N° 23-001 de mai", "N° 23-001"),
        ("vous a-t-il fait avancer", "a-t-il"),
        ("openssl -CAfile coach.pem -out verifie.bin", "-out"),
    ],
)
def test_no_line_ends_within_what_is_read_in_one(text: str, together: str) -> None:
    for room in range(18, 120):
        lines = wrap(text, REGULAR, 7, room)
        if width(together, REGULAR, 7) <= room:
            assert any(together in line for line in lines), lines
