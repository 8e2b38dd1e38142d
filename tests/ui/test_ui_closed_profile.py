"""A closed month keeps the profile it was closed with, whatever becomes of it since."""

import json
from dataclasses import asdict
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from coachdesk.core.clock import today
from coachdesk.core.ids import new_id
from coachdesk.models import Closing, Package, Prescription
from coachdesk.services.actions.profile import offer_text, profile_text, replace_profile
from coachdesk.services.closing.correcting import month_story, open_correction
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.exporting import export_package
from coachdesk.services.figures import month_figures
from coachdesk.services.month import frozen_or_counted, month_view, rows_behind, since_january
from coachdesk.sync.zipfmt import unpack
from support.desk_context import make_context

MAY, JUNE = date(2023, 5, 1), date(2023, 6, 1)
CHANGES = (
    ("file_active = 40", "file_active = 25"),
    ('label = "BRSA"', 'label = "Bénéficiaire du RSA"'),
    ('label = "Physique"', 'label = "Sur place"'),
    ('label = "Intégré"', 'label = "Entré"'),
    ('"Absence injustifiée"', '"Absent sans motif"'),
    ('key = "employment"\nlabel = "Emploi"', 'key = "employment"\nlabel = "Travail"'),
    ("absence_threshold = 2", "absence_threshold = 0"),
    ('"prescripteur", "prescription_le", ', ""),
    ('table_title = "Tableau de suivi mensuel"', 'table_title = "Tableau du mois"'),
)


@pytest.fixture
def other(desk, action):
    """The action after everything in its profile that a month shows was changed."""

    def make():
        text = desk.read(lambda link: profile_text(link, action.id))
        for old, new in CHANGES:
            assert old in text
            text = text.replace(old, new)
        return replace_profile(desk, action, offer_text(desk, action, text))

    return make


def shown(desk, action, month):
    """All that the page of a month, its rows and its figures since January say."""
    day = today(desk.clock)

    def read(link):
        view = month_view(link, action.id, action.profile, month, today=day)
        asked = (link, action.id, action.profile, month)
        rows = [rows_behind(*asked, each.key) for each in view.figures]
        figures, changes = frozen_or_counted(*asked)
        return view, since_january(*asked), rows, json.dumps(figures), changes

    return desk.read(read)


def test_a_closed_month_says_the_same_to_the_byte_and_an_open_one_what_the_profile_says(
    desk, action, other, tmp_path
):
    close_month(desk, action, MAY)
    before, open_before = shown(desk, action, MAY), shown(desk, action, JUNE)
    left = export_package(desk, action, MAY, tmp_path / "a").read_bytes()
    changed = other()
    view, *others = shown(desk, changed, MAY)
    told = asdict(view)
    assert told["closing"].pop("profile_number") == 1
    assert before[0].closing.profile_number is None, "it was the profile of that day"
    was = asdict(before[0])
    del was["closing"]["profile_number"]
    assert [told, *others] == [was, *before[1:]]
    assert not view.closing.changes, "and nothing of it is said to have changed"
    assert export_package(desk, changed, MAY, tmp_path / "b").read_bytes() == left
    now = shown(desk, changed, JUNE)[0]
    labels = {each.label for each in now.figures}
    assert "Absent sans motif" in labels
    assert "Absent sans motif" not in {each.label for each in view.figures}
    assert (now.curve_target, open_before[0].curve_target, view.curve_target) == (25, 40, 40)


def test_a_rectified_month_keeps_its_words_columns_and_profile(desk, action, other):
    close_month(desk, action, MAY)
    close_month(desk, other(), JUNE)
    changed = desk.action(None)
    open_correction(desk, changed, MAY, "Un nom était faux")
    assert not month_story(desk, changed, MAY).changes, "the profile alone is no rectification"
    closed = close_month(desk, changed, MAY)
    assert closed.revision == 2
    with desk.store.read() as link:
        kept = {
            (row.month, row.revision): row
            for row in link.execute(
                select(Closing.month, Closing.revision, Closing.profile_id, Package.data).join(
                    Package, Package.closing_id == Closing.id
                )
            )
        }
    first, again, june = kept[MAY, 1], kept[MAY, 2], kept[JUNE, 1]
    assert first.profile_id == again.profile_id != june.profile_id
    assert columns(first) == columns(again)
    assert "Prescripteur" in columns(again)
    assert "Prescripteur" not in columns(june)


def columns(row):
    book = load_workbook(BytesIO(unpack(row.data).files["tableau-de-suivi.xlsx"]))
    return {str(cell.value) for line in book["Suivi"].iter_rows() for cell in line if cell.value}


def test_a_word_that_came_after_the_closing_is_read_in_its_rows(desk, action):
    close_month(desk, action, MAY)
    text = desk.read(lambda link: profile_text(link, action.id))
    fresh = '    { key = "fresh", label = "Tout neuf" },\n'
    text = text.replace('    { key = "department",', fresh + '    { key = "department",')
    changed = replace_profile(desk, action, offer_text(desk, action, text))
    with desk.store.write() as uow:
        for dossier in uow.session.scalars(select(Prescription)):
            dossier.prescriber = "fresh"
        uow.commit()
    behind = shown(desk, changed, MAY)[2]
    told = {cell for rows in behind for line in rows.cells.rows for cell in line}
    assert "Tout neuf" in told
    assert "fresh" not in told


def test_a_month_closed_before_profiles_were_kept_is_shown_with_todays_and_says_so(
    desk, action, other, show_may
):
    with desk.store.write() as uow:
        link = uow.session.connection()
        figures = json.dumps(month_figures(link, action.id, action.profile, MAY))
        uow.session.add(
            Closing(
                id=new_id(), action_id=action.id, month=MAY, revision=1, closed_at=uow.now,
                figures=figures, gaps="[]",
            )
        )  # fmt: skip
        uow.commit()
    changed = other()
    view, *_ = shown(desk, changed, MAY)
    assert view.closing.profile_unkept
    assert view.curve_target == 25
    page = show_may(make_context(desk, changed)[0])
    assert "montré avec l’actuel" in page.subtitle.text()


def test_the_page_says_with_which_profile_it_is_shown(desk, action, other, made, show_may):
    close_month(desk, action, MAY)
    page = show_may(made[0])
    assert "profil" not in page.subtitle.text(), "it is the profile of today"
    page = show_may(make_context(desk, other())[0])
    assert "Montré avec le profil n°\u00a01, celui de sa clôture." in page.subtitle.text()
