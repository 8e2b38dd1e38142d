"""What became of an immersion by the workbook: its words, what is refused, the way out and back."""

from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from coachdesk.core.errors import UserError
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.queries.immersion_sheet import immersion_sheet
from coachdesk.services.act_export import export_immersions
from coachdesk.services.immersion_outcome import Outcome, tell_outcome
from coachdesk.services.immersions import ImmersionTerms, plan_immersion
from coachdesk.services.importing import import_file
from coachdesk.services.people_export import Format
from support.bakery import BAKERY, WEEK
from support.clock import FixedClock
from support.signing_desk import CLOCK, DAY, make_group
from support.workbooks import write_workbook

WEEKS = timedelta(weeks=1)
MONDAY = DAY - timedelta(days=DAY.weekday())
HEADERS = ["N°", "Entreprise", "SIRET", "Début", "Fin", "Suite", "Dernier jour",
           "Heures manquées", "Pourquoi", "Précision"]  # fmt: skip
HOST = ("Boulangerie Petit", "73282932000074", MONDAY - 3 * WEEKS, MONDAY - WEEKS)
LATER = (*HOST[:2], MONDAY + WEEKS, MONDAY + 2 * WEEKS)
STOPPED = MONDAY - 2 * WEEKS
EARLY = "Terminée plus tôt"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_group(tmp_path_factory.mktemp("made") / "magasin", 4)


@pytest.fixture
def desks(made, tmp_path):
    """Two desks with the same people: one writes, the other reads."""
    opened = [made.opened(tmp_path / name, FixedClock(CLOCK.now())) for name in ("un", "deux")]
    yield opened
    for desk in opened:
        desk.close()


@pytest.fixture
def bring(desks, tmp_path):
    """Import one line of the sheet; its number is that of someone known."""

    def one(*cells, headers=HEADERS):
        path = tmp_path / "pmsmp.xlsx"
        write_workbook(path, {"PMSMP": [headers, [number(desks[0]), *cells]]})
        return take(desks[0], path)

    return one


def number(desk):
    return desk.read(
        lambda link: link.exec_driver_sql("SELECT min(number) FROM prescription").scalar()
    )


def take(desk, path):
    action = desk.actions[0]
    return import_file(desk.store, action.id, action.profile, path)


def told(desk):
    return desk.read(lambda link: immersion_sheet(link, desk.actions[0].id))


@pytest.mark.parametrize(
    ("host", "cells", "kept"),
    [
        (HOST, ("faite en entier", None, "3h", None, None), ("done", None, 180, None)),
        (HOST, ("Réalisée", HOST[3], None, None, None), ("done", None, None, None)),
        (HOST, (EARLY, STOPPED, 0, "Transport", "le bus"),
         ("ended_early", STOPPED, None, "transport")),
        (HOST, ("annulée", None, None, "Du fait de l'entreprise", None),
         ("not_done", None, None, "company")),
        (LATER, ("N'aura pas lieu", None, None, "Santé", None),
         ("not_done", None, None, "health")),
        (HOST, (None, None, None, None, None), (None, None, None, None)),
    ],
)  # fmt: skip
def test_it_is_read_in_the_words_of_its_page(desks, bring, host, cells, kept):
    report = bring(*host, *cells)
    assert report.errors == ()
    (row,) = told(desks[0])
    assert (row.outcome, row.ended_on, row.missed_minutes, row.cause) == kept
    assert row.cause_note == cells[4]


@pytest.mark.parametrize(
    ("host", "cells", "column", "code", "words"),
    [
        (HOST, ("Abandonnée", None, None, None, None), "Suite", "valeur_inconnue", "N’a pas eu"),
        (HOST, (None, STOPPED, None, None, None), "Dernier jour", "suite_impossible", "Complétez"),
        (HOST, (EARLY, None, None, "Santé", None), "Dernier jour", "valeur_manquante", "vide"),
        (HOST, (EARLY, STOPPED, None, None, None), "Pourquoi", "valeur_manquante", "vide"),
        (HOST, (EARLY, HOST[3], None, "Santé", None), "Dernier jour", "suite_impossible",
         "entre le premier jour"),
        (HOST, (EARLY, HOST[2] - WEEKS, None, "Santé", None), "Dernier jour", "suite_impossible",
         "entre le premier jour"),
        (HOST, ("Faite", None, None, "Santé", None), "Pourquoi", "suite_impossible", "Videz"),
        (HOST, ("Faite", STOPPED, None, None, None), "Dernier jour", "suite_impossible", "Videz"),
        (HOST, ("Annulée", None, 3, "Santé", None), "Heures manquées", "suite_impossible", "Videz"),
        (HOST, ("Faite", None, "beaucoup", None, None), "Heures manquées", "nombre_invalide",
         "nombre d’heures. "),
        (LATER, ("Faite", None, None, None, None), "Suite", "suite_impossible", "ne commence que"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_remedy(desks, bring, host, cells, column, code, words):
    (fault,) = bring(*host, *cells).errors
    assert (fault.column, fault.code) == (column, code)
    assert words in fault.message
    assert told(desks[0]) == ()


def test_a_column_that_is_not_there_is_named_at_the_outcome(desks, bring):
    (fault,) = bring(*HOST, "Annulée", headers=HEADERS[:6]).errors
    assert (fault.column, fault.code) == ("Suite", "valeur_manquante")
    assert "Pourquoi" in fault.message


@pytest.mark.parametrize("form", [Format.XLSX, Format.CSV])
def test_what_is_exported_comes_back_in_as_it_was(desks, made, tmp_path, form):
    first, second = desks
    ends = (
        None,
        Outcome(ImmersionOutcome.DONE, missed_minutes=0),
        Outcome(ImmersionOutcome.ENDED_EARLY, MONDAY - WEEKS, 7 * 60 + 30, "hired", "=CDI"),
        Outcome(ImmersionOutcome.NOT_DONE, cause="company"),
    )
    target = tmp_path / f"PMSMP.{form.value}"
    with pytest.raises(UserError, match="aucune immersion"):
        export_immersions(first, first.actions[0], form, target)
    for dossier, end in zip(made.people, ends, strict=True):
        terms = ImmersionTerms(
            BAKERY, "Boulangère", "discover", MONDAY - 2 * WEEKS, MONDAY - timedelta(days=3), WEEK
        )
        one = plan_immersion(first, dossier, terms)
        if end is not None:
            tell_outcome(first, one, end)
    assert export_immersions(first, first.actions[0], form, target) == len(ends)
    report = take(second, target)
    assert (report.errors, report.imported["PMSMP"]) == ((), len(ends))
    for before, after in zip(told(first), told(second), strict=True):
        assert after.missed_minutes == (before.missed_minutes or None)
        for name in ("number", "siret", "starts_on", "ends_on", "weekly_minutes", "purpose",
                     "trade", "outcome", "ended_on", "cause", "cause_note"):  # fmt: skip
            assert getattr(after, name) == getattr(before, name), name
    for desk in desks:
        again = take(desk, target)
        assert (again.unchanged, again.differences) == (len(ends), ())


def test_another_outcome_than_the_one_kept_is_told_and_not_written(desks, bring):
    bring(*HOST, "Faite", None, None, None, None)
    (found,) = bring(*HOST, "Annulée", None, None, "Santé", None).differences[:1]
    assert (found.column, found.stored, found.found) == (
        "Suite", "Faite en entier", "N’a pas eu lieu",
    )  # fmt: skip
    (row,) = told(desks[0])
    assert row.outcome is ImmersionOutcome.DONE


def test_the_workbook_has_the_columns_that_the_import_reads(desks, made, tmp_path):
    desk, target = desks[0], tmp_path / "PMSMP.xlsx"
    terms = ImmersionTerms(BAKERY, "Boulangère", "discover", date(2023, 6, 5),
                           date(2023, 6, 16), WEEK)  # fmt: skip
    plan_immersion(desk, made.people[0], terms)
    export_immersions(desk, desk.actions[0], Format.XLSX, target)
    page = load_workbook(target)["PMSMP"]
    headers = [cell.value for row in page.iter_rows() for cell in row]
    assert set(HEADERS) <= set(headers)
