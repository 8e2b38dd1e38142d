"""The verdict on a file received: a package, a wrapped package, or one sealed paper."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from coachdesk.core.canonical import Json
from coachdesk.core.errors import UserError
from coachdesk.core.french import (
    NBSP,
    NNBSP,
    fingerprint,
    moment,
    month_name,
    plural,
    printable,
)
from coachdesk.core.os_errors import reason
from coachdesk.signing.certificate import (
    Certificate,
    read_certificate,
    read_fingerprint,
)
from coachdesk.signing.envelope import decrypt
from coachdesk.signing.proof_words import sentence
from coachdesk.signing.verify_pdf import PdfCheck, check_pdf
from coachdesk.sync.findings import Finding, PackageCheck, check_package
from coachdesk.sync.manifest import MANIFEST, Heading
from coachdesk.sync.zipfmt import MOST_BYTES

_WRAPPED = ".p7m"
_MOST_KEY_BYTES = 1 << 20
"""A certificate or a key is far smaller than 1 MB."""


_CERTIFICATES = {".pem", ".crt", ".cer", ".der"}
_SHORTEST_CERTIFICATE = 200
"""Bytes; a shorter file holds a fingerprint."""


class Status(StrEnum):
    """The three verdicts of design.md §6."""

    INTACT = "intact"
    SIGNER_UNKNOWN = "signer_unknown"
    ALTERED = "altered"


@dataclass(frozen=True)
class Report:
    """What is said of one file.

    Attributes:
        name: of the file.
        status, verdict: the verdict, for a program and as a French sentence.
        signer: the certificate, as far as the file says; None when nothing is left of it.
        heading: of the package; None for a single paper.
        findings: all that changed; nothing unless altered.
        notes: what else is worth knowing, French sentences.
    """

    name: str
    status: Status
    verdict: str
    signer: Certificate | None
    heading: Heading | None
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """0 when intact and by a known signer, else 1."""
        return 0 if self.status is Status.INTACT else 1

    @property
    def lines(self) -> tuple[str, ...]:
        """What is printed under the verdict."""
        return (*(finding.sentence for finding in self.findings), *self.notes)

    def to_json(self) -> dict[str, Json]:
        """The report for another program."""
        signer: Json = None
        if self.signer:
            signer = {
                "name": self.signer.holder,
                "organisation": self.signer.organisation,
                "fingerprint": self.signer.fingerprint,
            }
        return {
            "file": self.name,
            "verdict": str(self.status),
            "message": self.verdict,
            "exit_code": self.exit_code,
            "signer": signer,
            "package": str(self.heading.package) if self.heading else None,
            "findings": [{"file": each.file, "message": each.message} for each in self.findings],
            "notes": list(self.notes),
        }


def verify_file(
    path: Path,
    *,
    signer: str | None = None,
    known: Collection[str] = (),
    key: Path | None = None,
) -> Report:
    """The verdict on the file at ``path``.

    Args:
        path: a package (.zip), a wrapped one (.zip.p7m) or a sealed paper (.pdf).
        signer: fingerprint of the only signer expected.
        known: fingerprints of signers known otherwise; not asked when ``signer`` is given.
        key: file of the recipient's private key (PEM), for a wrapped package.

    Raises:
        UserError: when the file can't be read or is of no kind that can be verified.
    """
    data = _read(path, MOST_BYTES)
    name = printable(path.name)
    if name.lower().endswith(_WRAPPED):
        data, name = _unwrap(data, key), name[: -len(_WRAPPED)]
    trusted = {signer} if signer else set(known)
    kind = Path(name).suffix.lower()
    # The content tells the kind; the name does when the first bytes are damaged.
    if data.startswith(b"%PDF-"):
        return _paper_report(name, check_pdf(data), trusted)
    if kind == ".zip" or (data.startswith(b"PK") and MANIFEST.encode() in data):
        return _package_report(name, check_package(data), trusted)
    if kind == ".pdf":
        return _paper_report(name, check_pdf(data), trusted)
    raise UserError(
        f"{name} n’est ni un envoi ni un document scellé.",
        "Donnez un fichier .zip, .zip.p7m ou .pdf reçu du coach.",
    )


def expected_signer(text: str) -> str:
    """The fingerprint meant by ``text``: the path of a certificate, or a fingerprint.

    Raises:
        UserError: when it is neither.
    """
    path = Path(text)
    if not path.is_file() and path.suffix.lower() not in _CERTIFICATES:
        return read_fingerprint(text)
    data = _read(path, _MOST_KEY_BYTES)
    if len(data) < _SHORTEST_CERTIFICATE:
        return read_fingerprint(data.decode("ascii", "replace"))
    return read_certificate(data).fingerprint


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise UserError(
            f"Impossible de lire {path}{NBSP}: {reason(error)}.",
            "Vérifiez le nom et l’emplacement du fichier.",
        ) from error
    if len(data) > most:
        raise UserError(
            f"{path.name} est trop gros pour être ce qui est attendu.",
            "Vérifiez que c’est bien le fichier reçu du coach.",
        )
    return data


def _unwrap(data: bytes, key: Path | None) -> bytes:
    if key is None:
        raise UserError(
            "Cet envoi est chiffré pour son destinataire.",
            "Donnez sa clé privée (fichier .pem) avec l’option --key.",
        )
    return decrypt(_read(key, _MOST_KEY_BYTES), data)


def _package_report(name: str, check: PackageCheck, trusted: Collection[str]) -> Report:
    heading = check.manifest.heading if check.manifest else None
    notes: list[str] = []
    if not check.findings and check.manifest and heading:
        parts = (
            plural(len(check.manifest.files), "fichier"),
            plural(check.seals, "cachet"),
            plural(check.drawn, "signature dessinée", "signatures dessinées"),
        )
        notes.append(
            f"Envoi de {month_name(heading.month)}, version {heading.version}, fait le "
            f"{moment(heading.created_at)}{NBSP}: {', '.join(parts)}."
        )
        if name != heading.filename:
            notes.append(f"Le fichier a été renommé{NBSP}: il s’appelait {heading.filename}.")
    return _report(name, check.certificate, heading, check.findings, notes, trusted)


def _paper_report(name: str, check: PdfCheck, trusted: Collection[str]) -> Report:
    notes = []
    if check.sealed_at and not check.faults:
        notes.append(f"Cachet apposé le {moment(check.sealed_at.astimezone())}.")
    notes += [f"{sentence(proof)}{NNBSP}; cohérente." for proof in check.proofs if not proof.faults]
    findings = tuple(Finding(name, fault) for fault in check.faults)
    return _report(name, check.certificate, None, findings, notes, trusted)


def _report(
    name: str,
    certificate: Certificate | None,
    heading: Heading | None,
    findings: Sequence[Finding],
    notes: Sequence[str],
    trusted: Collection[str],
) -> Report:
    if findings:
        others = f" (et {plural(len(findings) - 1, 'autre')})" if len(findings) > 1 else ""
        status, verdict = Status.ALTERED, f"Altéré{NBSP}: {findings[0].sentence}{others}"
    else:
        assert certificate is not None, "without a certificate there is a finding"
        if certificate.fingerprint in trusted:
            status, verdict = Status.INTACT, f"Intact, signé par {certificate.holder}"
        else:
            digits = fingerprint(certificate.fingerprint)
            status = Status.SIGNER_UNKNOWN
            verdict = f"Intact, mais signataire inconnu{NBSP}: empreinte {digits}"
            notes = (*notes, *_who(certificate, trusted))
    return Report(name, status, verdict, certificate, heading, tuple(findings), tuple(notes))


def _who(certificate: Certificate, trusted: Collection[str]) -> tuple[str, str]:
    if trusted:
        expected = ", ".join(fingerprint(each) for each in sorted(trusted))
        advice = f"Ce n’est pas le signataire attendu{NBSP}: empreinte {expected}."
    else:
        advice = "Si le coach vous a remis la même empreinte, donnez-la avec l’option --signer."
    return f"Le certificat porte le nom {certificate.holder}.", advice
