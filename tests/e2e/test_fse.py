"""The FSE+ of a year: JSON, workbook and CSV say the same; what people answer on paper counts."""

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import delete, insert, select

from coachdesk.core.ids import new_id
from coachdesk.domain.identity import ANONYMISED
from coachdesk.domain.papers import Role
from coachdesk.domain.periods import year_of
from coachdesk.models import Attachment, FseAnswer, Service, TimeEntry
from coachdesk.queries.card import card_identity
from coachdesk.services.acts import undo_act
from coachdesk.services.documents.drafting import open_document, save_answers
from coachdesk.services.fse.content import as_json, fse_content, missing_rows
from coachdesk.services.fse.export import export_fse
from coachdesk.services.fse.means import Means, MonthOfWork
from coachdesk.services.fse.page import lines_of, rows_behind
from coachdesk.services.fse.platform import KEYS, platform, read_platform
from coachdesk.services.fse.report import TOTAL, fse_report
from coachdesk.services.fse_answers import answer_fse, asked_now, fse_form
from coachdesk.services.rights.erasing import erase_again
from support.command import coachdesk
from support.documents import leave, refuse_document, sign_by_all
from support.fse_people import EIGHT, FIGURES, TODAY, write
from support.stores import cheapen


@pytest.fixture
def people(desk, fixed_clock):
    """The dossiers of the eight, on 15 January 2024; one is called as a formula would be."""
    fixed_clock.set_wall(datetime(2024, 1, 15, 9, tzinfo=fixed_clock.now().tzinfo))
    with desk.store.write() as uow:
        link = uow.session.connection()
        made = write(link, desk.actions[0].id, EIGHT)
        link.execute(
            insert(Service),
            [
                {"id": new_id(), "version": 1, "action_id": desk.actions[0].id, "kind": kind,
                 "done_on": day, "quantity": quantity, "cut_over": False}
                for kind, day, quantity in (
                    ("small_expense", date(2023, 5, 4), 2050),
                    ("small_expense", date(2023, 5, 20), 1000),
                    ("small_expense", date(2022, 5, 20), 9900),
                    ("transport_help", date(2023, 5, 4), 4200),
                )
            ],
        )  # fmt: skip
        link.execute(
            insert(TimeEntry),
            {"id": new_id(), "version": 1, "action_id": desk.actions[0].id, "minutes": 95,
             "held_on": date(2023, 5, 4), "kind": next(iter(_kinds(desk))).key},
        )  # fmt: skip
        link.execute(
            insert(Attachment),
            {"id": new_id(), "version": 1, "prescription_id": made["ALLARD"], "size": 1,
             "kind": "prescription", "name": "a.pdf", "added_at": datetime(2023, 2, 1, tzinfo=UTC)},
        )  # fmt: skip
        uow.commit()
    return made


def _kinds(desk):
    return desk.actions[0].profile.time_kinds


def content_of(desk, year=2023):
    action = desk.actions[0]
    return desk.read(lambda link: fse_content(link, fse_report(link, action, year_of(year), TODAY)))


def sheet(book, title):
    head, *lines = book[title].iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_json_workbook_and_csv_say_the_same_to_the_digit(desk, people, tmp_path):
    content = content_of(desk)
    told = json.loads(json.dumps(as_json(content)))
    export_fse(desk, content, tmp_path / "fse.xlsx")
    export_fse(desk, content, tmp_path / "fse.csv")
    book = load_workbook(tmp_path / "fse.xlsx")
    numbers = ("femmes", "hommes", "non_binaires", "total", "dont_entrees")
    assert {
        code: tuple(found[key] for key in numbers) for code, found in told["indicateurs"].items()
    } == FIGURES
    assert {
        line["Code"]: (line["Femmes"], line["Hommes"], line["Non binaires"], line["Total"],
                       line["Dont entrées dans la période"])
        for line in sheet(book, "Indicateurs")
    } == FIGURES  # fmt: skip
    confirmed = {line["Code"]: line["Rédaction à confirmer"] for line in sheet(book, "Indicateurs")}
    assert [code for code, said in confirmed.items() if said == "oui"] == [
        "EECO15", "EECO16", "EECO17", *(f"EECR0{number}" for number in range(1, 7)),
    ]  # fmt: skip
    answers = {(line["moment"], line["question"]): line for line in told["reponses"]}
    for line in sheet(book, "Réponses"):
        found = answers[line["Moment"], line["Question"]]
        assert [line[key] for key in ("Oui", "Non", "Ne souhaite pas répondre", "Non renseigné")
                ] == [found[key] for key in ("oui", "non", "refus", "non_renseigne")]  # fmt: skip
    handicap = next(line for line in told["reponses"] if line["indicateur"] == "EECO12")
    assert [handicap[key] for key in ("oui", "non", "refus", "non_renseigne")] == [1, 5, 1, 1]
    known = {line["Mesure"]: line["Valeur"] for line in sheet(book, "Complétude")}
    assert known["Part de fiches incomplètes (%)"] == told["completude"]["incompletes_pourcent"]
    assert told["completude"]["incompletes_pourcent"] == 38
    assert told["completude"]["correction"] is True
    assert "35\u202f%" in told["completude"]["regle"]
    missing = [
        (line["N°"], line["Moment"], manque)
        for line in sheet(book, "À compléter")
        for manque in line["Manque"].split(", ")
    ]
    assert missing == [
        (one["numero"], each["moment"], each["manque"])
        for one in told["dossiers_incomplets"]
        for each in one["manques"]
    ]
    assert len(missing) == 1 + 9 + 1 + 4
    held = {line["Preuve"]: line["Présentes"] for line in sheet(book, "Preuves")}
    assert held == {line["preuve"]: line["presentes"] for line in told["preuves"]}
    assert held["Pièces d’éligibilité"] == 1
    assert told["depenses"] == [
        {"mois": "2023-05", "depense": "Aide ponctuelle de l’association", "nombre": 2,
         "montant": 30.5}
    ]  # fmt: skip
    (spent,) = sheet(book, "Dépenses")
    assert Decimal(str(spent["Montant (€)"])) == Decimal("30.5")
    may = next(line for line in told["temps"] if line["mois"] == "2023-05")
    assert may["heures_operation"] == round(95 / 60, 2)
    (line,) = [line for line in sheet(book, "Temps et km") if line["Mois"] == "2023-05"]
    assert round(float(line["Heures sur l’opération"]), 2) == may["heures_operation"]
    text = (tmp_path / "fse.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text, newline=""), delimiter=";"))
    names = [column.name for column in platform().columns]
    assert list(rows[0]) == names
    in_book = sheet(book, "Participants")
    assert len(rows) == len(in_book) == FIGURES["EECO01"][3]
    for written, kept in zip(rows, in_book, strict=True):
        for name in names:
            value = kept[name]
            shown = value.strftime("%d/%m/%Y") if hasattr(value, "strftime") else value or ""
            assert written[name] == shown
    allard = next(row for row in rows if row["Nom"] == "ALLARD")
    assert (allard["Genre"], allard["Handicap reconnu"], allard["En emploi à la sortie"]) == (
        "F", "Oui", "Oui",
    )  # fmt: skip
    assert next(row for row in rows if row["Nom"] == "BERNARD")["Zone rurale"] == "NSP"


def test_a_name_that_begins_as_a_formula_stays_a_text(desk, tmp_path):
    with desk.store.write() as uow:
        evil = EIGHT[0].__class__(
            "=HYPERLINK(1)", "+Anne", "female", date(1990, 1, 1), EIGHT[0].stays, "+33612345678"
        )
        write(uow.session.connection(), desk.actions[0].id, [evil])
        uow.commit()
    content = content_of(desk)
    export_fse(desk, content, tmp_path / "a.xlsx")
    export_fse(desk, content, tmp_path / "a.csv")
    cells = [cell for cell in load_workbook(tmp_path / "a.xlsx")["Participants"][2] if cell.value]
    assert all(cell.data_type != "f" for cell in cells)
    text = (tmp_path / "a.csv").read_text("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert "'+33612345678" in text


def test_the_columns_of_the_platform_are_known_and_marked_to_be_confirmed():
    assert not platform().confirmed
    assert {column.key for column in platform().columns} <= KEYS
    for fault in ('[[columns]]\nkey = "age2"\nname = "x"',
                  '[[columns]]\nkey = "gender"\nname = "x"\ncodes = "none"'):  # fmt: skip
        with pytest.raises(ValueError, match=r"columns\.toml"):
            read_platform(fault)


def test_the_command_prints_json_and_writes_files(desk, people, tmp_path):
    folder = desk.store.directory
    desk.close()
    cheapen(folder, "été à la mer")
    done = coachdesk(
        "esf", "2023", "--json", "--xlsx", tmp_path / "f.xlsx", "--csv", tmp_path / "f.csv",
        store=folder, passphrase="été à la mer",
    )  # fmt: skip
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert told["indicateurs"]["EECO01"]["total"] == 8
    assert (tmp_path / "f.xlsx").read_bytes().startswith(b"PK")
    assert len((tmp_path / "f.csv").read_text("utf-8-sig").splitlines()) == 9
    said = coachdesk("esf", "2023", store=folder, passphrase="été à la mer")
    assert "EECO01 Nombre total de participants\u00a0: 8 (femmes 3, hommes 4" in said.out
    assert "correction financière" in said.out
    refused = coachdesk("esf", "1999", store=folder, passphrase="été à la mer")
    assert refused.code == 1
    assert "Aucune donnée pour 1999" in refused.err
    wrong = coachdesk("esf", "1999x", store=folder, passphrase="été à la mer")
    assert wrong.code == 1


def test_what_is_answered_at_the_exit_is_kept_changed_and_taken_back(desk, people):
    action, hugo = desk.actions[0], people["HUET"]
    form = desk.read(
        lambda link: fse_form(link, action, hugo, card_identity(link, hugo).participant_id, TODAY)
    )
    assert [moment.value for moment in asked_now(form)] == ["exit"]
    answer_fse(desk, hugo, {"working": "yes", "training": "no", "searching": "refused"})
    before = content_of(desk).report
    assert {row.indicator.code: row.number("total") for row in before.rows}["EECR04"] == 3
    assert before.completeness.incomplete == 3, "one question is left"
    answer_fse(desk, hugo, {"qualified": "no", "working": "no"})
    after = content_of(desk).report
    assert {row.indicator.code: row.number("total") for row in after.rows}["EECR04"] == 2
    assert (after.completeness.incomplete, after.completeness.corrected) == (2, False)
    answer_fse(desk, hugo, {"qualified": None})
    assert content_of(desk).report.completeness.incomplete == 3
    undo_act(desk)
    assert content_of(desk).report.completeness.incomplete == 2, "Ctrl+Z"


def test_an_entry_is_never_written_over_when_she_comes_again(desk, people):
    farid = people["FABRE"]
    answer_fse(desk, farid, {"minority": "no", "rural": "yes"})
    row = next(r for r in content_of(desk).report.rows if r.indicator.code == "EECO15")
    assert [one.last_name for one in row.behind("man")] == ["FABRE"]
    assert row.records[0].entered_on == date(2022, 5, 1)
    assert row.records[0].left_on is None


def test_the_signed_questionnaires_feed_the_answers(desk, dossier):
    kinds = {
        "fse_exit": {"working": "yes", "contract": "permanent", "training": "no",
                     "qualified": "yes", "searching": "no", "phone": "06 12 34 56 78"},
        "fse_six_months": {"working": "refused", "improved": "no", "phone": "06 12 34 56 78"},
    }  # fmt: skip
    leave(desk, dossier)
    for kind, answers in kinds.items():
        made = open_document(desk, desk.actions[0], kind, dossier.prescription)
        sign_by_all(desk, save_answers(desk, made, answers))
    kept = desk.read(
        lambda link: dict(
            link.execute(
                select(FseAnswer.question, FseAnswer.answer).where(
                    FseAnswer.prescription_id == dossier.prescription
                )
            ).all()
        )
    )
    assert kept == {
        "rural": "yes", "working": "yes", "training": "no", "qualified": "yes", "searching": "no",
        "six_months_working": "refused", "six_months_improved": "no",
    }  # fmt: skip


def test_a_questionnaire_that_she_refused_to_sign_proves_nothing(desk, dossier):
    leave(desk, dossier)
    answers = {"working": "yes", "contract": "permanent", "training": "no",
               "qualified": "yes", "searching": "no", "phone": "06 12 34 56 78"}  # fmt: skip
    made = open_document(desk, desk.actions[0], "fse_exit", dossier.prescription)
    refuse_document(desk, save_answers(desk, made, answers), Role.PARTICIPANT)

    def words():
        (proven,) = content_of(desk).proven
        return proven.of("fse_exit").lacking

    assert words() == "questionnaire à signer"


def test_roads_are_told_to_the_metre_and_paid_to_the_cent(desk, people, tmp_path):
    """5 km at 0,601 € are 3,005 €: 3,01 € on the feuille de temps, and so everywhere."""
    month = MonthOfWork(
        date(2023, 5, 1), 60, 60, 12_345, Decimal("3.005"), signed=True, words=""
    )  # fmt: skip
    content = replace(content_of(desk), means=Means((month,), ()))
    (told,) = as_json(content)["temps"]
    assert (told["km"], told["indemnites"]) == (12.345, 3.01)
    export_fse(desk, content, tmp_path / "fse.xlsx")
    (line,) = sheet(load_workbook(tmp_path / "fse.xlsx"), "Temps et km")
    assert (line["Kilomètres"], line["Indemnités (€)"]) == (12.345, 3.01)


def test_who_was_erased_counts_and_is_in_no_list_of_people(desk, people):
    """Her contact went with her: she is not the less complete for it."""
    action, year = desk.actions[0], year_of(2023)

    def read():
        return desk.read(
            lambda link: fse_content(link, fse_report(link, action, year, TODAY))
        )  # fmt: skip

    with desk.store.erasing() as uow:  # that piece has no file
        uow.session.connection().execute(delete(Attachment.__table__))
    before = read()
    complete = [each for each in before.report.records if each.complete(TODAY)]
    lacking = [each for each in before.report.records if not each.complete(TODAY)]
    assert complete
    assert lacking
    gone = (complete[0], lacking[0])
    erase_again(desk, [each.participant_id for each in gone])
    after = read()
    told = json.dumps(as_json(after), ensure_ascii=False, default=str)
    assert ANONYMISED not in told
    assert not any(each.number in told for each in gone)
    assert all(each.record.last_name != ANONYMISED for each in after.proven)
    report = after.report
    assert report.completeness == before.report.completeness
    assert len(report.records) == len(before.report.records)
    names = [line.record.last_name for line in lines_of(report)]
    assert ANONYMISED not in names
    assert names
    assert missing_rows(report)[-1] == {"nom": "1\u00a0dossier anonymisé"}
    row = next(each for each in report.rows if each.number(TOTAL) == len(report.records))
    behind = rows_behind(row, TOTAL, "Total", action.profile).cells
    assert behind.rows[-1][1] == "2\u00a0dossiers anonymisés"
    assert behind.prescription_ids[-1] is None
    assert len(behind.rows) == len(report.records) - 1
