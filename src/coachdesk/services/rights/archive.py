"""The archive restreinte: signed proofs of people who were erased, apart, for their legal time.

What is in it is what a controller would have been handed over: her dossier de contrôle, in one ZIP
that ``verify`` accepts. Nothing lists what is inside; it is opened with a reason, which is kept.
"""

import zipfile
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, delete, select

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, file_slug
from coachdesk.core.ids import new_id
from coachdesk.domain.papers import DocumentState
from coachdesk.models import (
    ArchivedProof,
    ArchivedProofContent,
    Document,
    ErasedMark,
    Pathway,
)
from coachdesk.queries.listing import records
from coachdesk.services.control.asked import AskedDossier, AskedList
from coachdesk.services.control.assembling import Assembly
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.leaving import leave_in_clear
from coachdesk.services.rights.marks import drop_old_marks
from coachdesk.services.rights.own_rows import table_of
from coachdesk.services.rights_settings import rights_settings
from coachdesk.sync.zipfmt import MOST_BYTES

_USUAL_YEARS = 6
"""Without a typed date: the payment of the year after, then five years from its 31 December
(Reg. (EU) 2021/1060, art. 82)."""
_DATED = (1980, 1, 1, 0, 0, 0)
_LEAST_REASON = 5
"""Letters: « ok » is no reason."""


@dataclass(frozen=True)
class Proofs:
    """The proofs of one dossier, ready to be kept apart."""

    action_id: UUID
    label: str
    kept_until: date
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ArchivedLine:
    """A dossier of the archive, as it is listed."""

    id: UUID
    action_id: UUID
    label: str
    kept_until: date
    size: int


class _Memory:
    """A ``Sink`` that keeps the dossier in memory: nothing is in clear on the disk."""

    def __init__(self, name: str) -> None:
        self.target = Path(f"{name}.zip")
        self._name = name
        self._bytes = BytesIO()
        self._zip = zipfile.ZipFile(self._bytes, "w", zipfile.ZIP_STORED)

    def add(self, path: str, data: bytes) -> None:
        if self._bytes.tell() + len(data) > MOST_BYTES:
            raise UserError(
                f"Les preuves de ce dossier dépassent {MOST_BYTES >> 20}{NBSP}Mo.",
                "Remplacez ses pièces les plus lourdes par des copies plus légères, puis "
                "recommencez.",
            )
        self._zip.writestr(zipfile.ZipInfo(f"{self._name}/{path}", _DATED), data)

    def finish(self) -> None:
        self._zip.close()

    def give_up(self) -> None:
        self._zip.close()  # first: it would write its end in what is closed
        self._bytes.close()

    @property
    def data(self) -> bytes:
        return self._bytes.getvalue()


def has_proofs(link: Connection, prescription_id: UUID) -> bool:
    """Whether something of the dossier may have been signed: she came, or a paper was made."""
    document, pathway = table_of(Document), table_of(Pathway)
    answered = select(document.c.id).where(
        document.c.prescription_id == prescription_id, document.c.state != DocumentState.DRAFT
    )
    followed = select(pathway.c.id).where(pathway.c.prescription_id == prescription_id)
    return any(link.execute(select(each.exists())).scalar() for each in (answered, followed))


def proofs_until(link: Connection, action: ActionInfo, last_day: date) -> tuple[date, bool]:
    """Until when proofs of the action are kept, and whether the association typed that day."""
    typed = rights_settings(link, action.code).proofs_until
    if typed is not None:
        return typed, True
    return date(last_day.year + _USUAL_YEARS, 12, 31), False


def proofs_of(desk: Desk, action: ActionInfo, dossier: AskedDossier, kept_until: date) -> Proofs:
    """The proofs of a dossier, put together as for a controller.

    Raises:
        UserError: they are too large, or can't be put together.
    """
    day = today(desk.clock)
    code = file_slug(action.code) or "action"
    sink = _Memory(f"controle_{code}_{day.isoformat()}")
    name = sink.target.stem
    try:
        Assembly(desk, action, AskedList(found=(dossier,)), None, None).fill(sink, name)
        sink.finish()
        data = sink.data
    finally:
        sink.give_up()
    return Proofs(
        action.id, f"{dossier.person.strip()}, n°{NBSP}{dossier.number}", kept_until, data
    )


def put_apart(link: Connection, proofs: Proofs, day: date) -> None:
    """Write proofs in the archive, in the transaction of the erasure."""
    key = new_id()
    link.execute(
        table_of(ArchivedProof)
        .insert()
        .values(
            id=key,
            action_id=proofs.action_id,
            label=proofs.label,
            archived_on=day,
            kept_until=proofs.kept_until,
            size=len(proofs.data),
            sha256=sha256(proofs.data).hexdigest(),
        )
    )
    link.execute(table_of(ArchivedProofContent).insert().values(id=key, data=proofs.data))


def archived(link: Connection) -> tuple[ArchivedLine, ...]:
    """What the archive holds, by label; never what is inside."""
    table = table_of(ArchivedProof)
    listing = select(*(table.c[name] for name in ArchivedLine.__dataclass_fields__)).order_by(
        table.c.kept_until, table.c.label
    )
    return records(link, ArchivedLine, listing)


def archive_file(desk: Desk, archived_id: UUID) -> str:
    """The name under which the dossier leaves: one that ``verify`` knows."""
    data = _content(desk, archived_id)
    return f"{zipfile.ZipFile(BytesIO(data)).namelist()[0].partition('/')[0]}.zip"


def take_out(desk: Desk, archived_id: UUID, target: Path, reason: str) -> None:
    """Write a copy of an archived dossier in ``target``, in clear; the journals keep why.

    Raises:
        UserError: no reason is given, it is gone or damaged, or the file can't be written.
    """
    why = " ".join(reason.split())
    if len(why) < _LEAST_REASON:
        raise UserError(
            "L’archive ne s’ouvre pas sans motif.",
            f"Dites pourquoi, par exemple «{NBSP}contrôle FSE+ du 12 mars{NBSP}».",
        )
    data = _content(desk, archived_id)
    leave_in_clear(
        desk, ArchivedProof.__tablename__, archived_id, target, data, {"reason": why, "people": 1}
    )


def drop_due(desk: Desk, day: date) -> int:
    """Drop what is past its legal time, with what a workbook is known by; how many dossiers."""
    table, content = table_of(ArchivedProof), table_of(ArchivedProofContent)
    due = select(table.c.id).where(table.c.kept_until < day)
    marks = select(ErasedMark.mark).where(ErasedMark.kept_until < day)
    if not desk.read(lambda link: link.execute(select(due.exists() | marks.exists())).scalar()):
        return 0
    with desk.store.write() as uow:
        link = uow.session.connection()
        keys = list(link.execute(due).scalars())
        link.execute(delete(content).where(content.c.id.in_(keys)))
        link.execute(delete(table).where(table.c.id.in_(keys)))
        drop_old_marks(link, day)
        uow.note("archive-dropped", table.name, uow.store_id, {"dossiers": len(keys)})
        uow.commit()
    return len(keys)


def _content(desk: Desk, archived_id: UUID) -> bytes:
    table, content = table_of(ArchivedProof), table_of(ArchivedProofContent)
    row = desk.read(
        lambda link: link.execute(
            select(table.c.sha256, content.c.data)
            .join(content, content.c.id == table.c.id)
            .where(table.c.id == archived_id)
        ).one_or_none()
    )
    if row is None:
        raise UserError(
            "Ce dossier n’est plus dans l’archive.", "Il a pu arriver au terme de sa durée."
        )
    if sha256(row.data).hexdigest() != row.sha256:
        raise UserError(
            "Ce dossier de l’archive est abîmé.",
            "Reprenez-le dans une sauvegarde d’avant.",
        )
    data: bytes = row.data
    return data
