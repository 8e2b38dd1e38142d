"""A contract drawn, signed by two people and sealed, against two bare pyHanko signatures."""

from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from uuid import UUID

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from coachdesk.domain.drawing import Drawing
from coachdesk.domain.papers import DocumentState, Role
from coachdesk.queries.participants import participants_table
from coachdesk.services.contracts import ContractTerms, prepare_contract
from coachdesk.services.desk import Desk
from coachdesk.services.documents.drafting import open_document, read_document
from coachdesk.services.documents.signing import document_asked
from coachdesk.services.pad.asked import Capture, drawn_answer
from measure import Row, best_of, show
from sample import bare_signer, sample_desk

RUNS = 15
TERMS = ContractTerms(
    starts_on=date(2023, 12, 4),
    ends_on=date(2024, 6, 3),
    weekly_minutes=900,
    exemption=None,
    person_commitments="Venir aux rendez-vous convenus.\nFaire les démarches décidées ensemble.",
    organisation_commitments="Recevoir la personne chaque semaine.",
    action_plan="Retrouver un emploi d’accueil\nPasser le permis\nRefaire le CV",
)
HAND = Random(4)


def main() -> None:
    with TemporaryDirectory() as name:
        desk = sample_desk(Path(name) / "desk")
        waiting = documents(desk)
        sign_all = partial(signed, desk, waiting)
        floor = bare(Path(name))
        sign_all()  # both warm: imports done, fonts parsed
        floor()
        show(
            [
                Row(
                    "contract drawn, signed twice and sealed",
                    best_of(RUNS, sign_all),
                    best_of(RUNS, floor),
                    3,
                )
            ]
        )
        desk.close()


def documents(desk: Desk) -> list[UUID]:
    """As many contracts as will be signed, each open on its page."""
    action = desk.action(None)
    people = desk.read(lambda link: participants_table(link, action.id))
    made = []
    for person in [row for row in people if row.pathway_id and not row.left_on][: RUNS + 1]:
        prepare_contract(desk, person.prescription_id, TERMS)
        made.append(open_document(desk, action, "contract", person.prescription_id))
    return made


def signed(desk: Desk, waiting: list[UUID]) -> None:
    """One contract, from its page to the closing seal."""
    document = waiting.pop()
    for role in (Role.PARTICIPANT, Role.COACH):
        answer = drawn_answer(drawing(), Capture("pen", 1500, 0), identity_check="connue du coach")
        document_asked(desk, document, role).commit(desk, answer)
    assert read_document(desk, document).state is DocumentState.CLOSED


def drawing() -> Drawing:
    """Three strokes of a hundred points, as a pen leaves them."""
    strokes = []
    for _ in range(3):
        x, y = HAND.randrange(2000), HAND.randrange(2000)
        stroke = [(x, y)]
        for _ in range(100):
            x, y = x + HAND.randrange(60), max(0, y + HAND.randrange(-60, 60))
            stroke.append((x, y))
        strokes.append(tuple(stroke))
    return Drawing(9000, 4000, tuple(strokes))


def bare(folder: Path) -> Callable[[], object]:
    """The floor: a bare page signed twice by the simplest call that pyHanko offers."""
    signer = bare_signer(folder)

    def sign_twice() -> None:
        page = BytesIO()
        canvas = Canvas(page, pagesize=A4)
        canvas.drawString(72, 720, "Contrat")
        canvas.save()
        for field in ("un", "deux"):
            metadata = signers.PdfSignatureMetadata(field_name=field)
            page = signers.sign_pdf(IncrementalPdfFileWriter(page), metadata, signer=signer)

    return sign_twice


if __name__ == "__main__":
    main()
