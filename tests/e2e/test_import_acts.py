"""Acts and outreach by the workbook: what the screen exports comes back in as it was; faults."""

import shutil
from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from coachdesk.core.errors import UserError
from coachdesk.queries.outreach import contact_rows, contacts, event_rows, events
from coachdesk.queries.services import Narrowed, service_rows, services
from coachdesk.services.act_export import export_outreach, export_services
from coachdesk.services.importing import (
    Mends,
    import_file,
    import_workbook,
    open_workbook,
    what_to_mend,
)
from coachdesk.services.importing.annotation import annotate
from coachdesk.services.people_export import Format
from coachdesk.services.prestations.contacts import Answer, ContactFacts, add_contact, note_call
from coachdesk.services.prestations.outreach import EventFacts, record_event
from coachdesk.services.prestations.recording import ServiceFacts, record_services
from coachdesk.services.prestations.words import stages_of
from support.clock import FixedClock
from support.signing_desk import CLOCK, DAY, make_group
from support.workbooks import SAMPLE, grid, new_work, reopened, small, write_csv, write_workbook

DAYS = timedelta(days=1)
ACTS = ["N°", "Acte", "Date", "Personnes non nommées", "Quantité", "Durée (h)", "Lieu",
        "Résultat", "Note"]  # fmt: skip
EVENTS = ["Date", "Titre", "Nature", "Début", "Fin", "Lieu", "Personnes rencontrées", "Note"]
PEOPLE = ["Date", "Action", "Nom", "Prénom", "Téléphone", "Commune", "Suite", "Appelée le",
          "Rappeler le", "N° dossier", "Note"]  # fmt: skip
MARKET = date(2024, 3, 2)
FEW = settings(max_examples=12, suppress_health_check=list(HealthCheck), database=None)


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


@pytest.fixture(scope="module")
def peopled(tmp_path_factory):
    """A store with a few people of the sample, closed."""
    folder = tmp_path_factory.mktemp("gens")
    work = new_work(folder / "magasin")
    assert not work.take(write_workbook(folder / "gens.xlsx", small(grid(SAMPLE), 2))).errors
    work.store.close()
    return folder / "magasin"


@pytest.fixture
def work(peopled, tmp_path):
    work = reopened(shutil.copytree(peopled, tmp_path / "magasin"))
    yield work
    work.store.close()


@pytest.fixture
def numbers(work):
    with work.store.read() as link:
        return sorted(link.exec_driver_sql("SELECT number FROM prescription").scalars())


def told(desk):
    """The acts as a person reads them: neither keys nor order of noting."""
    action = desk.actions[0]
    rows = desk.read(lambda link: service_rows(link, services(action.id, Narrowed())))
    return sorted(
        (
            tuple(person.number for person in row.persons), row.kind, row.done_on, row.unnamed,
            row.quantity or 0, row.minutes or 0, row.place or "", row.result or "", row.note or "",
        )
        for row in rows
    )  # fmt: skip


def met(desk):
    action = desk.actions[0]
    held = desk.read(lambda link: event_rows(link, events(action.id, stages_of(action.profile))))
    people = desk.read(lambda link: contact_rows(link, contacts(action.id)))
    return (
        sorted((e.held_on, e.title, e.kind, e.start_minute, e.people_met, e.note) for e in held),
        sorted((p.name, p.phone, p.commune, p.outcome, p.called_on, p.call_back_on, p.number,
                p.note) for p in people),
    )  # fmt: skip


def bring(desk, path):
    action = desk.actions[0]
    return import_file(desk.store, action.id, action.profile, path)


# Formulas, quotes and separators; a lone surrogate is no text, an error value is refused as such.
NOTES = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    ["=1+1", "+33 6", "-", "@x", "'=1", "''@", 'a "b"; c', "x;y,z\n", "007", "31/01/2023", "1,5"]
)
RECORDED = st.lists(
    st.tuples(
        st.sampled_from(
            ["transport_help", "digital_help", "company_tour", "small_expense", "company_meeting"]
        ),
        st.integers(0, 500),
        st.sets(st.integers(0, 3), max_size=3),
        st.integers(0, 9),
        st.integers(0, 99_999),
        st.integers(0, 1440),
        st.sampled_from(["", "Airaines", "Mairie d’Ailly"]),
        st.sampled_from([None, "met", "immersion"]),
        NOTES,
    ),
    max_size=6,
)


@FEW
@given(RECORDED, st.sampled_from([Format.XLSX, Format.CSV]))
def test_what_the_screen_exports_comes_back_in_as_it_was(made, tmp_path_factory, acts, form):
    folder = tmp_path_factory.mktemp("aller")
    first, second = (made.opened(folder / name, FixedClock(CLOCK.now())) for name in "ab")
    try:
        action, noted = first.actions[0], 0
        for kind, back, people, unnamed, quantity, minutes, place, result, note in acts:
            facts = ServiceFacts(
                kind, DAY - back * DAYS, tuple(made.people[at] for at in people), unnamed,
                quantity, minutes, place, result, note,
            )  # fmt: skip
            try:
                noted += len(record_services(first, action, facts))
            except UserError:
                continue  # nobody, or the same twice
        target = folder / f"Actes.{form.value}"
        if not noted:
            with pytest.raises(UserError, match="aucun acte"):
                export_services(first, action, Narrowed(), form, target)
            return
        assert export_services(first, action, Narrowed(), form, target) == noted
        report = bring(second, target)
        assert (report.imported, report.errors) == ({**report.imported, "Actes": noted}, ())
        assert told(second) == told(first)
        for desk in (first, second):
            again = bring(desk, target)
            assert (again.unchanged, again.differences) == (noted, ())
            assert not any(again.imported.values())
    finally:
        first.close()
        second.close()


def test_no_cell_of_the_csv_begins_as_a_formula_does(desks, made, tmp_path):
    desk = desks[0]
    for note in ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)"):
        facts = ServiceFacts("digital_help", DAY, (made.people[0],), note=note)
        record_services(desk, desk.actions[0], facts)
    target = tmp_path / "Actes.csv"
    export_services(desk, desk.actions[0], Narrowed(), Format.CSV, target)
    cells = [
        cell for line in target.read_text("utf-8-sig").splitlines() for cell in line.split(";")
    ]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert "'=HYPERLINK(1)" in cells


def test_the_outreach_and_its_people_make_the_same_way(desks, made, tmp_path):
    first, second = desks
    action = first.actions[0]
    market = record_event(
        first, action, EventFacts("market", "Marché", DAY, 540, 720, "Airaines", 12, "=beau")
    )
    record_event(first, action, EventFacts("forum", "", DAY - DAYS))
    for name, phone, answer in (
        ("DURAND", "0612345678", None),
        ("N’GUYEN", "+32 470 12 34 56", Answer("unreachable", DAY, DAY + DAYS)),
        ("Petit", "", Answer("refused", DAY)),
    ):
        key = add_contact(
            first, action, market, ContactFacts(name, "Léa", phone, "Airaines", "le soir")
        )
        if answer:
            note_call(first, action, key, answer)
    stages = stages_of(action.profile)
    held = first.read(lambda link: event_rows(link, events(action.id, stages)))
    target = tmp_path / "Aller-vers.xlsx"
    assert export_outreach(first, action, held, target) == 2
    report = bring(second, target)
    assert not report.errors
    assert {title: number for title, number in report.imported.items() if number} == {
        "Aller-vers": 2, "Personnes à rappeler": 3,
    }  # fmt: skip
    assert met(second) == met(first)
    assert bring(second, target).unchanged == bring(first, target).unchanged == 5


def test_a_workbook_without_those_sheets_says_nothing_of_them(work, tmp_path):
    report = work.take(write_workbook(tmp_path / "b.xlsx", small(grid(SAMPLE), 2)))
    assert set(report.imported) == {"Prescriptions", "Rendez-vous", "PMSMP", "Sorties"}


def test_a_person_of_the_same_file_may_have_acts(tmp_path):
    work = new_work(tmp_path / "neuf")
    sheets = small(grid(SAMPLE), 2)
    number = sheets["Prescriptions"][1][0]
    sheets["Prestations"] = [ACTS, [number, "aide numérique", date(2024, 1, 9)] + [None] * 6]
    report = work.take(write_workbook(tmp_path / "a.xlsx", sheets))
    assert (report.errors, report.imported["Actes"]) == ((), 1)
    work.store.close()


def test_an_outreach_file_needs_nobody_to_be_known(tmp_path):
    work = new_work(tmp_path / "neuf")
    sheets = {"Aller-vers": [EVENTS, [MARKET, "Marché", "Marché", None, None, None, 8, None]]}
    assert work.take(write_workbook(tmp_path / "a.xlsx", sheets)).imported["Aller-vers"] == 1
    work.store.close()


FAULTS = [
    ("Actes", {"Acte": "Aide numerik"}, "Acte", "valeur_inconnue"),
    ("Actes", {"Acte": None}, "Acte", "valeur_manquante"),
    ("Actes", {"Date": "hier"}, "Date", "date_invalide"),
    ("Actes", {"Date": date(2024, 12, 1)}, "Date", "date_future"),
    ("Actes", {"N°": "99-999"}, "N°", "participant_inconnu"),
    ("Actes", {"N°": None}, "N°", "valeur_manquante"),
    ("Actes", {"N°": "{0}; {1}"}, "N°", "une_seule_personne"),
    ("Actes", {"Personnes non nommées": 3}, "Personnes non nommées", "une_seule_personne"),
    ("Actes", {"Acte": "Visite d'entreprise", "N°": None}, "N°", "valeur_manquante"),
    ("Actes", {"Quantité": 12}, "Quantité", "nombre_invalide"),
    ("Actes", {"Acte": "Transport accompagné", "Quantité": "douze"}, "Quantité",
     "nombre_invalide"),
    ("Actes", {"Durée (h)": 25}, "Durée (h)", "nombre_invalide"),
    ("Actes", {"Résultat": "Rencontre faite"}, "Résultat", "valeur_inconnue"),
    ("Actes", {"Acte": "Mise en relation avec une entreprise", "Résultat": "Oui"}, "Résultat",
     "valeur_inconnue"),
    ("Aller-vers", {"Nature": "Braderie"}, "Nature", "valeur_inconnue"),
    ("Aller-vers", {"Titre": None}, "Titre", "valeur_manquante"),
    ("Aller-vers", {"Fin": None}, "Fin", "valeur_manquante"),
    ("Aller-vers", {"Fin": time(8, 0)}, "Fin", "fin_avant_debut"),
    ("Aller-vers", {"Personnes rencontrées": "beaucoup"}, "Personnes rencontrées",
     "nombre_invalide"),
    ("Personnes à rappeler", {"Action": "Forum"}, "Action", "action_inconnue"),
    ("Personnes à rappeler", {"Téléphone": "06 12"}, "Téléphone", "valeur_inconnue"),
    ("Personnes à rappeler", {"Suite": "Peut-être"}, "Suite", "valeur_inconnue"),
    ("Personnes à rappeler", {"N° dossier": "99-999"}, "N° dossier", "participant_inconnu"),
]  # fmt: skip


def one_of_each(numbers):
    return {
        "Actes": [ACTS, [numbers[0], "Aide numérique", date(2024, 1, 9), None, None, 0.5,
                         "Airaines", None, "CV en ligne"]],
        "Aller-vers": [EVENTS, [MARKET, "Marché", "Marché", time(9, 0), time(12, 0), "Airaines",
                                12, None]],
        "Personnes à rappeler": [PEOPLE, [MARKET, "marche", "DURAND", "Léa", 612345678, None,
                                          None, None, None, None, None]],
    }  # fmt: skip


@pytest.mark.parametrize(("sheet", "change", "column", "code"), FAULTS)
def test_a_fault_is_told_in_its_cell_with_its_code(
    work, numbers, tmp_path, sheet, change, column, code
):
    sheets = one_of_each(numbers)
    headers, row = sheets[sheet]
    for header, value in change.items():
        text = value.format(*numbers) if isinstance(value, str) else value
        row[headers.index(header)] = text
    report = work.take(write_workbook(tmp_path / "a.xlsx", sheets), check=True)
    mine = [fault for fault in report.to_mend if fault.sheet == sheet]
    assert [(fault.row, fault.column, fault.code) for fault in mine] == [(2, column, code)]
    assert mine[0].message.endswith((".", "?")), "a sentence and its remedy"
    copy = tmp_path / "annote.xlsx"
    annotate(tmp_path / "a.xlsx", report, copy)
    cell = load_workbook(copy)[sheet].cell(2, headers.index(column) + 1)
    assert mine[0].message in cell.comment.text


def test_people_wait_for_their_event_and_pass_with_it(work, numbers, tmp_path):
    sheets = one_of_each(numbers)
    sheets["Aller-vers"][1][2] = "Braderie"
    path = write_workbook(tmp_path / "a.xlsx", sheets)
    report = work.take(path, check=True)
    assert [fault.sheet for fault in report.waiting] == ["Personnes à rappeler"]
    workbook = open_workbook(path)
    mending = what_to_mend(work.store, work.action_id, work.profile, workbook, Mends())
    (word,) = mending.words
    assert (word.written, word.subject) == ("Braderie", "Nature")
    mends = Mends().with_word("outreach_kinds", "Braderie", "market")
    done = import_workbook(work.store, work.action_id, work.profile, workbook, mends=mends)
    assert not done.errors
    assert done.imported["Aller-vers"] == done.imported["Personnes à rappeler"] == 1


def test_the_result_of_a_kind_is_learned_for_that_kind(work, numbers, tmp_path):
    sheets = {"Actes": [ACTS, [numbers[0], "Mise en relation avec une entreprise",
                               date(2024, 1, 9), None, None, None, None, "vu", None]]}  # fmt: skip
    path = write_workbook(tmp_path / "a.xlsx", sheets)
    workbook = open_workbook(path)
    mending = what_to_mend(work.store, work.action_id, work.profile, workbook, Mends())
    (word,) = mending.words
    assert [choice.key for choice in word.choices] == ["met", "immersion", "hired", "nothing"]
    mends = Mends().with_word(word.word_list, "vu", "met")
    assert import_workbook(
        work.store, work.action_id, work.profile, workbook, mends=mends
    ).imported["Actes"] == 1  # fmt: skip
    again = work.take(path)
    assert (again.unchanged, again.differences, again.errors) == (1, (), ()), "it was learned"


def test_a_changed_row_is_a_difference_and_a_new_one_of_the_day_comes_in(work, numbers, tmp_path):
    def row(quantity, note=None):
        return [numbers[0], "Transport accompagné", date(2024, 1, 9), None, quantity, None, None,
                None, note]  # fmt: skip

    first = write_workbook(tmp_path / "a.xlsx", {"Actes": [ACTS, row(12), row(30, "retour")]})
    assert work.take(first).imported["Actes"] == 2
    # In another order, one of them changed, and a third trip of the same day.
    second = write_workbook(
        tmp_path / "b.xlsx", {"Actes": [ACTS, row(31.5, "retour"), row(12), row(7, "poste")]}
    )
    report = work.take(second)
    (difference,) = report.differences
    assert (difference.column, difference.stored, difference.found) == ("Quantité", "30", "31,50")
    assert (report.imported["Actes"], report.unchanged) == (1, 1)
    twice = write_workbook(tmp_path / "c.xlsx", {"Actes": [ACTS, row(12), row(12)]})
    assert [fault.code for fault in work.take(twice, check=True).errors] == ["doublon"]


def test_a_csv_named_as_the_sheet_is_read_alone(work, numbers, tmp_path):
    folder = write_csv(
        tmp_path / "csv", {"Actes": one_of_each(numbers)["Actes"]}, encoding="utf-8-sig"
    )
    assert work.take(folder / "Actes.csv").imported["Actes"] == 1
