"""« Envois » in Réglages: when what waits leaves, what rides along, who vouches for the hour."""

import pytest

from coachdesk.services.directory.recipients import Takes, save_recipient
from coachdesk.services.drafts import drafts, waiting_drafts
from coachdesk.services.outbox.timestamp_authority import TimeAuthority, kept_authority
from coachdesk.services.outbox.when import When, sending_when
from coachdesk.services.preferences import preference
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.settings.index import entries_found
from support.servers.authority import Authority
from support.settings_hands import focused, idle, opened, reopened


@pytest.fixture
def section(window):
    return opened(window, "sending/when")


def test_it_is_proposed_until_she_says_otherwise_and_one_is_always_chosen(window, section):
    assert window.read(sending_when) is When.ASK
    window.until(lambda: focused() is section.when.buttons["ask"])
    window.hands.press("Right")
    window.hands.press("Space")
    idle(window)
    assert window.read(sending_when) is When.BY_ITSELF
    section.when.buttons["by_itself"].click()
    idle(window)
    assert section.when.key() == "by_itself"
    assert opened(window, "sending").when.key() == "by_itself"


def test_who_receives_a_sauvegarde_is_named(window, section):
    assert "Aucune ne part" in section.backups.text()
    action = window.space.context.action
    save_recipient(window.desk, action, None, {"name": "Association"}, {Takes.BACKUPS})
    assert "Association" in opened(window, "sending").backups.text()


def test_a_timestamp_authority_is_none_until_given_and_taken_back(window, section, tmp_path):
    assert window.read(kept_authority) is None
    assert not section.record.isEnabled()
    section.url.setFocus()
    window.hands.type("pas une adresse")
    window.hands.press("Ctrl+Return")
    idle(window)
    assert "n’est pas l’adresse d’une autorité" in section.answer.text()
    window.until(lambda: focused() is section.url)
    section.url.setText("https://claire:secret@tsa.fr")
    section.record.click()
    idle(window)
    assert "ne s’écrit pas dans l’adresse" in section.answer.text()
    assert window.read(kept_authority) is None
    pem = Authority("Horodatage").pem
    (tmp_path / "tsa.pem").write_text(pem)
    section.url.setText(" http://tsa.exemple.fr/tsr ")
    section.certificate.take(tmp_path / "tsa.pem")
    idle(window)
    assert "Horodatage" in section.certificate.told.text()
    section.record.click()
    idle(window)
    assert window.read(kept_authority) == TimeAuthority("http://tsa.exemple.fr/tsr", pem)
    assert window.read(lambda link: preference(link, "timestamp_authority")) == {
        "url": "http://tsa.exemple.fr/tsr",
        "certificate": pem,
    }
    assert not section.record.isEnabled()
    section.url.clear()
    section.refresh()
    idle(window)
    assert section.record.isEnabled(), "what she types stays"
    section.record.click()
    idle(window)
    assert window.read(lambda link: preference(link, "timestamp_authority")) is None
    assert not section.certificate.pem()


def test_an_authority_that_is_typed_and_not_recorded_comes_back(window, section, tmp_path):
    (tmp_path / "tsa.pem").write_text(Authority("Horodatage").pem)
    section.certificate.take(tmp_path / "tsa.pem")
    idle(window)
    window.space.context.drafts.flush()
    idle(window)
    larger = window.shell._appearance.larger
    again = reopened(window, larger, "sending")
    assert again.certificate.pem()
    assert again.record.isEnabled()
    again.url.setText("http://tsa.exemple.fr/tsr")
    window.space.context.drafts.flush()
    idle(window)
    again = reopened(window, larger, "sending")
    assert again.url.text() == "http://tsa.exemple.fr/tsr"
    (kept,) = window.read(waiting_drafts)
    assert kept.words == "autorité d’horodatage"
    assert kept.target == Target(Screen.SETTINGS, section="sending/authority")
    again.record.click()
    idle(window)
    assert not window.read(drafts)
    assert not again.record.isEnabled()


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("sftp", ("recipients", "reach")),
        ("nextcloud", ("recipients", "reach")),
        ("empreinte serveur", ("recipients", "reach")),
        ("messagerie sure", ("recipients", "reach")),
        ("connexion", ("sending", "when")),
        ("automatique", ("sending", "when")),
        ("horodatage", ("sending", "authority")),
        ("sauvegarde mois", ("sending", "backup")),
    ],
)
def test_each_is_found_by_its_words(typed, entry):
    assert entry in {(found.section, found.key) for found in entries_found(typed)[:3]}
