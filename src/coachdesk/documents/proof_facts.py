"""What a fiche de preuve says of a signed file, and the commands that check it by hand."""

from dataclasses import dataclass
from datetime import datetime

from coachdesk.domain.drawing import Drawing


@dataclass(frozen=True)
class ProvenAnswer:
    """One answer, in words.

    Attributes:
        who: « Léa DURAND, participante ».
        did: « A signé », « A refusé de signer »…
        when: by the clock of the device, with its offset.
        entry, code: number of the journal entry, and the eight characters on the slip.
        text: what was signed, word for word.
        recognised: how she was recognised.
        seen: how the document was looked at; empty when it is not known.
        gesture: how the drawing was made; empty without one.
        notes: réserve, motif, témoin, régularisation, horloge, each « Motif : … ».
        drawing: what was drawn; None without.
    """

    who: str
    did: str
    when: datetime
    entry: int
    code: str
    text: str
    recognised: str
    seen: str
    gesture: str
    notes: tuple[str, ...]
    drawing: Drawing | None


@dataclass(frozen=True)
class ProofSheetData:
    """All that the fiche says, from the file alone.

    Attributes:
        file, title: name of the file, and what it says it is.
        sha256, size: of its bytes.
        seals: how many it carries.
        sealed_at: the time of the last one, as it states; None when it states none.
        value_at: the bytes that the last seal does not sign, for who checks by hand.
        finished: False without its closing seal.
        missing: who has not answered.
        holder, organisation, certificate: of the sealing certificate; its fingerprint.
        machine: system and time zone of the device; empty when it is not known.
        answers: in the order of the seals.
        checked_at: when it was checked.
        creator: the program and its version.
    """

    file: str
    title: str
    sha256: str
    size: int
    seals: int
    sealed_at: datetime | None
    value_at: tuple[int, int]
    finished: bool
    missing: tuple[str, ...]
    holder: str
    organisation: str
    certificate: str
    machine: str
    answers: tuple[ProvenAnswer, ...]
    checked_at: datetime
    creator: str


def commands(data: ProofSheetData) -> tuple[str, ...]:
    """The commands that check the file without CoachDesk, to be typed where it is."""
    name = data.file.replace("'", "'\\''")
    file = f"'{name}'"
    start, resume = data.value_at
    cms = f"'{name}.sig{data.seals - 1}'"
    given = f"-in {cms} -content signe.bin -CAfile coach.pem"
    return (
        f"sha256sum {file}",
        f"pdfsig -dump {file}",
        f"head -c {start} {file} > signe.bin; tail -c +{resume + 1} {file} >> signe.bin",
        f"openssl pkcs7 -inform DER -in {cms} -print_certs -out coach.pem",
        f"openssl cms -verify -binary -inform DER {given} -out verifie.bin",
        "openssl x509 -in coach.pem -noout -fingerprint -sha256",
    )
