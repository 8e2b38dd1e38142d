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
from coachdesk.domain.papers import SigningOutcome
from coachdesk.signing.certificate import Identity, new_identity
from coachdesk.signing.device_signature import sign_bytes
from coachdesk.signing.evidence import (
    Evidence,
    Shown,
    Signer,
    SigningClock,
    SigningDevice,
    capture,
)
from coachdesk.signing.proofs import ATTACHMENT, Proof, build_proofs
from coachdesk.signing.seal import Sealer
from coachdesk.sync.manifest import Heading, JournalHead
from coachdesk.sync.package import BuiltPackage, PackageContent, Paper, build_package
from coachdesk.sync.zipfmt import unpack

NOW = datetime(2023, 5, 31, 18, 4, 5, 120_000, tzinfo=timezone(timedelta(hours=2)))
DRAWN_AT = datetime(2023, 5, 4, 9, 5, tzinfo=timezone(timedelta(hours=2)))
SALT = b"d" * 16
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


def evidence(
    drawing: Drawing | None = DRAWING, by: Identity | None = None, **changes: object
) -> tuple[Evidence, bytes | None]:
    """A good evidence and the bytes of its drawing; ``changes`` replace its fields."""
    kept, blob = None, None
    if drawing is not None:
        kept, blob = capture(drawing, salt=SALT, source="mouse", duration_ms=1800, redo=1)
    known: dict[str, object] = {
        "document": Shown(
            id="01890000-0000-7000-8000-0000000000aa",
            kind="emargement",
            revision=1,
            sha256="ab" * 32,
            size=812,
            pages=1,
            viewed=(1,),
            view_ms=4200,
        ),
        "text": "J’étais présent le 4 mai 2023, matin, 1 h.",
        "signer": Signer(
            ref="01890000-0000-7000-8000-0000000000bb",
            name="M. Essai",
            role="participant",
            identity_check="connu du coach",
        ),
        "outcome": SigningOutcome.SIGNED if drawing else SigningOutcome.REFUSED,
        "reason": None if drawing else "préfère réfléchir",
        "remark": None,
        "witness": None if drawing else "Élodie Martin",
        "regularisation": None,
        "device": SigningDevice((by or identity()).certificate.fingerprint, "Linux 6.1"),
        "clock": SigningClock("CEST", "+02:00", None, None),
        "capture": kept,
    }
    return Evidence(**(known | changes)), blob  # type: ignore[arg-type]  # test data


def proof(
    seq: int = 12,
    drawing: Drawing | None = DRAWING,
    by: Identity | None = None,
    wall: datetime = DRAWN_AT,
    **changes: object,
) -> Proof:
    """A good proof; ``changes`` replace fields of its evidence."""
    salt = b"s" * 16
    found, blob = evidence(drawing, by, **changes)
    payload = found.payload()
    header: dict[str, Json] = {
        "seq": seq,
        "incarnation": str(DEVICE),
        "kind": "evidence",
        "entity": "signature",
        "entity_id": "01890000-0000-7000-8000-0000000000cc",
        "base_version": None,
        "wall": wall.isoformat(timespec="milliseconds"),
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
        signature=sign_bytes(by or identity(), canonical_json(header)),
        drawing=blob,
        drawing_salt=SALT if blob else None,
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
