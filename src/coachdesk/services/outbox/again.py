"""What she decides of a delivery: once more, on a key, not at all, or what became of it."""

from collections.abc import Collection
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, long_date, quoted
from coachdesk.core.ids import new_id
from coachdesk.domain.deliveries import STATE_WORDS, DeliveryState
from coachdesk.models import Delivery, Receipt
from coachdesk.services.acts import act
from coachdesk.services.attachment_files import TakenFile, form_of, read_file
from coachdesk.services.desk import Desk
from coachdesk.services.outbox.content import bytes_of
from coachdesk.services.outbox.queueing import IN_THE_OUTBOX
from coachdesk.services.outbox.steps import ARRIVED, move, move_as_told, note_leaving, tell
from coachdesk.services.rows import row
from coachdesk.store import UnitOfWork
from coachdesk.sync.channel import Channel, Way
from coachdesk.sync.transports.folder import FolderTransport
from coachdesk.sync.transports.protocol import Access, Parcel


def send_again(desk: Desk, delivery_id: UUID) -> None:
    """Queue a delivery once more: the same bytes, under the same name.

    Raises:
        UserError: it is being sent, or waits already.
    """
    _become(desk, delivery_id, DeliveryState.QUEUED, "à renvoyer", _SENT_OR_STUCK)


def withdraw(desk: Desk, delivery_id: UUID, reason: str) -> None:
    """Decide not to send it; it stays in the list with the reason.

    Raises:
        UserError: no reason, or it left already.
    """
    told = " ".join(reason.split())
    if not told:
        raise UserError("Le motif manque.", "Dites pourquoi cette remise ne part pas.")
    _become(desk, delivery_id, DeliveryState.WITHDRAWN, told)


def settle(desk: Desk, delivery_id: UUID, *, arrived: bool) -> None:
    """Say what became of one that is to be checked, or met another file of its name.

    Raises:
        UserError: it is neither.
    """
    if arrived:
        words = "vérifié auprès du destinataire"
        _become(desk, delivery_id, DeliveryState.HANDED_OVER, words, _UNTOLD)
    else:
        _become(desk, delivery_id, DeliveryState.QUEUED, "vérifié, n’est pas arrivé", _UNTOLD)


def hand_over(desk: Desk, delivery_id: UUID, folder: Path) -> Path:
    """Write the same bytes on a key or in a folder, read them back, and keep that it was so.

    What was handed over otherwise stays so: the key is one more way, told by its history.

    Raises:
        UserError: it can't be written there; it is being sent, or was withdrawn.
    """
    with desk.store.read() as link, Session(link) as session:
        delivery = row(session, Delivery, delivery_id)
        if delivery.state in {DeliveryState.SENDING, DeliveryState.WITHDRAWN}:
            raise UserError(
                f"Dans l’état {quoted(STATE_WORDS[delivery.state])}, cette remise ne va pas sur "
                "une clé.",
                "Attendez la fin de l’envoi, ou remettez-la d’abord dans la boîte d’envoi.",
            )
        parcel = Parcel(
            delivery.filename, bytes_of(session, delivery, desk.store.directory), delivery.sha256
        )
    with desk.store.write() as uow:  # nothing leaves that the journal does not know of
        note_leaving(uow, row(uow.session, Delivery, delivery_id), str(folder))
        uow.commit()
    transport = FolderTransport(Access(Channel(Way.FOLDER, path=str(folder))))
    transport.put(parcel, _Unwatched())
    words = f"remis dans {quoted(folder)}"
    told: list[str] = []
    with act(desk, lambda: quoted(told[0]), final=IN_THE_OUTBOX) as uow:
        delivery = row(uow.session, Delivery, delivery_id)
        told.append(delivery.subject)
        if delivery.state in ARRIVED:
            tell(uow, delivery, words)
        else:
            move(uow, delivery, DeliveryState.HANDED_OVER, words)
        uow.commit()
    return folder / parcel.name


def receipt_file(path: Path) -> TakenFile:
    """What a recipient sent to acknowledge something: a mail that was saved, a PDF, a picture.

    Raises:
        UserError: it can't be read, or is of a kind that is not kept.
    """
    file = read_file(path)
    form_of(file)
    return file


def note_receipt(
    desk: Desk,
    delivery_id: UUID,
    author: str,
    said_on: date | None = None,
    file: TakenFile | None = None,
) -> None:
    """Keep that the recipient acknowledged it otherwise: by mail, by phone.

    Args:
        desk: the open desk.
        delivery_id: what was acknowledged.
        author: who did, and how.
        said_on: on which day; None for one that she does not know.
        file: what the recipient sent to say so, kept as it came (``receipt_file``).

    Raises:
        UserError: nobody is named, it was not handed over, or a day that can't be.
    """
    who = " ".join(author.split())
    if not who:
        raise UserError("Le nom manque.", "Dites qui a confirmé la réception.")
    told: list[str] = []
    with act(desk, lambda: f"accusé de réception de {quoted(told[0])}", final=IN_THE_OUTBOX) as uow:
        delivery = row(uow.session, Delivery, delivery_id)
        told.append(delivery.subject)
        said_at = _said_at(uow, delivery, said_on) if said_on is not None else None
        on = f" le {long_date(said_on)}" if said_on is not None else ""
        with_file = f"\u202f; gardé{NBSP}: {quoted(file.name)}" if file is not None else ""
        move_as_told(uow, delivery, DeliveryState.CONFIRMED, f"confirmé{on} par {who}{with_file}")
        delivery.confirmed_at = said_at or uow.now
        uow.session.add(
            Receipt(
                id=new_id(),
                delivery_id=delivery.id,
                received_at=uow.now,
                said_at=said_at,
                author=who,
                data=file.data if file is not None else None,
            )
        )
        uow.commit()


def _said_at(uow: UnitOfWork, delivery: Delivery, day: date) -> datetime:
    """The moment of a day that she tells: of today now, of another its beginning."""
    if day > uow.now.date():
        raise UserError(
            f"Le {long_date(day)} n’est pas encore venu.", "Dites quel jour il a été reçu."
        )
    if day < delivery.queued_at.astimezone(uow.now.tzinfo).date():
        raise UserError(
            f"Le {long_date(day)}, cet envoi n’était pas encore fait.",
            "Dites quel jour il a été reçu.",
        )
    return uow.now if day == uow.now.date() else datetime.combine(day, time()).astimezone()


class _Unwatched:
    """Nobody follows it: it takes a moment."""

    def sent(self, done: int, total: int) -> None:
        """Nothing to tell."""

    def committing(self) -> None:
        """Nothing to keep: it can be asked for again."""


_UNTOLD = frozenset({DeliveryState.TO_CHECK, DeliveryState.CONFLICT})
"""What only somebody can settle."""
_SENT_OR_STUCK = frozenset(DeliveryState) - {DeliveryState.SENDING}


def _become(
    desk: Desk,
    delivery_id: UUID,
    state: DeliveryState,
    words: str,
    of: Collection[DeliveryState] = frozenset(DeliveryState),
) -> None:
    told: list[str] = []
    with act(desk, lambda: quoted(told[0]), final=IN_THE_OUTBOX) as uow:
        delivery = row(uow.session, Delivery, delivery_id)
        if delivery.state not in of:
            raise UserError(
                f"L’état de cette remise est {quoted(STATE_WORDS[delivery.state])}.",
                "Relisez la liste, puis recommencez.",
            )
        told.append(delivery.subject)
        move_as_told(uow, delivery, state, words)
        uow.commit()
