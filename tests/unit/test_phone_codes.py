"""What is in a code for a phone, read back by libraries that did not write it."""

from datetime import date, datetime, time
from urllib.parse import parse_qs, urlsplit

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.domain.phone_codes import (
    Contact,
    PhoneEvent,
    call_code,
    contact_code,
    coordinates,
    dialled,
    email_in,
    event_code,
    is_landline,
    message_code,
    messages_needed,
    place_code,
    plain_message,
    spaced,
)
from coachdesk.services.phone.codes import squares
from support.scanning import scanned

MINUTES = st.integers(0, 1439)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60)
SCANNED = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\r\n")
SAID = WORDS.filter(lambda text: text.strip() == text and text)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("06 12 34 56 78", "0612345678"),
        ("06.12.34.56.78", "0612345678"),
        ("06-12-34-56-78 (sa mère)", "0612345678"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "0612345678"),
        ("0033612345678", "+33612345678"),
        ("Bureau 03 22 11 22 33, portable 06 12 34 56 78", "0612345678"),
        ("Bureau 03 22 11 22 33 ou 03 22 11 22 44", "0322112233"),
        ("claire@exemple.fr, 06 12 34 56 78", "0612345678"),
        ("39 49", "3949"),
        ("+32 470 12 34 56", "+32470123456"),
        ("", ""),
        ("pas de téléphone", ""),
        ("1", ""),
    ],
)
def test_a_number_is_dialled_as_it_was_meant(written, number):
    assert dialled(written) == number


def test_a_number_is_said_by_pairs():
    assert spaced("+33612345678") == "06 12 34 56 78"
    assert spaced("06.12.34.56.78") == "06 12 34 56 78"
    assert spaced("+32 470 12 34 56") == "+32470123456"
    assert spaced("aucun") == ""


def test_a_landline_is_told_from_a_mobile():
    assert [is_landline(number) for number in ("0322112233", "+33322112233")] == [True, True]
    assert [is_landline(n) for n in ("0612345678", "+33712345678", "3949")] == [False] * 3


def test_an_address_is_found_among_other_words():
    assert email_in("06 12 34 56 78, claire.exemple@asso.fr.") == "claire.exemple@asso.fr"
    assert email_in("06 12 34 56 78") == ""


def test_print_does_not_make_a_message_dearer():
    printed = "L’atelier « Oser\u00a0» à 9\u202fh… – été"
    assert plain_message(printed) == 'L\'atelier "Oser" à 9 h... - été'
    assert messages_needed(plain_message(printed)) == 1


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("", 0), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3),
        ("é" * 160, 1), ("€" * 80, 1), ("€" * 81, 2), ("ê" * 70, 1), ("ê" * 71, 2), ("ê" * 135, 3),
        ("😀" * 35, 1), ("😀" * 36, 2),
    ],
)  # fmt: skip
def test_how_many_sms_a_text_takes(text, needed):
    assert messages_needed(text) == needed


def test_a_message_names_its_number_then_its_text():
    code = message_code("06 12 34 56 78", "Bonjour : à 9 h\u00a0?\nMerci")
    assert code == "SMSTO:0612345678:Bonjour : à 9 h ?\nMerci"
    assert call_code("06 12 34 56 78") == "tel:0612345678"


def test_coordinates_open_the_map_by_themselves():
    assert place_code("Salle des fêtes (49.95512, 1.94023)") == "geo:49.955120,1.940230"
    assert coordinates("-21.1151;55.5364") == (-21.1151, 55.5364)
    assert coordinates("95.0001, 1.9000") is None
    assert coordinates("2, 4 rue de l’Église") is None


@given(SAID)
def test_an_address_reaches_the_map_as_it_is_written(address):
    if coordinates(address) is not None:
        return
    link = urlsplit(place_code(address))
    asked = parse_qs(link.query, keep_blank_values=True)["query"][0]
    assert asked == " ".join(plain_message(address).split())
    assert link.scheme == "https", "both systems open a link; « geo:0,0?q= » goes to sea on iOS"


@given(SAID, WORDS, WORDS)
def test_a_contact_is_read_as_it_was_written(name, organisation, function):
    given = Contact(name, organisation, function, "06 12 34 56 78", "c@exemple.fr")
    card = vobject.readOne(contact_code(given))
    assert card.fn.value == plain(name)
    assert card.tel.value == "0612345678"
    assert card.email.value == "c@exemple.fr"
    assert getattr(getattr(card, "title", None), "value", "") == plain(function)
    assert " ".join(part for part in (card.n.value.given, card.n.value.family) if part) == plain(
        name
    )


def plain(text):
    """As it is in the code: a phone has no no-break space."""
    return (
        text.replace("\u00a0", " ")
        .replace("\u202f", " ")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
    )


@given(st.dates(date(2020, 1, 1), date(2039, 12, 31)), MINUTES, MINUTES, SAID, WORDS)
def test_a_rendez_vous_is_read_as_it_was_planned(day, start, end, title, where):
    event = PhoneEvent(title, Slot(day, start, end, None, Mode.ON_SITE), where, "06 12, Claire;")
    code = event_code(event)
    first = vobject.readOne(code).vevent
    (second,) = Calendar.from_ical(code).walk("VEVENT")
    for event_start, event_end in (
        (first.dtstart.value, first.dtend.value),
        (second["DTSTART"].dt, second["DTEND"].dt),
    ):
        assert event_start == datetime.combine(day, time(start // 60, start % 60))
        assert event_end == datetime.combine(day, time(end // 60, end % 60))
    assert first.summary.value == str(second["SUMMARY"]) == plain(title)
    assert getattr(getattr(first, "location", None), "value", "") == plain(where)
    assert str(second["DESCRIPTION"]) == "06 12, Claire;"


def test_a_meeting_until_midnight_ends_on_its_day():
    slot = Slot(date(2024, 1, 16), 1380, 1440, None, Mode.ON_SITE)
    assert "DTEND:20240116T235900" in event_code(PhoneEvent("Soirée", slot))


@settings(max_examples=25)  # drawing and reading a picture takes its time
@given(st.text(SCANNED, min_size=1, max_size=150))
def test_any_text_is_scanned_as_it_was(text):
    assert scanned(squares(text)) == text


def test_what_no_camera_would_read_is_refused_in_words():
    assert scanned(squares("é" * 350)) == "é" * 350
    with pytest.raises(UserError, match="trop long"):
        squares("é" * 350 + "a")
