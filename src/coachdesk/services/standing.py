"""Where the desk stands: last copy elsewhere, envois and drafts that wait, what Ctrl+Z undoes."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, ago, month_name, plural, quoted
from coachdesk.queries.outbox import Waiting, waiting
from coachdesk.queries.standing import draft_count, envois_to_hand_over
from coachdesk.services.backup.elsewhere import last_backup
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.documents.office_printing import waiting_count
from coachdesk.services.outbox.words import WaitingWords, waiting_words

OLD_COPY_DAYS = 7
"""A copy elsewhere older than this asks to be made again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the line at the foot of the window says."""

    now: datetime
    backup_at: datetime | None
    """Of the last copy elsewhere; None when none was ever made."""
    envois: tuple[date, ...]
    """The closed months whose envoi was never handed over."""
    waiting: Waiting
    """What is in the outbox and has not left."""
    drafts: int
    to_print: int
    """The papers that wait for the printer of the office."""
    undo: str
    """What Ctrl+Z will say: « Annuler : présence de … », or why not; empty without any act."""
    undoable: bool

    @property
    def backup_old(self) -> bool:
        """Whether the copy elsewhere is missing or too old."""
        if self.backup_at is None:
            return True
        return (self.now - self.backup_at).days >= OLD_COPY_DAYS

    @property
    def backup_words(self) -> str:
        """« sauvegarde ailleurs il y a 2 jours », « aucune sauvegarde ailleurs »."""
        if self.backup_at is None:
            return "aucune sauvegarde ailleurs"
        return f"sauvegarde ailleurs {ago(self.backup_at, self.now)}"

    @property
    def envoi_words(self) -> str:
        """« 1 envoi à remettre »; empty when none waits."""
        waiting = len(self.envois)
        return f"{plural(waiting, 'envoi')} à remettre" if waiting else ""

    @property
    def outbox(self) -> WaitingWords:
        """« 2 envois attendent une connexion », « 1 envoi demande votre attention »."""
        return waiting_words(self.waiting.number - self.waiting.stuck, self.waiting.stuck)

    @property
    def draft_words(self) -> str:
        """« 2 brouillons »; empty when there is none."""
        return plural(self.drafts, "brouillon") if self.drafts else ""

    @property
    def envoi_months(self) -> str:
        """« mai 2023, juin 2023 »."""
        return ", ".join(month_name(month) for month in self.envois)


def standing(desk: Desk, action: ActionInfo) -> Standing:
    """Where the desk stands now."""

    def read(link: Connection) -> Standing:
        last = last_backup(link)
        words, undoable = undo_words(desk)
        return Standing(
            now=desk.clock.now(),
            backup_at=last.made_at if last else None,
            envois=envois_to_hand_over(link, action.id),
            waiting=waiting(link),
            drafts=draft_count(link),
            to_print=waiting_count(link, action),
            undo=words,
            undoable=undoable,
        )

    return desk.read(read)


def undo_words(desk: Desk) -> tuple[str, bool]:
    """What Ctrl+Z will do, told beforehand, and whether it can."""
    acts = desk.acts
    if not acts:
        return "", False
    last = acts[-1]
    if last.final:
        return f"{quoted(last.words)} ne s’annule pas{NBSP}: {last.final}", False
    return f"Annuler la saisie{NBSP}: {last.words}", True
