"""Above the pages: that a key on paper opened the store, and the question of the association's."""

from datetime import timedelta

import pytest

from coachdesk.core.tokens import LIGHT
from coachdesk.services.association_key import (
    LATER,
    LOST,
    NO,
    association_key,
    keep_association_sheet,
    make_association_key,
    put_off,
    type_association_key,
)
from coachdesk.services.desk import open_desk
from coachdesk.services.keys import NewSecret, encrypt_anew
from coachdesk.services.preferences import keep_preference
from coachdesk.services.setup import ASSOCIATION
from coachdesk.services.targets import Screen, Target
from coachdesk.store.vault import new_association_key
from coachdesk.ui.theme import apply_theme
from coachdesk.ui.workspace import Workspace
from support.stores import cheapen

PASSPHRASE = "quatre mots sans lien"


@pytest.fixture
def space_of(runner, messages, qtbot):
    """The pages of a desk that was just opened."""

    def make(desk):
        space = Workspace(runner, messages, desk, desk.action(None))
        qtbot.addWidget(space)
        space.show()
        space.start()
        return space

    return make


@pytest.fixture
def opened(store, clock):
    """Opens the store by a secret; all of them are closed at the end."""
    cheapen(store, PASSPHRASE)
    desks = []

    def open_by(secret):
        desks.append(open_desk(store, secret, clock=clock))
        return desks[-1]

    yield open_by
    for desk in desks:
        desk.close()


def test_an_opening_by_a_key_is_told_to_who_opens_by_the_passphrase_until_she_has_read_it(
    opened, space_of, clock, recovery_key
):
    desk = opened(PASSPHRASE)
    key = new_association_key()
    type_association_key(desk, key)
    assert space_of(desk).paper_keys.isHidden()
    for secret in (recovery_key, key):
        bar = space_of(opened(secret)).paper_keys
        assert bar.isHidden(), "who opens by a key is not who is to be told"
        clock.advance(timedelta(hours=1))
    desk = opened(PASSPHRASE)
    for bar in (space_of(desk).paper_keys, space_of(desk).paper_keys):
        assert bar.told.isVisible()
        told = bar.openings.text().replace("\u00a0", " ")
        assert "la clé de secours le 15 janvier 2024 à 09 h 10" in told
        assert "la clé de l’association le 15 janvier 2024 à 10 h 10" in told
    bar.understood.click()
    assert bar.isHidden()
    space = space_of(opened(PASSPHRASE))
    assert space.paper_keys.isHidden()
    space.go(Target(Screen.PARTICIPANTS))
    assert space.paper_keys.isHidden()


def test_what_was_told_leads_to_where_the_keys_are_changed(opened, space_of, recovery_key):
    opened(recovery_key)
    space = space_of(opened(PASSPHRASE))
    space.paper_keys.look.click()
    security = space.settings.section
    told = security.key.text().replace("\u00a0", " ")
    assert "Elle a ouvert ce magasin pour la dernière fois le 15 janvier 2024" in told
    assert space.paper_keys.told.isVisible(), "until she says that she has read it"


def test_a_store_that_was_never_asked_is_asked_and_puts_it_off_twice_on_two_days(
    opened, space_of, clock
):
    desk = opened(PASSPHRASE)
    keep_preference(desk, ASSOCIATION, None)
    for _ in range(2):
        bar = space_of(desk).paper_keys
        assert bar.asked.isVisible()
        bar.later.click()
        assert bar.isHidden()
        assert space_of(desk).paper_keys.isHidden(), "later is not today"
        clock.advance(timedelta(days=1))
    bar = space_of(desk).paper_keys
    assert bar.asked.isVisible()
    assert bar.later.isHidden()
    assert desk.read(association_key).state == LATER
    bar.decline.click()
    assert bar.isHidden()
    assert desk.read(association_key).state == NO
    clock.advance(timedelta(days=1))
    assert space_of(desk).paper_keys.isHidden()


def test_a_key_whose_sheet_nobody_has_is_told_until_it_is_on_paper_or_another_is_made(
    opened, space_of, messages, tmp_path, qtbot, monkeypatch
):
    space = space_of(opened(PASSPHRASE))
    space.go(Target(Screen.SETTINGS, section="security/association"))
    space.settings.section.association_box.make.click()
    assert space.settings.section.association_box.at_risk
    space.go(Target(Screen.TODAY))
    assert space.paper_keys.asked.isVisible()
    assert "ni imprimée ni enregistrée" in space.paper_keys.question.text()
    assert space.paper_keys.later.isHidden()
    # Locked meanwhile: the key is gone, and she is told.
    monkeypatch.setattr(messages, "ask", lambda question, _yes: pytest.fail(question.title))
    space = space_of(opened(PASSPHRASE))
    space.paper_keys.decide.click()
    security = space.settings.section
    assert "personne ne l’a" in security.association.text()
    security.association_box.make.click()
    key = security.association_box._key
    assert key
    security.association_box._save(tmp_path / "feuille.pdf")
    qtbot.waitUntil(lambda: not security.association_box.at_risk)
    space.go(Target(Screen.TODAY))
    assert space.paper_keys.isHidden()
    assert space_of(opened(key)).paper_keys.isHidden()


def test_a_key_that_nobody_has_is_not_to_be_typed_again_once_all_is_encrypted_anew(opened):
    desk = opened(PASSPHRASE)
    make_association_key(desk)
    encrypt_anew(desk, NewSecret(PASSPHRASE, ""))
    assert desk.read(association_key).waits
    make_association_key(desk)
    keep_association_sheet(desk)
    encrypt_anew(desk, NewSecret(PASSPHRASE, ""))
    assert desk.read(association_key).state == LOST


def test_a_key_that_opens_is_not_put_off(opened):
    desk = opened(PASSPHRASE)
    make_association_key(desk)
    put_off(desk)
    assert desk.read(association_key).unkept


@pytest.fixture
def large(qapp):
    apply_theme(qapp, LIGHT, 200)
    yield
    apply_theme(qapp, LIGHT)


@pytest.mark.usefixtures("large")
def test_with_a_large_text_the_lines_above_the_pages_are_no_higher_than_their_words(
    opened, space_of, recovery_key, qtbot
):
    opened(recovery_key)
    desk = opened(PASSPHRASE)
    keep_preference(desk, ASSOCIATION, None)
    space = space_of(desk)
    space.resize(1366, 712)
    bar = space.paper_keys
    lines = bar.openings.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: bar.told.isVisible() and bar.height() < 6 * lines)
    bar.understood.click()
    qtbot.waitUntil(lambda: bar.asked.isVisible() and bar.height() < 5 * lines)


def test_one_thing_is_told_at_a_time(opened, space_of, recovery_key):
    opened(recovery_key)
    desk = opened(PASSPHRASE)
    keep_preference(desk, ASSOCIATION, None)
    bar = space_of(desk).paper_keys
    assert bar.told.isVisible()
    assert bar.asked.isHidden()
    bar.understood.click()
    assert bar.told.isHidden()
    assert bar.asked.isVisible()


def test_it_is_answered_in_its_place_or_asked_again_once_she_leaves_it(opened, space_of):
    desk = opened(PASSPHRASE)
    keep_preference(desk, ASSOCIATION, None)
    space = space_of(desk)
    space.paper_keys.decide.click()
    assert space.paper_keys.isHidden()
    box = space.settings.section.association_box
    assert box.make.isVisible()
    space.go(Target(Screen.TODAY))
    assert space.paper_keys.asked.isVisible()
    space.paper_keys.decide.click()
    box.decline.click()
    space.go(Target(Screen.TODAY))
    assert space.paper_keys.isHidden()
