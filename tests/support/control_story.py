"""The whole month with the papers and pieces that a controller asks about; May and June are closed.

Of 23-101 everything is there but what ``LACKS`` tells, counted by hand.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

from PIL import Image
from sqlalchemy import select

from coachdesk.domain.attendance import Presence
from coachdesk.domain.papers import Role
from coachdesk.models import Appointment, Pathway, Prescription
from coachdesk.services.absence_proofs import add_absence_proof
from coachdesk.services.attachments import ReadyFile, add_attachments, describe_attachment
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.desk import Desk, open_desk
from coachdesk.services.exits.proof import add_exit_proof
from coachdesk.services.rights.erasing import participant_of
from support.documents import open_paper, sign_by_all, sign_document
from support.loose_pdf import pages_of
from support.whole_month import MONTH, WholeMonth, clock_of, june, whole_month

MAY = date(2023, 5, 1)
CONTROLLED = date(2023, 7, 3)
HOSTILE = "..\\..\\arrêt maladie de LEFÈVRE-2 Zoë?<x>.pdf"
"""How someone called a piece: no system takes it, and it tells what nobody must know."""
SECRET = "Dépression, suivi au CMP"
"""What the coach wrote of someone's health, where she should not have."""
_FSE = (
    "Fiche FSE+ incomplète\u00a0: situation d’emploi, niveau de formation, téléphone ou adresse "
    "électronique, 6 questions"
)
LACKS = {
    "23-101": (
        "«\u00a0Contrat d’engagement\u00a0» signé à la main le 16/05/2023\u00a0: sa numérisation",
        (
            "«\u00a0Attestation d’immersion\u00a0» signé, pour l’immersion chez Garage du Centre "
            "du 12/06/2023"
        ),
        "«\u00a0Bilan de l’immersion\u00a0» du 30/06/2023\u00a0: il manque la signature du coach",
    ),
    "23-001": (
        "Fiche de prescription\u00a0: pièce absente",
        _FSE,
        "«\u00a0Contrat d’engagement\u00a0» signé à la main le 09/05/2023\u00a0: sa numérisation",
        "«\u00a0Questionnaire FSE+ à l’entrée\u00a0» signé",
        "«\u00a0Questionnaire FSE+ à la sortie\u00a0» signé",
    ),
    "23-103": (
        "Fiche de prescription\u00a0: pièce absente",
        "Retour de prescription signé",
        "Fiche FSE+ incomplète\u00a0: situation d’emploi, 5 questions",
        "«\u00a0Contrat d’engagement\u00a0» signé à la main le 16/05/2023\u00a0: sa numérisation",
        "«\u00a0Questionnaire FSE+ à l’entrée\u00a0» signé",
        "«\u00a0Questionnaire FSE+ à la sortie\u00a0» signé",
        "Justificatif de la sortie «\u00a0Emploi\u00a0»",
    ),
    "23-102": (
        "Fiche de prescription\u00a0: pièce absente",
        "Retour de prescription signé",
        _FSE,
        "«\u00a0Contrat d’engagement\u00a0» signé à la main le 26/06/2023\u00a0: sa numérisation",
    ),
}
"""What each lacks on 3 July, counted by hand."""


@dataclass(frozen=True)
class ControlStory:
    """The desk, closed, and what opens it."""

    month: WholeMonth

    @property
    def directory(self) -> Path:
        """Its folder."""
        return self.month.directory

    def opened(self, directory: Path) -> Desk:
        """A copy of it in ``directory``, open on the morning of the control."""
        return open_desk(directory, self.month.recovery_key, clock=clock_of(CONTROLLED, 9))


def control_story(folder: Path) -> ControlStory:
    """Make the desk in ``folder``, and close it."""
    made = whole_month(folder)
    clock = clock_of(june(30), 20)
    desk = open_desk(made.directory, made.recovery_key, clock=clock)
    _papers(desk, made)
    _pieces(desk, made)
    _written(desk, made)
    action = desk.actions[0]
    for month, day in ((MAY, 1), (MONTH, 2)):
        clock.set_wall(clock_of(MONTH.replace(month=7, day=day), 9).now())
        close_month(desk, action, month, force_reason="contrôle annoncé")
    desk.close()
    return ControlStory(made)


def person(desk: Desk, number: str) -> UUID:
    """Who has the dossier of that number."""
    dossier = select(Prescription.id).where(Prescription.number == number)
    return desk.read(lambda link: participant_of(link, link.execute(dossier).scalar_one()))


def photo(name: str = "scan") -> bytes:
    """A JPEG that is like no other name's."""
    out = BytesIO()
    shade = sum(name.encode()) % 200
    Image.new("RGB", (600, 840), (shade, 200, 220)).save(out, "JPEG")
    return out.getvalue()


def _papers(desk: Desk, made: WholeMonth) -> None:
    """Convention signed by all, bilan by two of three, questionnaire, retour, a bilan final."""
    hers = made.immersed
    for kind, subject in (
        ("prescription_return", None),
        ("fse_entry", None),
        ("pmsmp_convention", hers.immersion),
        ("final_review", None),
    ):
        sign_by_all(desk, open_paper(desk, hers, kind, subject))
    review = open_paper(desk, hers, "immersion_review", hers.immersion)
    for role in (Role.PARTICIPANT, Role.HOST):
        sign_document(desk, review, role, seed=review.int + len(role))


def _pieces(desk: Desk, made: WholeMonth) -> None:
    hers = made.immersed.prescription
    pdf = pages_of("Prescription", "Suite")
    (prescription,) = add_attachments(
        desk, hers, [ReadyFile("fiche de prescription.pdf", pdf, "one")]
    )
    describe_attachment(
        desk, prescription, name="prescription.pdf", kind="prescription", valid_until=None
    )
    (rights,) = add_attachments(desk, hers, [ReadyFile("droits.jpg", photo(), "two")])
    describe_attachment(
        desk, rights, name="droits.jpg", kind="rsa_certificate",
        valid_until=june(30) + timedelta(days=60),
    )  # fmt: skip
    add_attachments(desk, hers, [ReadyFile("lettre.docx", b"PK\x03\x04 une lettre", "three")])
    add_exit_proof(desk, made.people[0], [ReadyFile("contrat.pdf", pages_of("CDI"), "four")])
    add_absence_proof(desk, excused(desk), [ReadyFile(HOSTILE, pages_of("Convocation"), "five")])


def excused(desk: Desk) -> UUID:
    """The one absence excused in June."""
    found = select(Appointment.id).where(Appointment.presence == Presence.EXCUSED)
    held: UUID = desk.read(lambda link: link.execute(found).scalar_one())
    return held


def _written(desk: Desk, made: WholeMonth) -> None:
    """What the coach wrote where no controller looks."""
    with desk.store.write() as uow:
        pathway = uow.session.get_one(Pathway, made.immersed.pathway)
        pathway.main_obstacle = "health"
        for held in uow.session.scalars(
            select(Appointment).where(Appointment.id == made.immersed.planned)
        ):
            held.note = SECRET
        uow.commit()
