"""The list of the deliveries: where each stands in words, what it is, for whom."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QSignalBlocker

from coachdesk.core.french import file_size, short_date, typeset
from coachdesk.queries.outbox import DeliveryLine
from coachdesk.services.outbox.words import state_words, tone_of
from coachdesk.ui.item_models.table import OBJECT_ROLE, Column
from coachdesk.ui.widgets.act_table import RoomyDelegate
from coachdesk.ui.widgets.table import RowTable

_INK = {"quiet": "ink"}


class DeliveryTable(RowTable[DeliveryLine]):
    """Long states take as many lines as they need; the line she is on stays so."""

    def __init__(self) -> None:
        self.now = datetime.min.replace(tzinfo=UTC)
        """The moment against which next tries are told."""
        super().__init__(
            (
                Column(_tr("État"), self._state, colour=_colour),
                Column(_tr("Envoi"), lambda line: f"{line.subject}\npour {line.addressee}"),
                Column(_tr("Le"), _day, sort=lambda line: _moment(line).isoformat(), width=98),
                Column(_tr("Fichier"), _file, sort=lambda line: line.size, width=126, spare=True),
            ),
            _tr("Envois"),
            wrap=True,
        )  # fmt: skip

        self.setItemDelegate(RoomyDelegate(self))

    def _state(self, line: DeliveryLine) -> str:
        return typeset(state_words(line, self.now))

    def show_lines(self, lines: Sequence[DeliveryLine], now: datetime, wanted: UUID | None) -> None:
        """Show ``lines``, on the one ``wanted``, else on the one she was on."""
        self.now = now
        before = self.current()
        keep = wanted or (before.id if before is not None else None)
        self.measure(len(lines))
        with QSignalBlocker(self):  # nobody is told that she is on none: a moment later she is
            self.rows.set_rows(lines)
        for number in range(self.shown.rowCount()):
            line: DeliveryLine = self.shown.index(number, 0).data(OBJECT_ROLE)
            if line.id == keep:
                self.selectRow(number)
                return
        if lines:
            self.selectRow(0)


def _colour(line: DeliveryLine) -> str:
    tone = tone_of(line)
    return _INK.get(tone, tone)


def _moment(line: DeliveryLine) -> datetime:
    return line.confirmed_at or line.handed_at or line.queued_at


def _day(line: DeliveryLine) -> str:
    return short_date(_moment(line).astimezone().date())


def _file(line: DeliveryLine) -> str:
    form = _tr("chiffré") if line.encrypted else _tr("en\u00a0clair")
    return f"{file_size(line.size)}, {form}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("DeliveryTable", text)
