"""The list of a dossier de contrôle, signed: every file with its digest; how to check it all."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from coachdesk.core.canonical import canonical_json, parse_canonical
from coachdesk.documents.verify_commands import VerifyCommands
from coachdesk.signing import cms
from coachdesk.signing.certificate import Certificate, Identity
from coachdesk.signing.strict_json import Fields
from coachdesk.sync.manifest import (
    CERTIFICATE,
    GUIDE,
    MANIFEST,
    SIGNATURE,
    SUMS,
    FileEntry,
    read_entries,
    sum_lines,
)
from coachdesk.sync.verify_text import as_windows_reads, two_lines

SCHEMA = "cdk-controle/1"


@dataclass(frozen=True)
class ControlHeading:
    """What the dossier says of itself, its files aside.

    Attributes:
        name: of the folder.
        action, agreement: code of the action and number of its convention.
        asked: the n° that were asked for and are dossiers of the action.
        not_here: the n° that are not.
        journal_seq, journal_hash: where the journal stood.
    """

    name: str
    made_at: datetime
    app_version: str
    action: str
    agreement: str
    coach: str
    asked: tuple[str, ...]
    not_here: tuple[str, ...]
    journal_seq: int
    journal_hash: str


@dataclass(frozen=True)
class ControlManifest:
    """What the signed list of a dossier says."""

    heading: ControlHeading
    fingerprint: str
    files: tuple[FileEntry, ...]


def closing_files(
    heading: ControlHeading, entries: Sequence[FileEntry], identity: Identity
) -> dict[str, bytes]:
    """The files that speak of the others: certificate, guide, signed list, sums."""
    certificate = identity.certificate
    files = {CERTIFICATE: certificate.pem, GUIDE: _guide(heading, certificate)}
    listed = sorted(
        (*entries, *(_entry(path, data) for path, data in files.items())),
        key=lambda entry: entry.path,
    )
    files[MANIFEST] = _manifest(heading, certificate.fingerprint, listed)
    digest = hashlib.sha256(files[MANIFEST]).digest()
    files[SIGNATURE] = cms.sign(identity, digest, heading.made_at)
    sums = {entry.path: entry.sha256 for entry in listed}
    sums |= {name: hashlib.sha256(files[name]).hexdigest() for name in (MANIFEST, SIGNATURE)}
    files[SUMS] = sum_lines(sums)
    return files


def read_control(data: bytes) -> ControlManifest:
    """The signed list that ``data`` is.

    Raises:
        ValueError: when it is not one, or is not written as it was made.
    """
    fields = Fields(
        parse_canonical(data),
        "schema name made_at app_version action agreement coach asked not_here journal "
        "certificate_sha256 files",
    )
    journal = Fields(fields.value("journal"), "seq hash")
    heading = ControlHeading(
        name=fields.text("name"),
        made_at=datetime.fromisoformat(fields.text("made_at")),
        app_version=fields.text("app_version"),
        action=fields.text("action"),
        agreement=fields.text("agreement"),
        coach=fields.text("coach"),
        asked=tuple(map(str, fields.items("asked"))),
        not_here=tuple(map(str, fields.items("not_here"))),
        journal_seq=journal.number("seq"),
        journal_hash=journal.text("hash"),
    )
    found = ControlManifest(heading, fields.text("certificate_sha256"), read_entries(fields))
    if _manifest(heading, found.fingerprint, found.files) != data:
        raise ValueError("a list of another schema")
    return found


def _entry(path: str, data: bytes) -> FileEntry:
    return FileEntry(path, hashlib.sha256(data).hexdigest(), len(data), None, 0)


def _manifest(heading: ControlHeading, digits: str, entries: Sequence[FileEntry]) -> bytes:
    return canonical_json(
        {
            "schema": SCHEMA,
            "name": heading.name,
            "made_at": heading.made_at.isoformat(timespec="milliseconds"),
            "app_version": heading.app_version,
            "action": heading.action,
            "agreement": heading.agreement,
            "coach": heading.coach,
            "asked": list(heading.asked),
            "not_here": list(heading.not_here),
            "journal": {"seq": heading.journal_seq, "hash": heading.journal_hash},
            "certificate_sha256": digits,
            "files": [asdict(entry) for entry in entries],
        }
    )


def _guide(heading: ControlHeading, certificate: Certificate) -> bytes:
    text = _TEXT.format(
        name=heading.name,
        coach=heading.coach,
        fingerprint=two_lines(certificate),
        plain=certificate.fingerprint,
        certificate=CERTIFICATE,
        run=VerifyCommands(f"{heading.name}.zip"),
    )
    return as_windows_reads(text)


_TEXT = """\
VÉRIFIER CE DOSSIER DE CONTRÔLE SANS COACHDESK

Dossier : {name}
Coach : {coach}

Empreinte du certificat du coach (SHA-256) :

    {fingerprint}

Comparez-la d’abord avec celle que le coach vous a remise en main propre (carte de confiance) ou
qui figure au bas de ses papiers déjà reçus. Si elle diffère, le dossier ne vient pas de lui.


1. CE QU’IL CONTIENT

Un dossier par personne, à son numéro. « dossier.pdf » se lit d’un trait ; les papiers signés sont
à côté, tels qu’ils ont été scellés, avec une fiche de preuve qui dit en français ce que chacun
prouve. « index.pdf » et « index.xlsx » disent, par numéro, ce qui est là et ce qui manque.


2. SI VOUS AVEZ REÇU UN FICHIER .zip.p7m

Il est chiffré pour votre certificat. Avec votre clé privée (ici VOTRE-CLE.pem) :

    {run.decrypt}

Puis décompressez {name}.zip.


3. LES CACHETS, AVEC UN LECTEUR DE PDF

Ouvrez un papier signé dans un lecteur qui montre les signatures et affichez le panneau des
signatures : aucun cachet ne doit être dit modifié. Le lecteur peut dire que l’identité du
signataire est inconnue : c’est normal, il ne connaît pas le coach. Comparez alors l’empreinte de
son certificat avec celle qui est écrite plus haut. « dossier.pdf » ne porte pas de cachet : il est
fait pour être lu.


4. QUE RIEN N’A CHANGÉ

Sous Windows, dans PowerShell, ouvert sur le dossier (rien ne doit s’afficher) :

    {run.windows_all}

Sous Linux, ou partout où sont sha256sum et openssl :

    {run.sums}

Chaque ligne doit finir par « OK » (ou « Réussi »). Puis la signature de la liste des fichiers :

    {run.signature}

La réponse doit être « CMS Verification successful ». Enfin, que {certificate} est bien le
certificat du coach :

    {run.fingerprint}

La réponse doit être l’empreinte écrite plus haut, celle que vous avez par ailleurs.


5. AVEC COACHDESK

    coachdesk verify --signer {plain} {name}

Le programme vérifie la liste signée et chaque fichier du dossier, et dit ce qui a changé s’il y a
lieu. Donnez-lui de même un papier scellé, pour savoir ce qu’il prouve.
"""
