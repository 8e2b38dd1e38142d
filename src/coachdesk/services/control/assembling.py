"""The files of a dossier de contrôle, person after person, then what speaks of them all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from coachdesk import __version__
from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import file_slug
from coachdesk.core.ids import new_id
from coachdesk.core.paper_marks import CREATOR
from coachdesk.documents.control_index import (
    IndexData,
    IndexFile,
    IndexLine,
    control_index,
    control_workbook,
)
from coachdesk.queries.control import followed
from coachdesk.services.control.asked import AskedDossier, AskedList
from coachdesk.services.control.contents import (
    KeptDossier,
    files_of,
    first_day,
    kept_dossier,
    last_day,
)
from coachdesk.services.control.folder import FolderFile, PersonFolder, part_titles, person_folder
from coachdesk.services.control.judged import Judged
from coachdesk.services.control.missing import lacks_of
from coachdesk.services.control.sheets import (
    ClosedSheets,
    MonthSheet,
    closed_sheets,
    months_between,
    provisional_sheet,
)
from coachdesk.services.control.sinks import Sink
from coachdesk.services.control.told import INDEX_NOTE, made_words
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.papers.loose import operation_of, stamp_now
from coachdesk.store import Head
from coachdesk.sync.control_manifest import ControlHeading, closing_files
from coachdesk.sync.manifest import MANIFEST, FileEntry

Progress = Callable[[float, str], None]
_SHEETS_SHARE = 0.1
"""Of the whole: the envois opened."""
_TAIL = 8
"""Digits of an id, where a n° alone can't name a folder."""


class ControlStoppedError(UserError):
    """The coach stopped the control."""


@dataclass(frozen=True)
class Assembled:
    """What was put together.

    Attributes:
        lines: one for each person.
        files: all but those that speak of the others.
        sha256: digest of the signed list.
    """

    lines: tuple[IndexLine, ...]
    files: tuple[IndexFile, ...]
    sha256: str


@dataclass(frozen=True)
class Assembly:
    """One control under way."""

    desk: Desk
    action: ActionInfo
    asked: AskedList
    progress: Progress | None
    cancelled: Callable[[], bool] | None

    def watch(self) -> None:
        """Stop here when she asked for it.

        Raises:
            ControlStoppedError: she did.
        """
        if self.cancelled is not None and self.cancelled():
            raise ControlStoppedError(
                "Le dossier de contrôle est interrompu.", "Rien n’en a été gardé."
            )

    def step(self, fraction: float, text: str) -> None:
        """Say how far it is; stop here as ``watch``."""
        self.watch()
        if self.progress is not None:
            self.progress(fraction, text)

    def fill(self, sink: Sink, name: str) -> Assembled:
        """Put every file of the dossier ``name`` in ``sink``.

        Raises:
            ControlStoppedError: she stopped it.
            UserError: a dossier is gone, or a file can't be kept.
        """
        people, head = self.asked.found, self.desk.store.head()
        ids = [person.prescription_id for person in people]
        rows = self.desk.read(lambda link: followed(link, ids))
        closed = closed_sheets(self.desk, self.action, rows, self._opening)
        folders = folder_names(people)
        lines: list[IndexLine] = []
        files: list[IndexFile] = []

        def keep(file: FolderFile) -> None:
            sink.add(file.listed.path, file.data)
            files.append(file.listed)

        for done, person in enumerate(people):
            share = _SHEETS_SHARE + (1 - _SHEETS_SHARE) * done / len(people)
            self.step(share, f"Dossier {person.number}, {done + 1} sur {len(people)}")
            folder = self._person(person, closed, (folders[person.prescription_id], head))
            for file in folder.files:
                keep(file)
            lines.append(folder.line)
        self.step(1.0, "Index et liste signée")
        for file in self._index(tuple(lines), tuple(files), head):
            keep(file)
        entries = [
            FileEntry(file.path, file.sha256, file.size, file.pages, file.seals) for file in files
        ]
        last = closing_files(self._heading(name, head), entries, self.desk.identity)
        for path, data in last.items():
            sink.add(path, data)
        return Assembled(tuple(lines), tuple(files), sha256(last[MANIFEST]).hexdigest())

    def _opening(self, done: float, month: date) -> None:
        self.step(done * _SHEETS_SHARE, f"Feuilles scellées de {month:%m/%Y}")

    def _person(
        self, person: AskedDossier, closed: ClosedSheets, place: tuple[str, Head]
    ) -> PersonFolder:
        desk, action = self.desk, self.action
        kept = desk.read(lambda link: kept_dossier(link, action, person.prescription_id))
        months = self._months(kept)
        sheets = tuple(self._sheets(kept, closed, months))
        files = files_of(action, kept, sheets)
        day = today(desk.clock)
        judged = Judged(action, kept, sheets, frozenset(closed.months), months, day)
        return person_folder(
            desk, action, kept, (files, sheets, lacks_of(judged)), place, self.watch
        )

    def _months(self, kept: KeptDossier) -> tuple[date, date] | None:
        first, day = first_day(kept), today(self.desk.clock)
        return None if first is None or first > day else (first, last_day(kept, day))

    def _sheets(
        self, kept: KeptDossier, closed: ClosedSheets, months: tuple[date, date] | None
    ) -> Iterator[MonthSheet]:
        """Of each month: the sealed one, or what is known of an open one, when there is something.

        The current month has its sheet all the same: she is followed.
        """
        prescription_id = kept.card.identity.prescription_id
        told = {met.held_on.replace(day=1) for met in kept.met if met.told}
        told.add(today(self.desk.clock).replace(day=1))
        sealed = closed.by_dossier.get(prescription_id, {})
        span = set(months_between(*months)) if months is not None else set()
        for month in sorted(span | sealed.keys()):
            row = closed.months.get(month)
            if month in sealed and row is not None:
                yield MonthSheet(month, sealed[month], row.revision, row.correcting)
            elif row is None and month in told:
                self.watch()
                pdf = provisional_sheet(self.desk, self.action, prescription_id, month)
                if pdf is not None:
                    yield MonthSheet(month, pdf, None)

    def _index(
        self, lines: tuple[IndexLine, ...], files: Sequence[IndexFile], head: Head
    ) -> Iterator[FolderFile]:
        data = IndexData(
            operation=operation_of(self.action.profile),
            made=made_words(self.desk.clock.now(), self.desk.coach.name),
            notes=(INDEX_NOTE,),
            remarks=self.asked.remarks,
            parts=part_titles(),
            lines=lines,
            stamp=stamp_now(self.desk, f"{new_id().hex[-8:]}-X", head),
            coach=self.desk.coach.name,
        )
        index = control_index(data)
        creator = f"{CREATOR} {__version__}"
        yield _filed("index.pdf", "Index", index.pdf, index.pages)
        yield _filed("index.xlsx", "Index, classeur", control_workbook(data, files, creator), None)

    def _heading(self, name: str, head: Head) -> ControlHeading:
        asked, profile = self.asked, self.action.profile
        return ControlHeading(
            name=name,
            made_at=self.desk.clock.now(),
            app_version=__version__,
            action=self.action.code,
            agreement=profile.agreement_number,
            coach=self.desk.coach.name,
            asked=tuple(person.number for person in asked.found),
            not_here=(*asked.unknown, *(number for number, _ in asked.elsewhere)),
            journal_seq=head.seq,
            journal_hash=head.hash,
        )


def folder_names(people: Sequence[AskedDossier]) -> dict[UUID, str]:
    """A folder's name for each dossier, from its n°: fit for any system, and none twice."""
    names: dict[UUID, str] = {}
    for person in people:
        name = file_slug(person.number)
        if not name or name in names.values():
            name = f"{name or 'dossier'}-{person.prescription_id.hex[-_TAIL:]}"
        names[person.prescription_id] = name
    return names


def _filed(path: str, label: str, data: bytes, pages: int | None) -> FolderFile:
    digest = sha256(data).hexdigest()
    return FolderFile(IndexFile(path, label, "", pages, 0, len(data), digest), data)
