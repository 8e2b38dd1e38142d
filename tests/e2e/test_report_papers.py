"""The papers of the bilan and of the state of a day: nobody named, journaled, by command."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from coachdesk.core.errors import UserError
from coachdesk.core.french import NNBSP, long_date
from coachdesk.core.ids import new_id
from coachdesk.models import (
    JournalEntry,
    Participant,
    ReportText,
    YearClosing,
)
from coachdesk.queries.known import known_days
from coachdesk.services.actions.profile import offer_text, profile_text, replace_profile
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.report import (
    Output,
    bilan_docx,
    bilan_of,
    bilan_pdf,
    bilan_xlsx,
    close_year,
    save_bilan,
    save_state_pdf,
    state_json,
    state_of,
    write_text,
    year_frozen_or_counted,
    year_told,
)
from documents import pdf_reading
from support.clock import FixedClock
from support.command import coachdesk
from support.sample_desk import EXPECTED, copied_desk, number

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


def test_nobody_is_named_in_any_paper(desk: Desk, action: ActionInfo, tmp_path: Path) -> None:
    names = desk.read(
        lambda link: link.execute(select(Participant.last_name, Participant.first_name)).all()
    )
    read = " ".join(pdf_reading.texts(bilan_pdf(desk, bilan_of(desk, action, 2023)).pdf, tmp_path))
    assert not [name for pair in names for name in (f"{pair[0]} {pair[1]}",) if name in read]


def test_a_text_that_names_someone_is_refused(desk: Desk, action: ActionInfo) -> None:
    first, last = desk.read(
        lambda link: link.execute(select(Participant.first_name, Participant.last_name)).first()
    )
    for name in (f"{first} {last}", f"{last.lower()}, {first.upper()}"):
        with pytest.raises(UserError, match="un bilan ne nomme personne") as refused:
            write_text(desk, action, 2023, PART, f"Merci à {name} !")
        assert last not in str(refused.value)
    write_text(desk, action, 2023, PART, f"Merci à {first} et aux autres !")
    with act(desk, "un nom venu après") as uow:
        uow.session.scalars(select(ReportText)).one().text = f"Merci à {first} {last} !"
        uow.commit()
    with pytest.raises(UserError, match="un bilan ne nomme personne"):
        close_year(desk, action, 2023)


def test_the_journal_knows_what_leaves(desk: Desk, action: ActionInfo, tmp_path: Path) -> None:
    save_bilan(desk, action, bilan_of(desk, action, 2023), tmp_path / "bilan.pdf", Output.PDF)
    save_state_pdf(desk, action, state_of(desk, action, date(2023, 6, 30)), tmp_path / "etat.pdf")
    exports = select(JournalEntry.seq).where(JournalEntry.kind == "export")
    assert len(desk.read(lambda link: link.execute(exports).all())) == 2
    assert (tmp_path / "bilan.pdf").stat().st_mode & 0o777 == 0o600
    with pytest.raises(UserError, match="Impossible d’écrire"):
        save_bilan(
            desk, action, bilan_of(desk, action, 2023), tmp_path / "nulle" / "b.pdf", Output.PDF
        )


def test_a_state_counts_from_january_to_its_day(desk: Desk, action: ActionInfo) -> None:
    whole = state_of(desk, action, date(2023, 12, 31))
    assert number(whole, "participants") == EXPECTED["participants"]
    june = state_of(desk, action, date(2023, 6, 30))
    assert number(june, "participants") < EXPECTED["participants"]
    assert june.title == "État au 30\u00a0juin\u00a02023"
    people = next(each for each in june.figures if each.value.key == "participants")
    assert people.before == (), "nothing was known on 30 June 2022"
    december = next(each for each in whole.figures if each.value.key == "participants")
    assert [(year, value.measured.number) for year, value in december.before] == [(2022, 27)]
    (part,) = whole.sections
    since = desk.read(lambda link: known_days(link, action.id)).first
    assert part.heading.endswith(f", et les mêmes jours de 2022 depuis le {long_date(since)}")
    told = state_json(june)
    assert (told["du"], told["au"]) == ("2023-01-01", "2023-06-30")
    assert set(told["indicateurs"]) == set(action.profile.report.state)
    today = state_of(desk, action, NOW.date())
    assert number(today, "participants") >= EXPECTED["en_cours_au_31_12"], "those still there"
    with pytest.raises(UserError, match="Aucune donnée au") as refused:
        state_of(desk, action, date(2019, 6, 30))
    assert "2022" in refused.value.remedy
    with pytest.raises(UserError, match="n’est pas encore venu"):
        state_of(desk, action, date(2024, 1, 16))


def test_the_commands_write_the_papers_and_say_their_figures(
    bilan_sample: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    shutil.copytree(bilan_sample, store)
    bilan, state = tmp_path / "bilan.pdf", tmp_path / "etat.pdf"
    ran = coachdesk("report", "2023", "--pdf", bilan, store=store)
    assert (ran.code, ran.out.strip(), ran.err) == (0, str(bilan), "")
    assert "Bilan annuel 2023" in pdf_reading.texts(bilan.read_bytes(), tmp_path)[0]
    ran = coachdesk("report", "2023", "--pdf", bilan, "--json", store=store)
    assert json.loads(ran.out)["participants"] == EXPECTED["participants"]
    ran = coachdesk("state", "2023-12-31", "--pdf", state, "--json", store=store)
    assert json.loads(ran.out)["indicateurs"]["participants"] == EXPECTED["participants"]
    assert len(pdf_reading.texts(state.read_bytes(), tmp_path)) == 1
    ran = coachdesk("state", "2023-12-31", store=store)
    assert f"Participants\u00a0: {EXPECTED['participants']}" in ran.out.replace(NNBSP, " ")
    for day in ("2023-13-01", "31/12/2023", "2023-W05-1"):
        ran = coachdesk("state", day, store=store)
        assert (ran.code, "n’est pas un jour" in ran.err) == (1, True)
    ran = coachdesk("report", "2023", "--pdf", tmp_path / "nulle" / "b.pdf", store=store)
    assert (ran.code, "Impossible d’écrire" in ran.err) == (1, True)
    assert not list(tmp_path.glob(".*.part"))


@contextmanager
def asked_for() -> Iterator[Counter[tuple[str, str]]]:
    """What is asked of the store meanwhile: each question with its parameters, and how often."""
    asked: Counter[tuple[str, str]] = Counter()

    def note(*told: Any) -> None:
        asked[told[2], str(told[3])] += 1

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
def test_a_year_is_counted_once_for_its_papers_and_its_json(
    desk: Desk, action: ActionInfo, *, closed: bool
) -> None:
    if closed:
        close_year(desk, action, 2023)
    with asked_for() as of_paper:
        bilan = bilan_of(desk, action, 2023)
    with asked_for() as of_json:
        values, _ = desk.read(lambda link: year_frozen_or_counted(link, action, 2023, NOW.date()))
    with asked_for() as of_paper_alone:
        alone = year_told(desk, action, 2023, paper=True, figures=False)
    with asked_for() as of_both:
        both = year_told(desk, action, 2023, paper=True, figures=True)
    assert alone.bilan == both.bilan == bilan
    assert both.figures == values
    assert alone.figures == {}
    assert alone.changes == both.changes
    twice = of_paper + of_json
    if not closed:
        assert of_paper_alone == of_paper, "nothing more than the paper needs"
    assert of_both.total() < 0.75 * twice.total()
    days_known = "SELECT min("
    counted = [said for said in of_json if not said[0].startswith(days_known)]
    assert len(counted) > 40
    assert all(of_both[said] <= max(of_paper[said], of_json[said]) for said in counted)


PLAN = """
[[indicators]]
key = "carnet"
label = "Carnet de l’action"
counts = "partners"
"""


def test_the_command_tells_a_closed_year_by_the_profile_that_it_was_closed_with(
    bilan_sample: Path, tmp_path: Path
) -> None:
    with copied_desk(bilan_sample, tmp_path / "store", FixedClock(NOW)) as desk:
        action = desk.action(None)
        close_year(desk, action, 2023)
        text = desk.read(lambda link: profile_text(link, action.id))
        replace_profile(desk, action, offer_text(desk, action, text + PLAN))
    ran = coachdesk("report", "2023", store=tmp_path / "store")
    assert (ran.code, ran.err) == (0, "")
    assert "Partenaires\u00a0: 0" in ran.out
    assert "Carnet de l’action" not in ran.out


def test_the_command_calls_no_two_figures_of_a_year_by_one_name(
    bilan_sample: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    shutil.copytree(bilan_sample, store)
    ran = coachdesk("report", "2023", store=store)
    heads = [line.partition("\u00a0:")[0] for line in ran.out.splitlines()]
    named = [head for head in heads if not head.startswith(" ")]
    assert [name for name in dict.fromkeys(named) if named.count(name) > 1] == []
    assert "\nPrescriptions de l’année\u00a0: 134\n" in ran.out
    assert "\nPrescriptions reçues\u00a0: 103\n" in ran.out


def test_a_reason_that_names_someone_is_refused(desk: Desk, action: ActionInfo) -> None:
    first, last = desk.read(
        lambda link: link.execute(select(Participant.first_name, Participant.last_name)).first()
    )
    close_year(desk, action, 2023)
    with pytest.raises(UserError, match="un bilan ne nomme personne"):
        close_year(desk, action, 2023, reason=f"la sortie de {first} {last} était fausse")
    assert bilan_of(desk, action, 2023).revision == 1


def test_what_a_word_processor_hides_in_a_pasted_text_stops_no_file(
    desk: Desk, action: ActionInfo
) -> None:
    write_text(desk, action, 2023, PART, "l’accompa\x1fgnement\u0000\ufffe des jeunes")
    report = bilan_of(desk, action, 2023)
    (part,) = (each for each in report.sections if each.key == PART)
    assert part.text == "l’accompagnement des jeunes"
    assert bilan_docx(report).startswith(b"PK")
    assert bilan_xlsx(report).startswith(b"PK")


def test_a_bilan_closed_before_the_program_had_a_figure_is_shown_without_it(
    desk: Desk, action: ActionInfo
) -> None:
    """The usual plan is the program's: what it gains later was frozen by no closing."""
    close_year(desk, action, 2023)
    before = bilan_of(desk, action, 2023)
    with desk.store.write() as uow:  # as a program without them would have closed it again
        made = uow.session.scalars(select(YearClosing)).one()
        kept = json.loads(made.figures)
        del kept["lists"]["partenaires"]
        kept["indicators"] = [each for each in kept["indicators"] if each["key"] != "sorties_total"]
        uow.session.add(
            YearClosing(
                id=new_id(), action_id=action.id, year=2023, revision=2, closed_at=uow.now,
                reason="avant", figures=json.dumps(kept), profile_id=made.profile_id,
            )
        )  # fmt: skip
        uow.commit()
    after = bilan_of(desk, action, 2023)
    gone = {each.value.key for each in before.figures} - {each.value.key for each in after.figures}
    assert gone == {"sorties_total"}
    lists = [sum(len(part.lists) for part in report.sections) for report in (before, after)]
    assert lists[0] - lists[1] == 1


def test_a_reason_pasted_from_elsewhere_is_kept_as_every_output_can_write_it(
    desk: Desk, action: ActionInfo
) -> None:
    close_year(desk, action, 2023)
    close_year(desk, action, 2023, reason="une sor\x02tie\x1f de trop")
    report = bilan_of(desk, action, 2023)
    assert report.reason == "une sortie de trop"
    assert bilan_docx(report)
