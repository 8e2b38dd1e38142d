"""What is said of one file: its verdict, what changed, what else is worth knowing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coachdesk.core.canonical import Json
from coachdesk.core.french import NBSP, fingerprint, plural
from coachdesk.signing.certificate import Certificate
from coachdesk.sync.anchors import Anchor
from coachdesk.sync.findings import Finding
from coachdesk.sync.manifest import Heading


class Status(StrEnum):
    """The verdicts of design.md §6, and two for what stands and yet is not settled."""

    INTACT = "intact"
    SIGNER_UNKNOWN = "signer_unknown"
    ALTERED = "altered"
    UNFINISHED = "unfinished"
    """A document of several signers without its closing seal: whole, or cut back."""
    DATES = "dates"
    """A journal that stands, some of whose entries are dated before earlier ones."""


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
        anchors: entries of the journal that an intact file names.
        manifest_sha256: of a package: what its timestamp is of.
    """

    name: str
    status: Status
    verdict: str
    signer: Certificate | None
    heading: Heading | None
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    anchors: tuple[Anchor, ...] = ()
    manifest_sha256: str | None = None

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
            "version": self.heading.version if self.heading else None,
            "supersedes": (
                str(self.heading.supersedes) if self.heading and self.heading.supersedes else None
            ),
            "findings": [{"file": each.file, "message": each.message} for each in self.findings],
            "notes": list(self.notes),
        }


def make_report(
    name: str,
    certificate: Certificate | None,
    findings: Sequence[Finding],
    trusted: Collection[str],
    *,
    notes: Sequence[str] = (),
    heading: Heading | None = None,
    unsettled: tuple[Status, str] | None = None,
    anchors: Sequence[Anchor] = (),
) -> Report:
    """The report of a file.

    Args:
        name: of the file.
        certificate: of its signer, as far as the file says.
        findings: what changed.
        trusted: fingerprints of the signers that are known.
        notes: what else is worth knowing.
        heading: of a package.
        unsettled: the verdict on a file that stands but is not settled, and its sentence.
        anchors: entries of the journal that it names.
    """
    if findings:
        others = f" (et {plural(len(findings) - 1, 'autre')})" if len(findings) > 1 else ""
        verdict = f"Altéré{NBSP}: {findings[0].sentence}{others}"
        return Report(
            name, Status.ALTERED, verdict, certificate, heading, tuple(findings), tuple(notes)
        )
    assert certificate is not None, "without a certificate there is a finding"
    notes = tuple(notes)
    if certificate.fingerprint in trusted:
        status, verdict = Status.INTACT, f"Intact, signé par {certificate.holder}"
    else:
        digits = fingerprint(certificate.fingerprint)
        status = Status.SIGNER_UNKNOWN
        verdict = f"Intact, mais signataire inconnu{NBSP}: empreinte {digits}"
        notes = (*notes, *_who(certificate, trusted))
    if unsettled:
        notes = (*notes, f"{verdict}.")
        status, verdict = unsettled
    return Report(name, status, verdict, certificate, heading, (), notes, tuple(anchors))


def _who(certificate: Certificate, trusted: Collection[str]) -> tuple[str, str]:
    if trusted:
        expected = ", ".join(fingerprint(each) for each in sorted(trusted))
        advice = f"Ce n’est pas le signataire attendu{NBSP}: empreinte {expected}."
    else:
        advice = "Si le coach vous a remis la même empreinte, donnez-la avec l’option --signer."
    return f"Le certificat porte le nom {certificate.holder}.", advice
