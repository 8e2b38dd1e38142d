"""From the first store to the desk: the recovery key on paper, typed again, or made anew."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from coachdesk import __version__
from coachdesk.core.clock import today
from coachdesk.documents.recovery_sheet import RecoverySheetData, recovery_sheet
from coachdesk.services.desk import Desk
from coachdesk.services.leaving import leave_in_clear
from coachdesk.services.preferences import drop_preference, preference, put_preference
from coachdesk.services.setup import KEY_SHOWN, CreatedDesk, remove_store_files
from coachdesk.store.vault import keys_kept

_STORE = "store"


@dataclass(frozen=True)
class RecoverySheet:
    """The fiche de secours, ready to be printed or kept where she chooses: never written here."""

    pdf: bytes
    text: str
    """The same for a text file: what it is, and the key."""
    file_name: str
    """Without its ending."""


def key_waits(connection: Connection) -> bool:
    """Whether the recovery key was shown and never typed again: nobody knows that it is kept."""
    return preference(connection, KEY_SHOWN) is True


def keep_key(desk: Desk) -> None:
    """The key was typed again: it is on paper."""
    with desk.store.write() as uow:
        drop_preference(uow.session, KEY_SHOWN)
        uow.note("recovery-key-kept", _STORE, desk.store.store_id, {})
        uow.commit()


def key_given(desk: Desk) -> None:
    """A command showed the key, or wrote it in a file: no other is proposed.

    Nobody read it again on paper: the journal does not say so.
    """
    with desk.store.write() as uow:
        drop_preference(uow.session, KEY_SHOWN)
        uow.commit()


def new_recovery_key(desk: Desk) -> str:
    """Another recovery key; the one before opens nothing any more.

    Raises:
        UserError: the disk refuses; the key before still opens.
    """
    # First, so that a program killed once the key is another one proposes one more.
    with desk.store.write() as uow:
        put_preference(uow.session, KEY_SHOWN, True)
        uow.commit()
    with keys_kept(desk.store.directory), desk.store.write() as uow:
        uow.note("recovery-key-renewed", _STORE, desk.store.store_id, {})
        key = desk.store.renew_recovery_key()
        uow.commit()
    return key


def make_sheet(desk: Desk, key: str) -> RecoverySheet:
    """The fiche de secours of ``key``."""
    coach = desk.coach
    says = f"Clé de secours CoachDesk de {coach.name}, {coach.association}"
    return sheet_of(desk, key, says, "fiche-de-secours", for_association=False)


def sheet_of(
    desk: Desk, key: str, says: str, file_name: str, *, for_association: bool
) -> RecoverySheet:
    """A key on paper; as text, it is told what it is by ``says``."""
    coach, action = desk.coach, desk.actions[0]
    data = RecoverySheetData(
        key=key,
        coach=coach.name,
        association=coach.association,
        action=action.profile.name,
        made_on=today(desk.clock),
        creator=f"CoachDesk {__version__}",
        for_association=for_association,
    )
    return RecoverySheet(recovery_sheet(data), f"{says}\r\n\r\n{key}\r\n", file_name)


def save_sheet(desk: Desk, sheet: RecoverySheet, target: Path) -> None:
    """Write the sheet in ``target``, as text when its name ends so; it is in clear, and noted.

    Raises:
        UserError: the file can't be written.
    """
    data = sheet.text.encode("utf-8") if target.suffix.lower() == ".txt" else sheet.pdf
    leave_in_clear(desk, _STORE, desk.store.store_id, target, data)


def begin_again(made: CreatedDesk) -> None:
    """Take away the store just made, in which nothing was done: she corrected her name."""
    directory = made.desk.store.directory
    made.desk.close()
    remove_store_files(directory)
