"""The bilan of the sample's year: figures, texts, closing, what changed since, the papers of it."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.core.ids import new_id
from coachdesk.domain.indicators import Shape
from coachdesk.domain.periods import year_of
from coachdesk.domain.report_content import Report
from coachdesk.models import (
    Exit,
    Partner,
    ProfileVersion,
    ReportText,
    YearClosing,
)
from coachdesk.services.actions.profile import offer_text, profile_text, replace_profile
from coachdesk.services.acts import act, undo_act
from coachdesk.services.closing.correcting import open_correction
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.indicators import indicator_values
from coachdesk.services.month_changes import FigureChange
from coachdesk.services.profile_versions import version_of
from coachdesk.services.report import (
    bilan_figures,
    bilan_of,
    bilan_pdf,
    bilan_texts,
    close_year,
    write_text,
    year_frozen_or_counted,
    year_versions,
    years_known,
)
from coachdesk.services.report.kept import frozen, thawed
from coachdesk.services.report.months import unnamed
from documents import pdf_reading
from support.clock import FixedClock
from support.sample_desk import EXPECTED, number

NOW = datetime(2024, 1, 15, 9, tzinfo=UTC)
PART = "modalites"


@pytest.fixture
def clock(bilan_clock: FixedClock) -> FixedClock:
    return bilan_clock


@pytest.fixture
def desk(bilan_desk: Desk) -> Desk:
    return bilan_desk


@pytest.fixture
def action(desk: Desk) -> ActionInfo:
    return desk.action(None)


def part_of(report: Report, key: str = PART) -> Any:
    return next(part for part in report.sections if part.key == key)


def lose_an_exit(desk: Desk) -> None:
    """Take one exit of March out: the figures of the year and of that month change."""
    with act(desk, "une sortie retirée") as uow:
        found = uow.session.scalars(
            select(Exit).where(Exit.left_on.between(date(2023, 3, 1), date(2023, 3, 31)))
        ).first()
        uow.session.delete(found)
        uow.commit()


def test_the_bilan_tells_the_expected_figures_beside_those_of_the_year_before(
    desk: Desk, action: ActionInfo
) -> None:
    report = bilan_of(desk, action, 2023)
    assert report.title == "Bilan annuel 2023"
    assert report.years_before == (2022,)
    by_key = {each.value.key: each for each in report.figures}
    for key, expected in EXPECTED.items():
        if key in by_key and by_key[key].value.shape in {Shape.NUMBER, Shape.SHARES}:
            assert by_key[key].value.json == expected, key
    people = by_key["participants"]
    assert [(year, value.measured.number) for year, value in people.before] == [(2022, 27)]
    assert report.closed_on is None
    assert report.edition.startswith("Au 15")
    assert {2022, 2023} <= set(desk.read(lambda link: years_known(link, action, NOW.date())))


def test_an_unknown_year_is_refused_with_those_that_are(desk: Desk, action: ActionInfo) -> None:
    with pytest.raises(UserError, match="Aucune donnée pour 2019") as refused:
        bilan_of(desk, action, 2019)
    assert "2022" in refused.value.remedy


def test_a_text_takes_its_figures_by_name_and_is_undone_like_any_act(
    desk: Desk, action: ActionInfo
) -> None:
    write_text(
        desk, action, 2023, PART, "{participants} personnes, {participants:2022} en 2022. \n"
    )
    assert part_of(bilan_of(desk, action, 2023)).text == "117 personnes, 27 en 2022."
    write_text(desk, action, 2023, PART, "{sexe.F} femmes : l'essentiel")
    assert part_of(bilan_of(desk, action, 2023)).text == "81 femmes\u00a0: l’essentiel"
    assert "Les modalités" in undo_act(desk).words
    assert part_of(bilan_of(desk, action, 2023)).text == "117 personnes, 27 en 2022."
    undo_act(desk)
    assert part_of(bilan_of(desk, action, 2023)).text == ""


def test_a_name_that_is_no_figure_is_refused_with_the_nearest(
    desk: Desk, action: ActionInfo
) -> None:
    with pytest.raises(UserError, match="n’est pas un chiffre de ce bilan") as refused:
        write_text(desk, action, 2023, PART, "{particpants} personnes")
    assert "{participants}" in refused.value.remedy
    with pytest.raises(UserError, match="l’année 2019 n’est pas connue"):
        write_text(desk, action, 2023, PART, "{participants:2019}")
    with pytest.raises(UserError) as refused:
        write_text(desk, action, 2023, PART, "{sexe. Femmez}")
    said = f"{quoted('{sexe. Femmez}')} n’a pas ce mot."
    assert refused.value.sentence == said, "a full stop in a name ends no sentence"
    with pytest.raises(UserError, match="n’est plus dans le bilan"):
        write_text(desk, action, 2023, "autrefois", "texte")
    assert desk.read(lambda link: link.execute(select(ReportText.id)).all()) == []


def test_a_year_without_text_proposes_that_of_the_year_before(
    desk: Desk, action: ActionInfo
) -> None:
    write_text(desk, action, 2022, PART, "{participants} personnes")
    texts = desk.read(lambda link: bilan_texts(link, action, 2023))
    mine = next(each for each in texts if each.part == PART)
    assert (mine.text, mine.origin) == ("{participants} personnes", "repris de 2022")
    section = part_of(bilan_of(desk, action, 2023))
    assert (section.text, section.carried_from) == ("117 personnes", 2022)
    write_text(desk, action, 2023, PART, "")
    section = part_of(bilan_of(desk, action, 2023))
    assert (section.text, section.carried_from) == ("", None), "emptied on purpose"
    assert part_of(bilan_of(desk, action, 2022)).text == "27 personnes"


def test_every_figure_may_be_inserted(desk: Desk, action: ActionInfo) -> None:
    figures = desk.read(lambda link: bilan_figures(link, action, 2023, NOW.date()))
    assert set(figures.years[2023]) == {each.key for each in action.profile.indicators}


def test_a_closed_bilan_keeps_its_figures_texts_and_profile(
    desk: Desk, action: ActionInfo, clock: FixedClock
) -> None:
    write_text(desk, action, 2023, PART, "{sorties_total} sorties")
    closed = close_year(desk, action, 2023)
    assert closed.revision == 1
    before = bilan_of(desk, action, 2023)
    assert before.edition == "Clôturé le 15\u00a0janvier\u00a02024"
    assert all(not each.changed for each in before.figures)

    lose_an_exit(desk)
    write_text(desk, action, 2023, PART, "Autre chose")
    text = desk.read(lambda link: profile_text(link, action.id))
    changed = text.replace('name = "Coaching Emploi"', 'name = "Coaching Emploi renouvelé"')
    assert changed != text
    action = replace_profile(desk, action, offer_text(desk, action, changed))

    after = bilan_of(desk, action, 2023)
    assert number(after, "sorties_total") == EXPECTED["sorties_total"]
    exits = next(each for each in after.figures if each.value.key == "sorties_total")
    total = EXPECTED["sorties_total"]
    assert exits.changed == f"{total - 1} au lieu de {total}"
    assert part_of(after).text == f"{total} sorties"
    assert after.action == "Coaching Emploi"
    assert any("modifié depuis la clôture" in line for line in after.changes)
    mine = [
        each
        for each in desk.read(lambda link: bilan_texts(link, action, 2023))
        if each.after_closing
    ]
    assert [(each.part, each.text) for each in mine] == [(PART, "Autre chose")]

    with pytest.raises(UserError, match="déjà clôturé"):
        close_year(desk, action, 2023)
    with pytest.raises(UserError, match="déjà clôturé"):
        close_year(desk, action, 2023, reason="  ")
    assert close_year(desk, action, 2023, reason="une sortie de trop").revision == 2
    again = bilan_of(desk, action, 2023)
    assert number(again, "sorties_total") == total - 1
    assert part_of(again).text == "Autre chose"
    assert again.action == "Coaching Emploi renouvelé"
    assert (again.revision, again.reason) == (2, "une sortie de trop")
    assert all(not each.changed for each in again.figures)
    versions = desk.read(lambda link: year_versions(link, action, 2023))
    assert [each.revision for each in versions] == [2, 1]


def test_a_closing_of_a_bilan_is_not_undone(desk: Desk, action: ActionInfo) -> None:
    close_year(desk, action, 2023)
    with pytest.raises(UserError, match="se clôture à nouveau"):
        undo_act(desk)
    kept = desk.read(lambda link: link.execute(select(YearClosing.year)).scalars().all())
    assert kept == [2023]


def test_a_year_that_is_not_over_is_not_closed(
    desk: Desk, action: ActionInfo, clock: FixedClock
) -> None:
    clock.set_wall(NOW.replace(year=2023, month=12, day=31))
    with pytest.raises(UserError, match="n’est pas finie"):
        close_year(desk, action, 2023)


def test_a_text_that_names_no_figure_any_more_keeps_the_bilan_open_and_is_told(
    desk: Desk, action: ActionInfo
) -> None:
    write_text(desk, action, 2023, PART, "Bien.")
    with act(desk, "le texte abîmé") as uow:
        uow.session.scalars(select(ReportText)).one().text = "{disparu} personnes"
        uow.commit()
    report = bilan_of(desk, action, 2023)
    assert "disparu" in report.faults[0]
    assert part_of(report).text == "[chiffre à corriger] personnes"
    with pytest.raises(UserError, match="nomme un chiffre inconnu"):
        close_year(desk, action, 2023)


def test_what_changed_since_a_month_was_closed_is_told(desk: Desk, action: ActionInfo) -> None:
    close_month(desk, action, date(2023, 3, 1), force_reason="des signatures manquent")
    assert bilan_of(desk, action, 2023).changes == ()
    with desk.store.write() as uow:  # as an import or another screen would, past the guard
        found = uow.session.scalars(
            select(Exit).where(Exit.left_on.between(date(2023, 3, 1), date(2023, 3, 31)))
        ).first()
        uow.session.delete(found)
        uow.commit()
    (line, *_) = bilan_of(desk, action, 2023).changes
    assert line.startswith("Mars\u00a02023, depuis sa clôture")
    assert "au lieu d" in line


def test_a_rectified_month_is_told_without_its_reason(desk: Desk, action: ActionInfo) -> None:
    march = date(2023, 3, 1)
    close_month(desk, action, march, force_reason="des signatures manquent")
    open_correction(desk, action, march, "une sortie de trop")
    lose_an_exit(desk)
    close_month(desk, action, march, force_reason="des signatures manquent")
    report = bilan_of(desk, action, 2023)
    (line,) = report.changes
    assert line.startswith("Mars\u00a02023, rectificatif n°\u00a01 du 15\u00a0janvier\u00a02024")
    assert "de trop" not in line, "a reason is written freely, and may name someone"
    assert report.closed_months == 1


def test_dossiers_are_counted_and_not_told() -> None:
    key = "participants_avec_plus_de_deux_absences_injustifiees"
    fewer = unnamed(FigureChange(key, ["23-006", "23-007"], ["23-006"]))
    assert fewer == "Plus de deux absences injustifiées\u00a0: 1 au lieu de 2"
    others = unnamed(FigureChange(key, ["23-006"], ["23-007"]))
    assert "23-00" not in others
    assert "d’autres dossiers" in others


def test_a_profile_is_kept_once_for_each_of_its_texts(desk: Desk, action: ActionInfo) -> None:
    close_year(desk, action, 2023)
    close_year(desk, action, 2022)
    versions = select(ProfileVersion.number, ProfileVersion.text)
    assert len(desk.read(lambda link: link.execute(versions).all())) == 1
    text = desk.read(lambda link: profile_text(link, action.id))
    changed = replace_profile(desk, action, offer_text(desk, action, f"{text}\n# autre\n"))
    with desk.store.write() as uow:
        assert version_of(uow, changed).number == 2
        uow.commit()
    back = replace_profile(desk, changed, offer_text(desk, changed, text))
    with desk.store.write() as uow:
        assert version_of(uow, back).number == 1, "the same text came back"


def test_what_is_frozen_comes_back_as_it_was(desk: Desk, action: ActionInfo) -> None:
    close_year(desk, action, 2023)
    (version,) = desk.read(lambda link: year_versions(link, action, 2023))
    kept = thawed(version.figures)
    assert thawed(frozen(kept)) == kept
    counted = desk.read(
        lambda link: indicator_values(link, action.id, action.profile, year_of(2023))
    )
    assert kept.values == counted


def test_the_figures_of_a_closed_year_stay_in_json_as_on_paper(
    desk: Desk, action: ActionInfo
) -> None:
    close_year(desk, action, 2023)
    lose_an_exit(desk)
    values, changes = desk.read(lambda link: year_frozen_or_counted(link, action, 2023, NOW.date()))
    assert {key: values[key] for key in EXPECTED} == EXPECTED
    total = EXPECTED["sorties_total"]
    assert f"Total des sorties\u00a0: {total - 1} au lieu de {total}" in [
        each.sentence for each in changes
    ]


LISTED = """
[[indicators]]
key = "carnet"
label = "Partenaires de l’action"
counts = "partners"

[report]
title = "Bilan"
state = ["participants"]

[[report.parts]]
key = "reseau"
heading = "Le réseau"
figures = ["carnet"]
lists = ["carnet"]
"""


def test_rows_that_name_nobody_stand_in_the_bilan_and_stay_as_they_were_closed(
    desk: Desk, action: ActionInfo, tmp_path: Path
) -> None:
    text = desk.read(lambda link: profile_text(link, action.id))
    action = replace_profile(desk, action, offer_text(desk, action, text + LISTED))
    add_partner(desk, "Garage solidaire")
    close_year(desk, action, 2023)
    add_partner(desk, "Auto-école sociale")
    (part,) = bilan_of(desk, action, 2023).sections
    assert part.figures[0].value.measured.number == 1
    assert part.figures[0].changed == "2 au lieu de 1"
    (listed,) = part.lists
    assert [row[0] for row in listed.rows] == ["Garage solidaire"]
    read = " ".join(pdf_reading.texts(bilan_pdf(desk, bilan_of(desk, action, 2023)).pdf, tmp_path))
    assert "Garage solidaire" in read
    assert "Auto-école sociale" not in read


def add_partner(desk: Desk, name: str) -> None:
    with desk.store.write() as uow:
        uow.session.add(Partner(id=new_id(), name=name))
        uow.commit()


def test_a_year_known_in_part_says_since_when(desk: Desk, action: ActionInfo) -> None:
    (note,) = bilan_of(desk, action, 2023).notes
    assert "2022 partent du" in note


def test_a_year_goes_on_until_its_last_day(
    desk: Desk, action: ActionInfo, clock: FixedClock
) -> None:
    clock.set_wall(NOW.replace(year=2023, month=12, day=31))
    assert "chiffres arrêtés au 31\u00a0décembre\u00a02023." in bilan_of(desk, action, 2023).so_far
    clock.set_wall(NOW.replace(year=2024, month=1, day=1))
    assert not bilan_of(desk, action, 2023).so_far
