"""Where the desk stands, and whether she may leave: never said better than it is."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coachdesk.core.french import ago
from coachdesk.domain.clock_check import Reading
from coachdesk.models import Place
from coachdesk.services.acts import undo_act
from coachdesk.services.agenda.places import set_address
from coachdesk.services.backup import making
from coachdesk.services.backup.elsewhere import backup_to
from coachdesk.services.backup.making import Backup
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.drafts import DraftView, save_draft
from coachdesk.services.exporting import export_package
from coachdesk.services.readiness import (
    Light,
    Machine,
    copied,
    draft_words,
    drawing,
    machine_checks,
    ready_view,
    saved,
)
from coachdesk.services.standing import standing
from coachdesk.services.targets import Screen, Target
from coachdesk.system.battery import Battery
from support.signing_desk import CLOCK, DAY, make_desk, reopen

MONTH = DAY.replace(day=1)
NOW = datetime(2023, 6, 20, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    directory = tmp_path_factory.mktemp("standing") / "magasin"
    make_desk(directory, 1)
    return directory


@pytest.fixture
def desk(made, tmp_path, clock):
    opened = reopen(shutil.copytree(made, tmp_path / "magasin"), clock)
    yield opened
    opened.close()


def test_a_copy_is_aged_and_one_on_the_same_disk_counts_for_nothing(
    desk, tmp_path, clock, monkeypatch
):
    action = desk.actions[0]
    backup_to(desk, tmp_path / "ici")
    assert standing(desk, action).backup_words == "aucune sauvegarde ailleurs"
    assert standing(desk, action).backup_old
    monkeypatch.setattr(making, "same_disk", lambda _one, _other: False)
    backup_to(desk, tmp_path / "cle")
    assert standing(desk, action).backup_words == "sauvegarde ailleurs à l’instant"
    clock.advance(timedelta(days=2))
    told = standing(desk, action)
    assert told.backup_words == "sauvegarde ailleurs il y a 2\u00a0jours"
    assert not told.backup_old
    clock.advance(timedelta(days=5))
    assert standing(desk, action).backup_old


def test_an_envoi_waits_until_it_is_exported(desk, tmp_path, clock):
    action = desk.actions[0]
    assert standing(desk, action).envoi_words == ""
    clock.advance(timedelta(days=40))
    close_month(desk, action, MONTH, force_reason="essai")
    told = standing(desk, action)
    assert (told.envoi_words, told.envoi_months) == (
        "1\u00a0envoi à remettre", "juin\u00a02023",
    )  # fmt: skip
    export_package(desk, action, MONTH, tmp_path / "envoi")
    assert standing(desk, action).envoi_words == ""


def test_what_ctrl_z_will_do_is_told_beforehand(desk, clock):
    action = desk.actions[0]
    assert standing(desk, action).undo == ""
    with desk.store.write() as uow:
        uow.session.add(Place(name="Airaines"))
        uow.commit()
    set_address(desk, "Airaines", "Mairie")
    told = standing(desk, action)
    assert (told.undo, told.undoable) == ("Annuler la saisie\u00a0: adresse de Airaines", True)
    undo_act(desk)
    assert standing(desk, action).undo == ""
    clock.advance(timedelta(days=40))
    close_month(desk, action, MONTH, force_reason="essai")
    told = standing(desk, action)
    assert "ne s’annule pas" in told.undo
    assert not told.undoable


def test_the_drafts_are_counted_and_named(desk):
    save_draft(desk, "intake", {"last_name": "PETIT"})
    told = standing(desk, desk.actions[0])
    assert told.draft_words == "1\u00a0brouillon"
    view = ready_view(desk, desk.actions[0], frozenset({"mouse"}))
    assert [draft_words(draft, CLOCK.now()) for draft in view.drafts] == [
        "prescription de PETIT (18\u00a0h\u00a000)"
    ]
    assert view.checks[0].light is Light.LOOK
    assert view.verdict.endswith("à voir")


def machine(**changes):
    usual = {"battery": Battery(80, False), "free": 50_000_000_000, "now": Reading(NOW, 0, "a")}
    return Machine(**{**usual, **changes})


def lights(told: Machine, *dates: Reading) -> list[Light]:
    return [check.light for check in machine_checks(told, dates)]


@pytest.mark.parametrize(
    ("battery", "light"),
    [
        (Battery(80, False), Light.READY),
        (Battery(49, False), Light.LOOK),
        (Battery(49, True), Light.LOOK),
        (Battery(None, True), Light.UNKNOWN),
        (None, Light.UNKNOWN),
    ],
)
def test_a_battery_that_is_not_known_is_never_said_good(battery, light):
    assert lights(machine(battery=battery))[0] is light


def test_a_clock_set_back_and_a_full_disk_are_said():
    assert lights(machine()) == [Light.READY] * 3
    ahead = Reading(NOW + timedelta(days=3), 0, "b")
    since = Reading(NOW - timedelta(minutes=1), 0, "c")
    assert lights(machine(), since, ahead)[1] is Light.LOOK, "though one entry was made since"
    assert lights(machine(free=900_000_000))[2] is Light.LOOK
    assert lights(machine(free=None))[2] is Light.UNKNOWN


def test_yesterday_s_copy_is_good_enough_to_leave_and_an_older_one_is_not():
    def copy(days):
        made_at = NOW - timedelta(days=days)
        return Backup(Path("/cle"), Path("/cle/c"), made_at, elsewhere=True, size=1)

    assert copied(copy(1), Path("/cle"), machine()).light is Light.READY
    old = copied(copy(2), Path("/cle"), machine())
    assert (old.light, old.remedy) == (Light.LOOK, "Copier maintenant")
    assert copied(None, None, machine()).light is Light.LOOK


def test_a_mouse_signs_and_nothing_does_not():
    assert drawing(frozenset({"mouse", "pen"})).light is Light.READY
    assert "souris" in drawing(frozenset({"mouse"})).sentence
    assert drawing(frozenset()).light is Light.LOOK


def test_drafts_are_listed_with_their_hour():
    draft = DraftView("intake", "prescription", NOW, Target(Screen.INTAKE))
    assert saved(()).light is Light.READY
    assert saved((draft, draft)).sentence.startswith("2\u00a0brouillons ne sont pas enregistrés")


def test_the_next_day_s_people_are_told_with_what_they_sign(desk):
    view = ready_view(desk, desk.actions[0], frozenset({"pen"}))
    assert (view.next_day, view.stops) == (None, ())


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (timedelta(seconds=20), "à l’instant"),
        (timedelta(minutes=5), "il y a 5\u00a0min"),
        (timedelta(hours=3), "il y a 3\u00a0h"),
        (timedelta(hours=10), "hier"),
        (timedelta(days=2), "il y a 2\u00a0jours"),
        (timedelta(days=-1), "à l’instant"),
    ],
)
def test_an_age_is_said_as_people_do(then, words):
    assert ago(NOW - then, NOW) == words
