"""A store that a coach has worked in for some weeks: the sample, then days at the desk.

The pictures of the guide are made of it, and tests that need a desk in use rather than a clean one.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path
from uuid import UUID

from PIL import Image, ImageDraw, ImageFont

from coachdesk.core.clock import today
from coachdesk.core.resources import resources_root
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.drawing import Drawing
from coachdesk.domain.fse import QUESTIONS, Answer
from coachdesk.domain.support import Impact
from coachdesk.queries.participants import ParticipantRow, participants_table
from coachdesk.services.appointment_record import AppointmentRecord, record_appointment
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.association_key import keep_association_sheet, make_association_key
from coachdesk.services.attachment_files import TakenFile
from coachdesk.services.attachments import add_attachments, describe_attachment, ready
from coachdesk.services.contracts import latest_contract, prepare_contract
from coachdesk.services.decisions import Decision, decide, usual_end
from coachdesk.services.desk import Desk
from coachdesk.services.diagnostics import DiagnosticFacts, save_diagnostic
from coachdesk.services.handouts import give_handout, study_handout
from coachdesk.services.importing import import_file
from coachdesk.services.obstacles import assess_obstacle
from coachdesk.services.pad.asked import Capture, drawn_answer
from coachdesk.services.pad.attendance import attendance_asked
from coachdesk.services.prescriptions import PersonFacts, PrescriptionFacts, receive_prescription
from coachdesk.services.setup import create_desk
from support.clock import FixedClock

SAMPLE = Path(__file__).resolve().parents[1] / "golden/workbooks/coaching-emploi-2023.xlsx"
PASSPHRASE = "quatre mots sans lien"
COACH = "Claire Exemple"
TODAY = date(2024, 1, 16)
"""The day that is shown."""
_ZONE = timezone(timedelta(hours=1))
WORKED_WITH = "BOULANGER Fabien"
"""Whose freins, documents and pieces are noted."""
_PLACES = ("Mairie de Doullens", "Mairie de Picquigny")
_PEOPLE = 8
_WEEKS = 4
_WIDTH, _HEIGHT = 6000, 2500


def lived_store(directory: Path) -> str:
    """Make the store in ``directory``, as it stands on ``TODAY``; gives its recovery key."""
    clock = clock_at(date(2023, 12, 11))
    made = create_desk(
        directory, PASSPHRASE, profile="coaching-emploi", coach_name=COACH, clock=clock
    )
    desk = made.desk
    make_association_key(desk)
    keep_association_sheet(desk)  # else each page would tell that nobody has it
    action = desk.action(None)
    import_file(desk.store, action.id, action.profile, SAMPLE)
    people = _followed(desk)
    _meet(desk, clock, people)
    clock.set_wall(clock_at(TODAY).now())
    _newcomers(desk)
    desk.close()
    return made.recovery_key


def clock_at(day: date) -> FixedClock:
    """Ten past nine that day."""
    return FixedClock(datetime(day.year, day.month, day.day, 9, 10, tzinfo=_ZONE))


def natural(seed: int) -> Drawing:
    """A signature as a hand might draw it; one per seed."""
    strokes = []
    for number in range(3):
        left = 900 + 1300 * number + 170 * (seed % 5)
        points = []
        for step in range(40):
            turn = step / 39
            x = left + 1200 * turn + 160 * sin(seed + 9 * turn)
            wave = sin(2 * pi * (1.2 + seed % 3 * 0.4) * turn + seed * 1.7 + number)
            points.append((round(x + 60 * cos(seed * 3 + step)), round(1250 + 420 * wave)))
        strokes.append(tuple(points))
    return Drawing(_WIDTH, _HEIGHT, tuple(strokes))


def _followed(desk: Desk) -> list[ParticipantRow]:
    action = desk.action(None)
    table = desk.read(lambda link: participants_table(link, action.id))
    return [row for row in table if row.pathway_id and not row.left_on][-_PEOPLE:]


def _meet(desk: Desk, clock: FixedClock, people: list[ParticipantRow]) -> None:
    """Tuesdays since mid-December, each with its absences; today's are planned."""
    seed = 0
    for week in range(_WEEKS, -1, -1):
        day = TODAY - timedelta(weeks=week)
        if week:
            clock.set_wall(clock_at(day).now() + timedelta(hours=8))
            _work_with(desk, people, week)
        for number, person in enumerate(people):
            start = 540 + 30 * (number % 4) + (270 if number >= 4 else 0)
            place = _PLACES[number // 4]
            slot = Slot(day, start, start + 30, place, Mode.ON_SITE)
            held = plan_appointment(desk, person.prescription_id, slot)
            if week:
                seed += 1
                _became(desk, held, number, week, seed)


def _became(desk: Desk, held: UUID, number: int, week: int, seed: int) -> None:
    if number == 5:
        record_appointment(desk, held, AppointmentRecord(presence=Presence.UNEXCUSED))
        return
    if (number, week) == (2, 1):
        record = AppointmentRecord(presence=Presence.EXCUSED, absence_reason="transport")
        record_appointment(desk, held, record)
        return
    record_appointment(
        desk,
        held,
        AppointmentRecord(
            presence=Presence.ATTENDED,
            note="CV relu ensemble, trois offres retenues." if week == 1 else None,
            steps=frozenset({"cv", "solidarity_transport"} if week == 2 else {"applications"}),
            objectives=("Appeler la plateforme de mobilité",) if week == 3 else (),
        ),
    )
    if (number, week) != (1, 1):  # one presence still waits for its signature
        answer = drawn_answer(
            natural(seed),
            Capture(input="pen", duration_ms=2400, redo=0),
            identity_check="connue du coach",
        )
        attendance_asked(desk, held).commit(desk, answer)


def _work_with(desk: Desk, people: list[ParticipantRow], week: int) -> None:
    """What the rendez-vous of that week left on the card of one of them."""
    row = next(row for row in people if f"{row.last_name} {row.first_name}" == WORKED_WITH)
    dossier = row.prescription_id
    if week == _WEEKS:
        for kind, impact in _AT_FIRST.items():
            assess_obstacle(desk, dossier, kind, impact)
    elif week == 3:
        given = give_handout(desk, dossier, "trade_test", "Restauration collective")
        study_handout(desk, given, "À l’aise en équipe, à revoir\u00a0: les horaires.")
    elif week == 2:
        give_handout(desk, dossier, "booklet_page", "Page 12, la lettre")
        files = [ready(TakenFile(f"{name}.png", photographed(*lines))) for name, lines in _PAPERS]
        kept = add_attachments(desk, dossier, files)
        for key, (name, _), (kind, days) in zip(kept, _PAPERS, _KINDS, strict=True):
            until = TODAY + timedelta(days=days) if days else None
            describe_attachment(desk, key, name=name, kind=kind, valid_until=until)
    elif week == 1:
        assess_obstacle(desk, dossier, "mobility", Impact.MODERATE)


_AT_FIRST = {"mobility": Impact.STRONG, "health": Impact.MODERATE}
_PAPERS = (
    ("CV Fabien Boulanger", ("Fabien BOULANGER", "Cuisinier", "Doullens", "Dix ans de métier")),
    ("Attestation RSA", ("Attestation RSA", "Fabien BOULANGER", "Exemple")),
)
_KINDS: tuple[tuple[str, int], ...] = (("cv", 0), ("rsa_certificate", 12))
"""The kind of each paper, and the days that it is still valid."""


def photographed(*lines: str) -> bytes:
    """A page as a phone would take it."""
    page = Image.new("L", (1000, 1414), 250)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(next((resources_root() / "fonts").rglob("*.ttf"))), 44)
    for number, line in enumerate(lines):
        pen.text((110, 130 + 110 * number), line, 40, font)
    for number in range(11):
        pen.rectangle((110, 640 + 56 * number, 880 - 90 * (number % 3), 654 + 56 * number), 205)
    out = BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def _newcomers(desk: Desk) -> None:
    """Four prescriptions, each one step further than the one before."""
    day = today(desk.clock)
    action = desk.action(None)
    facts = PrescriptionFacts("24-001", day - timedelta(days=5), "department", "M. Lefèvre")
    persons = (
        PersonFacts("DELATTRE", "Mélanie", "female", date(1991, 4, 23), "80600", "Doullens",
                    "06 11 22 33 44", "melanie.delattre@exemple.fr", "0912345"),
        PersonFacts("KACI", "Nadia", "female", date(1984, 11, 2), "80310", "Picquigny",
                    "07 22 33 44 55"),
        PersonFacts("BOUTILLIER", "Franck", "male", date(1969, 8, 30), "80600", "Doullens",
                    "06 44 55 66 77"),
        PersonFacts("WACHEUX", "Océane", "female", date(2000, 1, 12), "80310", "Picquigny",
                    "06 98 76 54 32"),
    )  # fmt: skip
    places = (*_PLACES[:1] * 3, _PLACES[1])
    dossiers = [
        receive_prescription(
            desk,
            action,
            replace(facts, number=f"24-{number:03}", received_on=day - timedelta(days=age)),
            person,
            first=Slot(day, start, start + 45, place, Mode.ON_SITE) if start else None,
        )
        for number, (person, age, start, place) in enumerate(
            zip(persons, (4, 10, 12, 14), (660, None, 705, 930), places, strict=True), 1
        )
    ]
    for dossier in dossiers[2:]:
        save_diagnostic(desk, dossier, _learned())
    decide(
        desk,
        dossiers[3],
        Decision("enrolled", entered_on=day, planned_end_on=usual_end(action.profile, day)),
    )
    proposed = desk.read(lambda link: latest_contract(link, action.profile, dossiers[3]))
    prepare_contract(desk, dossiers[3], proposed.terms)


def _learned() -> DiagnosticFacts:
    return DiagnosticFacts(
        status="rsa",
        training_level="cap",
        household="alone_with_children",
        employment="long_term_unemployed",
        driving_licence=False,
        main_obstacle="mobility",
        mobility="Vélo ; bus deux fois par jour.",
        expectations="Retrouver un poste en cuisine collective.",
        skills="Dix ans en restauration scolaire.",
        obstacles={"mobility": Impact.STRONG, "childcare": Impact.MODERATE},
        answers={question.key: Answer.NO for question in QUESTIONS},
        objectives=("Refaire le CV", "Visiter deux cuisines centrales"),
    )
