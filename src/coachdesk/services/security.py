"""What protects the desk today: since when the recovery key holds, what names the poste."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, func, select

from coachdesk import __version__
from coachdesk.core.clock import today
from coachdesk.documents.trust_card import TrustCardData, trust_card
from coachdesk.models import JournalEntry
from coachdesk.services.desk import Desk
from coachdesk.services.leaving import leave_in_clear
from coachdesk.services.openings import last_opening
from coachdesk.store.key_file import Opener
from coachdesk.system.disk_secrecy import DiskSecrecy

_MADE, _KEPT = "recovery-key-renewed", "recovery-key-kept"


@dataclass(frozen=True)
class SecurityView:
    """What the section shows."""

    key_since: date
    """The day on which the recovery key in use was made."""
    key_kept: date | None
    """The day on which it was typed again from paper; None when it never was."""
    key_opened: datetime | None
    """When it last opened the store."""
    holder: str
    """As the certificate names the coach."""
    fingerprint: str
    until: date


def security_view(desk: Desk) -> SecurityView:
    """How it stands."""
    made, kept = desk.read(_dates)
    opened = desk.read(lambda link: last_opening(link, Opener.RECOVERY))
    certificate = desk.identity.certificate
    return SecurityView(
        made.date(),
        kept.date() if kept is not None and kept >= made else None,
        opened,
        certificate.holder,
        certificate.fingerprint,
        certificate.parsed.not_valid_after_utc.date(),
    )


def secrecy_words(told: DiskSecrecy) -> str:
    """What the system does on its disk of what an open store has in memory, and who can mend it."""
    if told.disk and told.swap:
        return (
            "Le disque de l’ordinateur est chiffré par le système, et avec lui ce que la mémoire y "
            "laisse."
        )
    said = []
    if told.disk is False:
        said.append(
            "Le disque de l’ordinateur n’est pas chiffré par le système\u00a0: le magasin l’est, "
            "pas ce que vous enregistrez en clair à côté."
        )
    elif told.disk is None:
        said.append("Le système ne dit pas si le disque de l’ordinateur est chiffré.")
    if told.swap is False:
        said.append(
            "Quand la mémoire manque ou que l’ordinateur hiberne, le système en écrit sur le "
            "disque, en clair\u00a0: éteignez-le pour voyager."
        )
    elif told.swap is None and told.disk is not None:
        said.append("Le système ne dit pas ce qu’il écrit de la mémoire sur le disque.")
    if False in {told.disk, told.swap}:
        said.append("Qui gère l’ordinateur peut chiffrer tout le disque.")
    return " ".join(said)


def make_trust_card(desk: Desk) -> bytes:
    """The carte de confiance of this poste, as a PDF."""
    certificate = desk.identity.certificate
    return trust_card(
        TrustCardData(
            digits=certificate.fingerprint,
            coach=certificate.holder,
            association=certificate.organisation,
            until=certificate.parsed.not_valid_after_utc.date(),
            made_on=today(desk.clock),
            creator=f"CoachDesk {__version__}",
        )
    )


def save_trust_card(desk: Desk, target: Path) -> None:
    """Write the card in ``target``; it holds no secret, and is noted as all that leaves.

    Raises:
        UserError: the file can't be written.
    """
    leave_in_clear(desk, "store", desk.store.store_id, target, make_trust_card(desk))


def _dates(link: Connection) -> tuple[datetime, datetime | None]:
    """When the key in use was made: the last renewal, or the store's first day; when kept."""
    first = link.execute(
        select(JournalEntry.wall).order_by(JournalEntry.seq).limit(1)
    ).scalar_one()  # fmt: skip
    last = dict(
        link.execute(
            select(JournalEntry.kind, func.max(JournalEntry.seq))
            .where(JournalEntry.kind.in_([_MADE, _KEPT]))
            .group_by(JournalEntry.kind)
        ).all()
    )
    walls = dict(
        link.execute(
            select(JournalEntry.seq, JournalEntry.wall).where(JournalEntry.seq.in_(last.values()))
        ).all()
    )
    moments = {kind: datetime.fromisoformat(walls[seq]) for kind, seq in last.items()}
    made = moments.get(_MADE, datetime.fromisoformat(first))
    return made, moments.get(_KEPT)
