"""The manifest of a package: what is in it, from whom, after which one. Written in one way."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from coachdesk.core.canonical import canonical_json, parse_canonical
from coachdesk.signing.strict_json import Fields

MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.p7s"
SUMS = "SHA256SUMS"
CERTIFICATE = "coach.pem"
GUIDE = "VERIFIER.txt"
GUIDE_PAGE = "VERIFIER.pdf"
UNLISTED = frozenset({MANIFEST, SIGNATURE, SUMS})
"""The files that the manifest can't list: itself, and those that speak of it."""
_SCHEMA = "cdk-envoi/1"
_NOT_NAME = re.compile(r"[^A-Za-z0-9-]+")


def short_id(package: UUID) -> str:
    """« 5f0c1a2b »: what names a package on its papers and in its file name.

    The last digits of a UUIDv7: the first ones are its time, alike for two of the same day.
    """
    return package.hex[-8:]


@dataclass(frozen=True)
class FileEntry:
    """One file of a package.

    Attributes:
        pages: of a PDF; None for the other kinds.
        signatures: how many seals it carries.
    """

    path: str
    sha256: str
    size: int
    pages: int | None
    signatures: int


@dataclass(frozen=True)
class PreviousPackage:
    """The package of the same coach and action that came before, by its id and digest."""

    id: UUID
    sha256: str


@dataclass(frozen=True)
class JournalHead:
    """Where the journal stood: the anchor that a package is."""

    incarnation: UUID
    seq: int
    hash: str


@dataclass(frozen=True)
class Heading:
    """What a package says of itself, its files aside.

    Attributes:
        action, agreement: code of the action and number of its convention.
        coach_code: short code of the coach, for file names.
        month: its first day.
        version: 1, then one more for each rectified closing; ``supersedes`` is the one replaced.
    """

    package: UUID
    created_at: datetime
    app_version: str
    action: str
    agreement: str
    coach: str
    coach_code: str
    month: date
    version: int
    supersedes: UUID | None
    previous: PreviousPackage | None
    journal: JournalHead

    @property
    def filename(self) -> str:
        """« envoi_<action>_<coach>_<AAAA-MM>_v<N>_<id8>.zip »."""
        action, coach = (_NOT_NAME.sub("-", text) for text in (self.action, self.coach_code))
        version = f"v{self.version}_{short_id(self.package)}"
        return f"envoi_{action}_{coach}_{self.month:%Y-%m}_{version}.zip"


@dataclass(frozen=True)
class Manifest:
    """A package's heading, the certificate it is signed with, and its files in order of path."""

    heading: Heading
    fingerprint: str
    files: tuple[FileEntry, ...]


def write_manifest(manifest: Manifest) -> bytes:
    """The bytes of ``manifest.json``: canonical JSON."""
    heading = manifest.heading
    previous = heading.previous
    return canonical_json(
        {
            "schema": _SCHEMA,
            "package": str(heading.package),
            "created_at": heading.created_at.isoformat(timespec="milliseconds"),
            "app_version": heading.app_version,
            "action": heading.action,
            "agreement": heading.agreement,
            "coach": heading.coach,
            "coach_code": heading.coach_code,
            "month": f"{heading.month:%Y-%m}",
            "version": heading.version,
            "supersedes": str(heading.supersedes) if heading.supersedes else None,
            "previous": {"id": str(previous.id), "sha256": previous.sha256} if previous else None,
            "journal": {
                "incarnation": str(heading.journal.incarnation),
                "seq": heading.journal.seq,
                "hash": heading.journal.hash,
            },
            "certificate_sha256": manifest.fingerprint,
            "files": [asdict(entry) for entry in manifest.files],
        }
    )


def read_manifest(data: bytes) -> Manifest:
    """The manifest that ``data`` is.

    Raises:
        ValueError: when it is not one, or is not written as :func:`write_manifest` writes it.
    """
    fields = Fields(
        parse_canonical(data),
        "schema package created_at app_version action agreement coach coach_code month version "
        "supersedes previous journal certificate_sha256 files",
    )
    journal = Fields(fields.value("journal"), "incarnation seq hash")
    supersedes = fields.text_or_none("supersedes")
    manifest = Manifest(
        heading=Heading(
            package=UUID(fields.text("package")),
            created_at=fields.moment("created_at"),
            app_version=fields.text("app_version"),
            action=fields.text("action"),
            agreement=fields.text("agreement"),
            coach=fields.text("coach"),
            coach_code=fields.text("coach_code"),
            month=date.fromisoformat(f"{fields.text('month')}-01"),
            version=fields.number("version"),
            supersedes=UUID(supersedes) if supersedes else None,
            previous=_previous(fields),
            journal=JournalHead(
                UUID(journal.text("incarnation")), journal.number("seq"), journal.text("hash")
            ),
        ),
        fingerprint=fields.text("certificate_sha256"),
        files=read_entries(fields),
    )
    if write_manifest(manifest) != data:
        raise ValueError("a manifest of another schema")
    return manifest


def read_entries(fields: Fields) -> tuple[FileEntry, ...]:
    """The files that a list names.

    Raises:
        ValueError: when one is not written as it should be.
    """
    return tuple(
        FileEntry(
            path=entry.text("path"),
            sha256=entry.text("sha256"),
            size=entry.number("size"),
            pages=entry.number_or_none("pages"),
            signatures=entry.number("signatures"),
        )
        for entry in (
            Fields(item, "path sha256 size pages signatures") for item in fields.items("files")
        )
    )


def write_sums(files: Mapping[str, bytes]) -> bytes:
    """``SHA256SUMS`` as ``sha256sum -c`` reads it, for all ``files`` but itself."""
    return sum_lines(
        {path: hashlib.sha256(data).hexdigest() for path, data in files.items() if path != SUMS}
    )


def sum_lines(digests: Mapping[str, str]) -> bytes:
    """The same, of files whose SHA-256 is known by their path."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def _previous(fields: Fields) -> PreviousPackage | None:
    if fields.value("previous") is None:
        return None
    previous = Fields(fields.value("previous"), "id sha256")
    return PreviousPackage(UUID(previous.text("id")), previous.text("sha256"))
