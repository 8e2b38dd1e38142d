"""The checks of a package, file by file: each failing one names the file and what happened."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, fingerprint, plural, printable
from coachdesk.signing import cms
from coachdesk.signing.certificate import Certificate, read_certificate
from coachdesk.signing.proofs import CheckedProof
from coachdesk.signing.verify_pdf import PdfCheck, check_pdf
from coachdesk.sync.manifest import (
    CERTIFICATE,
    MANIFEST,
    SIGNATURE,
    SUMS,
    UNLISTED,
    FileEntry,
    Manifest,
    read_manifest,
    write_sums,
)
from coachdesk.sync.zipfmt import is_path, unpack

_ARCHIVE = "archive"
"""What stands for a file's name when the fault is around the files."""


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it left the coach's desk."""

    file: str
    message: str

    @property
    def sentence(self) -> str:
        """The finding as it is printed."""
        return printable(f"{self.file}{NBSP}: {self.message}")


@dataclass(frozen=True)
class PackageCheck:
    """What the checks of a package found; nothing in ``findings`` when it is whole.

    Attributes:
        certificate: the signer, as far as the package says.
        manifest: as far as it can be read.
        seals: how many seals stand.
        proofs: of the answers proved inside the sealed papers.
    """

    certificate: Certificate | None
    manifest: Manifest | None
    findings: tuple[Finding, ...]
    seals: int
    proofs: tuple[CheckedProof, ...]

    @property
    def drawn(self) -> int:
        """How many signatures are proved inside."""
        return sum(proof.strokes is not None for proof in self.proofs)


def check_package(data: bytes) -> PackageCheck:
    """All the checks of a package's bytes, in the order of design.md §7."""
    try:
        unpacked = unpack(data)
    except ValueError:
        fault = Finding(_ARCHIVE, "elle ne peut plus être ouverte, elle est coupée ou abîmée")
        return PackageCheck(None, None, (fault,), 0, ())
    files = unpacked.files
    findings: list[Finding] = []
    certificate = certificate_in(files)
    manifest = _manifest(files)
    papers: dict[str, PdfCheck | None] = {}
    if manifest is None:
        absent = MANIFEST not in files
        findings.append(Finding(MANIFEST, "il manque" if absent else "il a changé"))
    else:
        signed = (manifest.fingerprint, manifest.heading.created_at)
        findings += signature_faults(files, *signed, certificate)
        findings += presence_faults(files, manifest.files)
        papers = _papers(files, manifest)
        for entry in manifest.files:
            if entry.path in files:
                paper = papers.get(entry.path)
                faults = file_faults(entry, files[entry.path], paper, manifest.files, certificate)
                findings += (Finding(entry.path, fault) for fault in faults)
    if files.get(SUMS) != write_sums(files):
        findings.append(Finding(SUMS, "cette liste n’est pas celle des fichiers présents"))
    findings += _archive(files, canonical=unpacked.canonical)  # last: the file at fault comes first
    return PackageCheck(
        certificate,
        manifest,
        tuple(findings),
        seals=sum(check.seals for check in papers.values() if check),
        proofs=tuple(proof for check in papers.values() if check for proof in check.proofs),
    )


def _archive(files: Mapping[str, bytes], *, canonical: bool) -> Iterator[Finding]:
    if not canonical:
        yield Finding(_ARCHIVE, "elle a été refaite, ou modifiée autour des fichiers")
    for path in files:
        if not is_path(path):
            yield Finding(path, "ce nom ne peut pas être celui d’un fichier d’un envoi")


def certificate_in(files: Mapping[str, bytes]) -> Certificate | None:
    """The signer's, as far as it can be read."""
    try:
        return read_certificate(files.get(CERTIFICATE, b""))
    except UserError:
        return None


def _manifest(files: Mapping[str, bytes]) -> Manifest | None:
    try:
        return read_manifest(files.get(MANIFEST, b""))
    except ValueError:
        return None


def signature_faults(
    files: Mapping[str, bytes], digits: str, when: datetime, certificate: Certificate | None
) -> Iterator[Finding]:
    """The list of files must be signed by coach.pem, whose ``digits`` it says, ``when`` it says."""
    if SIGNATURE not in files:
        yield Finding(SIGNATURE, "il manque, la liste des fichiers n’est plus signée")
        return
    try:
        signed = cms.verify(files[SIGNATURE], hashlib.sha256(files[MANIFEST]).digest())
    except cms.BadSignatureError:
        yield Finding(
            SIGNATURE, f"cette signature n’est pas celle de {MANIFEST}{NBSP}: l’un a changé"
        )
        return
    if certificate is None or signed.certificate.der != certificate.der:
        yield Finding(CERTIFICATE, "ce n’est pas le certificat qui a signé la liste des fichiers")
    elif digits != certificate.fingerprint:
        yield Finding(MANIFEST, f"il nomme un autre certificat que {CERTIFICATE}")
    elif signed.when != when.replace(microsecond=0):
        yield Finding(MANIFEST, "sa date n’est pas celle de sa signature")


def presence_faults(files: Mapping[str, bytes], entries: Sequence[FileEntry]) -> Iterator[Finding]:
    """The files must be those of the list, and no other."""
    listed = {entry.path for entry in entries}
    for path in sorted(listed - set(files)):
        yield Finding(path, "il manque")
    for path in sorted(set(files) - listed - UNLISTED):
        yield Finding(path, "il a été ajouté, la liste signée ne le connaît pas")


def _papers(files: Mapping[str, bytes], manifest: Manifest) -> dict[str, PdfCheck | None]:
    """The check of each paper that should be sealed; None for what is no such paper at all."""
    checks: dict[str, PdfCheck | None] = {}
    for entry in manifest.files:
        if entry.signatures and entry.path in files:
            try:
                checks[entry.path] = check_pdf(files[entry.path])
            except UserError:
                checks[entry.path] = None
    return checks


def file_faults(
    entry: FileEntry,
    data: bytes,
    paper: PdfCheck | None,
    entries: Sequence[FileEntry],
    certificate: Certificate | None,
) -> Iterator[str]:
    """How a file differs from the one that was listed, and what is wrong with its seal."""
    digest = hashlib.sha256(data).hexdigest()
    same = digest == entry.sha256
    other = next((each.path for each in entries if each.sha256 == digest), None)
    if not same and other:
        yield f"il a été remplacé par le contenu de {other}"
        return
    if same and len(data) != entry.size:
        yield "sa taille n’est pas celle de la liste"
    if entry.signatures:
        broken = list(_seal(entry, paper, certificate))
        if not same and not broken:
            yield "il a été remplacé par un autre document, scellé par le même signataire"
        yield from broken
    elif hashlib.sha256(data[: entry.size]).hexdigest() != entry.sha256:
        yield "son contenu a changé"
    elif not same:
        added = plural(len(data) - entry.size, "octet ajouté", "octets ajoutés")
        yield f"il a été modifié après coup{NBSP}: {added} à la fin"


def _seal(
    entry: FileEntry, paper: PdfCheck | None, certificate: Certificate | None
) -> Iterator[str]:
    if paper is None:
        yield "ce n’est pas un document scellé de CoachDesk"
        return
    if paper.faults:
        yield from paper.faults
    elif paper.seals != entry.signatures:
        expected = plural(entry.signatures, "cachet")
        yield f"il porte {plural(paper.seals, 'cachet')} au lieu de {expected}"
    if paper.unfinished:
        yield paper.unfinished
    if paper.certificate and certificate and paper.certificate.der != certificate.der:
        yield f"son cachet est d’un autre signataire, {_name(paper.certificate)}"


def _name(certificate: Certificate) -> str:
    return f"{certificate.holder} (empreinte {fingerprint(certificate.fingerprint)})"
