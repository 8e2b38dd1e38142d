"""Someone is given all that is kept about her: every row, every file, and nothing of others."""

import ast
import json
import re
from datetime import date
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.models import Base, Participant, Step, ToDoMark
from coachdesk.queries.accesses import accesses
from coachdesk.queries.corrections import corrections
from coachdesk.services import expected_rules, to_do_rules
from coachdesk.services.rights.own_rows import hanging_tables
from coachdesk.services.rights.person_data import person_data
from coachdesk.services.rights.person_export import export_person, participant_of
from coachdesk.services.rights.person_rows import told_columns
from coachdesk.services.rights.person_words import LABELS, LEFT_OUT, PARTS, RULES, SILENT
from coachdesk.services.rights.third_parties import HIDDEN, Names, cleared
from support.source import ROOT

NUMBER = "23-076"
PAGE = ROOT / "docs" / "person-export.md"


def step(desk, hers, note):
    with desk.store.write() as uow:
        uow.session.add(
            Step(
                prescription_id=hers.prescription_id, kind="cv", done_on=date(2024, 1, 10),
                appointment_id=None, note=note, aid_outcome=None, minutes=30,
            )
        )  # fmt: skip
        uow.commit()


@pytest.fixture
def her(participants):
    return next(each for each in participants if each.number == NUMBER)


@pytest.fixture
def other(participants):
    return next(each for each in participants if each.number == "23-001")


def export(desk, tmp_path):
    return export_person(desk, participant_of(desk, NUMBER), tmp_path)


def told(made):
    return json.loads((made.folder / "donnees.json").read_text("utf-8"))


def paper(made):
    document = PdfDocument(made.folder / "donnees.pdf")
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.replace("\u00a0", " ").split())


def test_every_table_and_column_of_hers_is_told_or_left_out_with_a_reason():
    hanging = {table.name for table in hanging_tables()} | {"service"}
    assert hanging == set(PARTS) | set(LEFT_OUT)
    for name in PARTS:
        columns = Base.metadata.tables[name].columns.keys()
        unknown = [
            each
            for each in columns
            if each not in SILENT and not each.endswith("_id") and each not in LABELS
        ]
        assert not unknown, name


def test_the_schema_is_the_one_of_the_documentation():
    for name, words in PARTS.items():
        fields = ", ".join(f"`{each}`" for each in told_columns(name).values())
        assert f"| `{name}` | {words} | {fields} |" in PAGE.read_text("utf-8")


def test_she_is_given_her_rows_her_sheets_and_a_paper_to_read(desk, tmp_path, her):
    step(desk, her, "CV refait")
    made = export(desk, tmp_path)
    records = told(made)["records"]
    assert len(records["appointment"]) == 25
    assert records["step"][0]["note"] == "CV refait"
    assert records["step"][0]["done_on"] == "2024-01-10"
    assert records["participant"][0]["last_name"] == her.last_name
    listed = {each["path"] for each in told(made)["files"]}
    there = {
        path.relative_to(made.folder).as_posix()
        for path in made.folder.rglob("*")
        if path.is_file()
    }
    assert there == listed | {"donnees.json", "donnees.pdf"}
    assert "emargement/emargement_2023-07.pdf" in there
    text = paper(made)
    assert her.last_name in text
    assert "CV refait" in text
    assert "Mission d’intérêt public" in text


def test_what_the_coach_put_off_is_told_in_words_not_in_codes(desk, tmp_path, her):
    subject = str(her.prescription_id)
    with desk.store.write() as uow:
        for rule in ("fin_pmsmp", "relecture.jour_chome"):
            uow.session.add(
                ToDoMark(
                    rule=rule, prescription_id=her.prescription_id, subject=subject,
                    postponed_to=date(2024, 3, 1), reason=None, made_at=uow.now,
                )
            )  # fmt: skip
        uow.commit()
    made = export(desk, tmp_path)
    assert {"key": "fin_pmsmp", "label": "Fin d’une immersion"} in [
        each["rule"] for each in told(made)["records"]["to_do_mark"]
    ]
    text = paper(made)
    assert "Fin d’une immersion" in text
    assert "Présence un dimanche ou un jour férié" in text
    for code in ("fin_pmsmp", "relecture", subject):
        assert code not in text


def test_each_rule_has_its_words():
    """A rule is the code that each thing to do is made with."""
    codes = set()
    for module in (to_do_rules, expected_rules):
        for call in ast.walk(ast.parse(Path(module.__file__).read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                first = call.args[:2] if call.func.id in {"_of", "_at", "_on"} else call.args[:1]
                if call.func.id in {"_of", "_at", "_on", "ToDo", "Expected"}:
                    codes |= {each.value for each in first if isinstance(each, ast.Constant)}
    assert len(codes) > 20
    assert not codes - RULES.keys()


def test_nobody_else_is_in_it(desk, tmp_path, her, other):
    full = f"{other.first_name} {other.last_name}"
    step(desk, her, f"Vu avec {full} et Mme Duchemin, puis seule.")
    made = export(desk, tmp_path)
    note = told(made)["records"]["step"][0]["note"]
    assert note == f"Vu avec {HIDDEN} et Mme {HIDDEN}, puis seule."
    assert told(made)["others_left_out"] == made.hidden == 2
    everything = (made.folder / "donnees.json").read_text("utf-8") + paper(made)
    assert "Duchemin" not in everything
    assert full not in everything


def test_a_word_that_may_be_a_name_is_to_be_read_again(desk, tmp_path, her, other):
    step(desk, her, f"Appel de {other.last_name} hier.")
    (found,) = export(desk, tmp_path).to_reread
    assert (found.part, found.words) == ("step", (other.last_name,))


@pytest.mark.parametrize(
    ("text", "clear"),
    [
        ("Vu avec Léa Petit.", "Vu avec [autre personne]."),
        ("PETIT Léa et son fils", "[autre personne] et son fils"),
        ("un petit pas", "un petit pas"),
        ("Mme Rolland a appelé", "Mme Rolland a appelé"),
        ("M. Haddad-Cruz rappelle", "M. [autre personne] rappelle"),
        ("Jean-Pierre Le Gall présent", "[autre personne] présent"),
        ("", ""),
    ],
)
def test_names_are_taken_out_and_words_stay(text, clear):
    names = Names(own=frozenset({"rolland", "anna"}))
    names.add("Léa", "PETIT")
    names.add("Jean-Pierre", "LE GALL")
    assert cleared(text, names).text == clear


def test_the_export_is_known_to_the_journal_and_to_that_of_accesses(desk, tmp_path):
    before = desk.store.head().seq
    export(desk, tmp_path)
    assert desk.store.head().seq == before + 1
    key = participant_of(desk, NUMBER)
    found = desk.read(lambda link: accesses(link, participant=key))
    assert [(each.deed, each.subject) for each in found] == [("export", "participant")]


def test_what_was_corrected_is_told_with_what_stood_before(desk, tmp_path, her):
    key = participant_of(desk, NUMBER)
    with desk.store.write() as uow:
        row = uow.session.get(Participant, key)
        before, row.phone = row.phone, "06 00 00 00 01"
        uow.commit()
    (found,) = desk.read(lambda link: corrections(link, [key]))
    assert (found.column, found.before, found.after) == ("phone", before, "06 00 00 00 01")
    plan = desk.read(
        lambda link: link.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT seq FROM journal_entry WHERE kind = 'update' AND "
            "entity IN ('participant', 'prescription') AND entity_id = ?", (key.hex,)
        ).all()
    )  # fmt: skip
    assert "ix_journal_entry_corrections" in str(plan)
    made = export(desk, tmp_path)
    assert told(made)["corrections"][0]["after"] == "06 00 00 00 01"
    assert f"« 06 00 00 00 01 » au lieu de « {before} »" in paper(made)


def test_a_number_that_nobody_has_is_refused_and_leaves_nothing(desk, tmp_path):
    with pytest.raises(UserError, match="Aucun dossier"):
        participant_of(desk, "99-999")
    out = tmp_path / "out"
    out.write_text("a file")
    with pytest.raises(UserError):
        export(desk, out)
    assert out.read_text() == "a file"
    assert not list(tmp_path.glob("out*/**"))


def test_each_export_has_a_folder_of_its_own_for_this_account_alone(desk, tmp_path):
    one, two = export(desk, tmp_path), export(desk, tmp_path)
    assert one.folder != two.folder
    assert one.folder.stat().st_mode & 0o077 == 0
    assert re.fullmatch(r"donnees_23-076_2024-01-15(_2)?", two.folder.name)
    assert not list(Path(tmp_path).glob(".*"))


def test_everyone_of_the_sample_can_be_given_hers(desk):
    for key in desk.read(lambda link: link.execute(select(Participant.id)).scalars().all())[::12]:
        data = person_data(desk, key)
        assert data.parts["participant"][0].said("last_name") == data.last_name
