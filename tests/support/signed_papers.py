"""Small papers, identities, proofs and packages to seal, pack and tamper with."""

import hashlib
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from io import BytesIO
from uuid import UUID

from reportlab.pdfgen.canvas import Canvas

from coachdesk.core.canonical import Json, canonical_json
from coachdesk.core.paper_marks import CREATOR, UNSEALED
from coachdesk.domain.drawing import Drawing
from coachdesk.signing.certificate import Identity, new_identity
from coachdesk.signing.evidence import Evidence, capture, sign_bytes
from coachdesk.signing.proofs import ATTACHMENT, Proof, build_proofs
from coachdesk.signing.seal import Sealer
from coachdesk.sync.manifest import Heading, JournalHead
from coachdesk.sync.package import BuiltPackage, PackageContent, Paper, build_package
from coachdesk.sync.zipfmt import unpack

NOW = datetime(2023, 5, 31, 18, 4, 5, 120_000, tzinfo=timezone(timedelta(hours=2)))
DEVICE = UUID("01890000-0000-7000-8000-000000000001")
DRAWING = Drawing(
    8000, 3000, (((500, 900), (700, 400), (1400, 1300)), ((2000, 800), (2300, 2000), (3100, 700)))
)


@cache
def identity(coach: str = "Élodie Martin") -> Identity:
    """The same identity for the same name, during one run of the tests."""
    return new_identity(coach=coach, association="Association d’Essai", device=DEVICE, now=NOW)


def paper(text: str, *, keywords: str = "", creator: str = CREATOR) -> bytes:
    """One page that says ``text``, marked as CoachDesk marks its papers."""
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=True)
    canvas.setCreator(creator)
    canvas.setKeywords(keywords)
    canvas.drawString(72, 720, text)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def proof(
    seq: int = 12, drawing: Drawing = DRAWING, signer: Identity | None = None, **changes: object
) -> Proof:
    """A good proof; ``changes`` replace fields of its evidence."""
    salt, drawing_salt = b"s" * 16, b"d" * 16
    kept, blob = capture(drawing, salt=drawing_salt, source="mouse", duration_ms=1800, redo=1)
    known: dict[str, object] = {
        "document_id": "01890000-0000-7000-8000-0000000000aa",
        "document_kind": "emargement",
        "document_sha256": "ab" * 32,
        "text": "J’étais présent le 4 mai 2023, matin, 1 h.",
        "signer_ref": "01890000-0000-7000-8000-0000000000bb",
        "signer_name": "M. Essai",
        "signer_role": "participant",
        "identity_check": "connu du coach",
        "witness": None,
        "regularisation": None,
        "capture": kept,
    }
    payload = Evidence(**(known | changes)).payload()  # type: ignore[arg-type]  # test data
    header: dict[str, Json] = {
        "seq": seq,
        "incarnation": str(DEVICE),
        "kind": "evidence",
        "entity": "signature",
        "entity_id": "01890000-0000-7000-8000-0000000000cc",
        "base_version": None,
        "wall": "2023-05-04T09:05:00.000+02:00",
        "mono_ms": 5,
        "boot": "0" * 16,
        "app_version": "0.1",
        "payload_digest": hashlib.sha256(salt + canonical_json(payload)).hexdigest(),
        "prev": "00" * 32,
    }
    return Proof(
        header=header,
        payload=payload,
        salt=salt,
        signature=sign_bytes(signer or identity(), canonical_json(header)),
        drawing=blob,
        drawing_salt=drawing_salt,
    )


def sealed(text: str, *proofs: Proof, by: Identity | None = None) -> bytes:
    """A sealed page, with its proofs inside when there are some."""
    attachments = {ATTACHMENT: build_proofs(proofs)} if proofs else {}
    return Sealer(by or identity()).seal(
        paper(text), reason="Feuille d’émargement", when=NOW, attachments=attachments
    )


def heading(version: int = 1) -> Heading:
    """The heading of a package of May 2023."""
    return Heading(
        package=UUID("01890000-0000-7000-8000-0000000abcde"),
        created_at=NOW,
        app_version="0.1",
        action="coaching-emploi",
        agreement="2023-117",
        coach="Élodie Martin",
        coach_code="EM",
        month=date(2023, 5, 1),
        version=version,
        supersedes=None,
        previous=None,
        journal=JournalHead(DEVICE, 40, "cd" * 32),
    )


def package(papers: int = 2, by: Identity | None = None) -> BuiltPackage:
    """A package of that many attendance sheets, a table, a bordereau and a CSV."""
    sheets = tuple(
        Paper(
            f"emargement/{number:07d}.pdf",
            sealed(f"Feuille {number}", proof(number, _drawing(number), by), by=by),
            1,
            1,
        )
        for number in range(1, papers + 1)
    )
    others = (
        Paper("tableau-de-suivi.pdf", sealed("Tableau", by=by), 1, 1),
        Paper("bordereau.pdf", paper("Bordereau", keywords=UNSEALED), 1, 0),
        Paper("tableau-de-suivi.csv", "n°;nom\r\n1;Essai\r\n".encode(), None, 0),
    )
    return build_package(PackageContent(heading(), (*sheets, *others)), by or identity())


def _drawing(number: int) -> Drawing:
    """Another drawing for another number."""
    strokes = (*DRAWING.strokes, ((100, 100), (900 + 37 * number, 1700), (2500, 150)))
    return Drawing(8000, 3000, strokes)


def utc(moment: datetime) -> datetime:
    """``moment`` in UTC, to the second."""
    return moment.astimezone(UTC).replace(microsecond=0)


BUILT = package(papers=2)
"""A package that tests may look at and tamper with copies of."""
FILES = unpack(BUILT.data).files
SIGNER = identity().certificate.fingerprint
SHEET = "emargement/0000001.pdf"
