"""A person whose papers can be made and signed: dossier, contract prepared, rendez-vous, exit."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pypdfium2
from sqlalchemy import select

from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.papers import Answer, FieldKind, Role, SigningOutcome
from coachdesk.domain.support import AidOutcome, Impact, ObjectiveState
from coachdesk.domain.week_hours import WeekHours, written
from coachdesk.models import (
    Appointment,
    Company,
    Diagnostic,
    EngagementContract,
    Exit,
    FseAnswer,
    Immersion,
    Objective,
    Obstacle,
    Participant,
    Pathway,
    Place,
    Prescription,
    Step,
)
from coachdesk.queries.documents import document_row
from coachdesk.services.desk import Desk
from coachdesk.services.documents.drafting import open_document, read_document, save_answers
from coachdesk.services.documents.paper_bridge import signed_on_paper
from coachdesk.services.documents.signing import document_asked
from coachdesk.services.pad.asked import PadAnswer, Signed
from coachdesk.services.papers.print_copy import joined_pages
from coachdesk.services.papers.templates import templates
from support.signing_desk import drawn, scrawl

COACH = "Odile Vasseur"
PERSON = "Léa D’ARTAGNAN"
FIVE_DAYS = WeekHours((((540, 720), (780, 1020)),) * 5 + ((), ()))
"""35 h: 9 h to 12 h and 13 h to 17 h."""
SPOKEN = {"phone": "06 12 34 56 78", "email": "lea@exemple.fr", "missed_hours": "3 h"}
"""Answers that must have a form of their own."""
DAY = date(2023, 6, 1)
"""The day of the desk: tests/e2e/conftest.py."""


@dataclass(frozen=True)
class Dossier:
    """What the papers of one person can be about."""

    prescription: UUID
    pathway: UUID
    contract: UUID
    attended: UUID
    missed: UUID
    planned: UUID
    immersion: UUID


def make_dossier(desk: Desk, number: str = "23-001") -> Dossier:
    """Someone in the action, with one of everything that papers name."""
    made = Dossier(*(new_id() for _ in range(7)))
    person, place, company, action = new_id(), new_id(), new_id(), desk.actions[0].id
    with desk.store.write() as uow:
        session = uow.session

        def add(*rows: object) -> None:
            session.add_all(rows)
            session.flush()

        add(
            Participant(
                id=person, last_name="D’ARTAGNAN", first_name="Léa", gender="female",
                birth_date=date(1984, 2, 29), postcode="80270", commune="Airaines",
                phone="06 12 34 56 78", email=None, beneficiary_number="1234567", cut_over=False,
            ),
            Place(id=place, name=f"Mairie d’Airaines {number}", address=None),
            Company(id=company, siret=f"7328293200{number[-3:]}0", name="Garage du Centre",
                    address="1 place de l’Église, 80270 Airaines", activity="Réparation automobile",
                    contact="Paul Garagiste, gérant", cut_over=False),
        )  # fmt: skip
        add(
            Prescription(
                id=made.prescription, action_id=action, participant_id=person, number=number,
                received_on=date(2023, 5, 2), prescriber="department", case_manager="Mme Référente",
                outcome="enrolled", decided_on=date(2023, 5, 9),
                first_appointment_on=date(2023, 5, 9), cut_over=False,
            )
        )  # fmt: skip
        add(
            Pathway(
                id=made.pathway, action_id=action, participant_id=person,
                prescription_id=made.prescription, entered_on=date(2023, 5, 9),
                planned_end_on=date(2023, 11, 8), status="rsa", training_level="cap",
                household="alone", employment=None, main_obstacle="mobility", driving_licence=False,
                cut_over=False,
            ),
            Diagnostic(
                id=new_id(), prescription_id=made.prescription, made_on=date(2023, 5, 9),
                expectations="Retrouver un emploi près de chez moi.", mobility="À vélo.",
                skills="Accueil, caisse.",
            ),
            FseAnswer(
                id=new_id(), prescription_id=made.prescription, question="rural", answer="yes",
                answered_on=date(2023, 5, 9),
            ),
            Objective(
                id=new_id(), prescription_id=made.prescription, text="Passer le permis",
                set_on=date(2023, 5, 9), state=ObjectiveState.IN_PROGRESS,
            ),
            Step(
                id=new_id(), prescription_id=made.prescription, kind="financial_aid",
                done_on=date(2023, 5, 16), note=None, aid_outcome=AidOutcome.GRANTED, minutes=90,
            ),
            *(
                Obstacle(
                    id=new_id(), prescription_id=made.prescription, kind="mobility", impact=impact,
                    assessed_on=day,
                )
                for day, impact in (
                    (date(2023, 5, 9), Impact.STRONG), (date(2023, 5, 30), Impact.MODERATE),
                )
            ),
        )  # fmt: skip
        add(
            EngagementContract(
                id=made.contract, pathway_id=made.pathway, revision=1,
                prepared_on=date(2023, 5, 16), starts_on=date(2023, 5, 9),
                ends_on=date(2023, 11, 8), weekly_minutes=900,
                person_commitments="Venir aux rendez-vous.",
                organisation_commitments="La recevoir chaque semaine.",
                action_plan="Passer le permis\nRefaire le CV", cut_over=False,
            ),
            Immersion(
                id=made.immersion, pathway_id=made.pathway, company_id=company, trade="Accueil",
                purpose="discover", starts_on=date(2023, 6, 12), ends_on=date(2023, 6, 23),
                weekly_minutes=2100, schedule=written(FIVE_DAYS), tutor="Paul Garagiste, gérant",
                cut_over=False,
            ),
            *(
                Appointment(
                    id=key, pathway_id=made.pathway, held_on=day, start_minute=540,
                    end_minute=600, place_id=place, mode=Mode.ON_SITE, presence=presence,
                    absence_reason=None, cut_over=False,
                )
                for key, day, presence in (
                    (made.attended, DAY, Presence.ATTENDED),
                    (made.missed, date(2023, 5, 25), Presence.UNEXCUSED),
                    (made.planned, date(2023, 6, 8), Presence.PLANNED),
                )
            ),
        )  # fmt: skip
        uow.commit()
    return made


def leave(desk: Desk, dossier: Dossier) -> None:
    """She leaves the action for a job."""
    with desk.store.write() as uow:
        uow.session.add(
            Exit(
                id=new_id(), pathway_id=dossier.pathway, left_on=DAY, kind="employment",
                detail="permanent", cut_over=False,
            )
        )  # fmt: skip
        uow.commit()


def contract_signed(desk: Desk, dossier: Dossier) -> date | None:
    """The day her contract was signed."""
    found = select(EngagementContract.signed_on).where(EngagementContract.id == dossier.contract)
    return desk.read(lambda link: link.execute(found).scalar())


def open_paper(desk: Desk, dossier: Dossier, kind: str, subject: UUID | None = None) -> UUID:
    """A document of that kind, with every question that must be answered answered."""
    made = open_document(desk, desk.actions[0], kind, dossier.prescription, subject)
    return save_answers(desk, made, {**answers_to(desk, kind), **read_document(desk, made).answers})


def answers_to(desk: Desk, kind: str) -> dict[str, Answer]:
    """Something for each question of a paper: the first choice, the best note, a sentence."""
    found: dict[str, Answer] = {}
    for field in templates(desk.actions[0])[kind].fields:
        match field.kind:
            case FieldKind.TICKS:
                found[field.key] = tuple(word.key for word in field.options[:2])
            case FieldKind.DATE:
                found[field.key] = DAY.isoformat()
            case FieldKind.LINE | FieldKind.TEXT:
                usual = "Réponse écrite à la main, avec un été et un cœur."
                found[field.key] = SPOKEN.get(field.key, usual)
            case _:
                found[field.key] = field.options[0].key
    return found


def sign_document(desk: Desk, document: UUID, role: Role, seed: int = 0, **said: str) -> Signed:
    """Sign a document by a drawing of its own."""
    name = "" if role in {Role.PARTICIPANT, Role.COACH} else "Paul Garagiste"
    asked = document_asked(desk, document, role, name)
    own = scrawl(seed or document.int ^ hash(role.value))
    return asked.commit(desk, drawn(own, **said))


def sign_by_all(desk: Desk, document: UUID) -> None:
    """Every signer signs, in order."""
    for place, role in enumerate(desk.read(lambda link: document_row(link, document)).roles):
        sign_document(desk, document, role, seed=document.int + place)


def refuse_document(
    desk: Desk,
    document: UUID,
    role: Role,
    outcome: SigningOutcome = SigningOutcome.REFUSED,
    reason: str = "je veux y réfléchir",
) -> Signed:
    """Answer otherwise than by a drawing."""
    answer = PadAnswer(outcome, "connue du coach", reason=reason)
    return document_asked(desk, document, role).commit(desk, answer)


def plain_text(pdf: bytes) -> str:
    """What a reader's search sees of a paper, drawn boxes included, on one line."""
    document = pypdfium2.PdfDocument(joined_pages([pdf]))
    said = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(said.split())


def contract_on_paper(desk: Desk, prescription_id: UUID, day: date) -> None:
    """The contract that was prepared, signed by hand on its paper."""
    made = open_document(desk, desk.actions[0], "contract", prescription_id)
    signed_on_paper(desk, made, day)
