"""« Envois »: the list of all deliveries, the one chosen beside it, « Envoyer maintenant »."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from coachdesk.domain.deliveries import DeliveryState
from coachdesk.queries.outbox import (
    DeliveryLine,
    DeliveryStep,
    ReceiptLine,
    has_channel,
    history,
    outbox,
    receipts,
)
from coachdesk.services.outbox.words import Deed, Group, group_of, waiting_words
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.screens.outbox.chosen import ChosenDelivery
from coachdesk.ui.screens.outbox.deeds import Deeds
from coachdesk.ui.screens.outbox.lines import DeliveryTable
from coachdesk.ui.widgets.flow import Chips
from coachdesk.ui.widgets.layout import button, column, label, reveal
from coachdesk.ui.widgets.nothing_here import NothingHere
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from uuid import UUID

_ALL = "all"
_SOON_MS = 200
"""Deliveries that move one after the other are read again at once."""


@dataclass(frozen=True)
class _Known:
    lines: tuple[DeliveryLine, ...]
    reached: bool
    """Some recipient can be sent to."""
    now: datetime


class OutboxScreen(Page):
    """Ctrl+Enter sends all that waits; what is done about one stands beside the list."""

    def __init__(self, context: Context) -> None:
        self.send = button("", kind="primary", glyph="send")
        super().__init__("", self.send)
        self._context = context
        self._known = _Known((), reached=True, now=context.desk.clock.now())
        self._wanted: UUID | None = None
        self._unplaced = False
        """The keyboard goes where the work is once it is known what there is."""
        self.title.setText(self.tr("Envois"))
        self.send.clicked.connect(self._send)
        self.filters = Chips(self._filters(), self.tr("Ce qui est montré"), only_one=True)
        self.filters.show_keys([_ALL])
        self.filters.changed.connect(self._filter)
        self.table = DeliveryTable()
        self.chosen = ChosenDelivery()
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _: self._to_deeds())
        self.deeds = Deeds(self, context, self.refresh)
        self.chosen.asked.connect(self._do)
        self.chosen.saving.connect(self.deeds.save_receipt)
        self.none = label("", role="soft", wrap=True)
        left = column(self.filters, self.table, self.none, spacing=8)
        left.setStretch(1, 1)
        self.full = TwoColumns(left, column(self.chosen, None), (7, 5))
        self.recipients = button(self.tr("Régler les destinataires"), glyph="settings")
        self.recipients.clicked.connect(
            lambda: context.go(Target(Screen.SETTINGS, section="recipients"))
        )
        self.month = button(self.tr("Aller au mois"), glyph="calendar-days")
        self.month.clicked.connect(lambda: context.go(Target(Screen.MONTH)))
        self.empty = NothingHere(self.recipients, self.month, glyph="send")
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.full, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._reread)
        context.sender.moved.connect(self._moved)
        context.sender.begun.connect(self._show_send)
        context.sender.ended.connect(self._show_send)
        bind_main_act(self, self.send.click)
        self._show(self._known)
        self.empty.hide()  # until something is known

    def show_target(self, target: Target) -> None:
        """On the delivery that is named."""
        self._unplaced = True
        if target.subject_id is not None:
            self._wanted = target.subject_id
            self.filters.show_keys([_ALL])
        self.refresh()

    def refresh(self) -> None:
        """Read again what there is."""
        desk, action_id = self._context.desk, self._context.action.id

        def read() -> _Known:
            return desk.read(
                lambda link: _Known(outbox(link), has_channel(link, action_id), desk.clock.now())
            )

        self._context.runner.read(self, read, self._show)

    def _moved(self) -> None:
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _reread(self) -> None:
        if self.isVisible():
            self.refresh()

    def _show(self, known: _Known) -> None:
        self._known = known
        there = bool(known.lines)
        self.full.setVisible(there)
        self.empty.setVisible(not there)
        self.first = self.table if there else self.recipients
        self._show_empty(reached=known.reached)
        self._count()
        self._filter()
        self._show_send()
        if self._unplaced and self.isVisible():
            self._unplaced = False
            self.take_keyboard()

    def _show_empty(self, *, reached: bool) -> None:
        self.recipients.setVisible(not reached)
        self.month.setVisible(reached)
        if reached:
            self.first = self.month if not self._known.lines else self.first
            self.empty.say(
                self.tr("Rien n’attend, rien n’est encore parti d’ici"),
                self.tr(
                    "À la clôture du mois, l’envoi pour vos destinataires se met ici de lui-même, "
                    "et part d’un clic dès qu’une connexion est là. Un mois clôturé avant qu’ils "
                    "soient réglés attend sur sa page\u00a0: «\u00a0Envoyer\u00a0»."
                ),
            )
        else:
            self.empty.say(
                self.tr("Personne ne peut encore recevoir d’envoi d’ici"),
                self.tr(
                    "Donnez à un destinataire une voie d’envoi (SFTP, WebDAV, courriel, dossier) "
                    "dans Réglages\u00a0: à la clôture, l’envoi du mois se mettra ici de lui-même. "
                    "Un mois déjà clôturé s’enverra depuis sa page."
                ),
            )

    def _count(self) -> None:
        counted: dict[str, int] = {_ALL: len(self._known.lines)}
        for line in self._known.lines:
            group = group_of(line)
            if group is not None:
                counted[group] = counted.get(group, 0) + 1
        for key, words in self._filters():
            number = counted.get(key, 0)
            self.filters.buttons[key].setText(f"{words} ({number})" if number else words)

    def _filter(self) -> None:
        chosen = next(iter(self.filters.keys()), _ALL)
        self.filters.show_keys([chosen])
        lines = [line for line in self._known.lines if chosen == _ALL or group_of(line) == chosen]
        wanted, self._wanted = self._wanted, None
        self.table.show_lines(lines, self._known.now, wanted)
        self.none.setText("" if lines else self.tr("Aucun envoi ici."))
        self.none.setVisible(not lines)
        if not lines:
            self._choose(None)

    def _choose(self, line: DeliveryLine | None) -> None:
        """Show it, and read its history.

        Enter pressed once more never does another deed, nor the same one to the next delivery.
        """
        before, acting = self.chosen.line, self.chosen.focused_deed()
        self.chosen.show_line(line, self._known.now)
        same = before is not None and line is not None and before.id == line.id
        if acting is not None and (acting.isHidden() or not same):
            self.table.setFocus()
        if line is None:
            return
        desk, key = self._context.desk, line.id

        def read() -> tuple[tuple[DeliveryStep, ...], tuple[ReceiptLine, ...]]:
            return desk.read(lambda link: (history(link, key), receipts(link, key)))

        def show(told: tuple[tuple[DeliveryStep, ...], tuple[ReceiptLine, ...]]) -> None:
            if self.chosen.line is not None and self.chosen.line.id == key:
                self.chosen.show_history(*told)

        self._context.runner.read(self, read, show)

    def _show_send(self) -> None:
        lines, busy = self._known.lines, self._context.sender.busy
        due = sum(line.state in {DeliveryState.QUEUED, DeliveryState.FAILED} for line in lines)
        words = self.tr("Envoi en cours…") if busy else self.tr("Envoyer maintenant")
        self.send.setText(f"{words} ({due})" if due and not busy else words)
        self.send.setToolTip(self.tr("Envoyer tout ce qui attend (Ctrl+Entrée)"))
        self.send.setEnabled(due > 0 and not busy)
        self.send.setVisible(bool(lines))
        self.subtitle.setText(self._stand())
        self.subtitle.setVisible(bool(lines))

    def _stand(self) -> str:
        groups = [group_of(line) for line in self._known.lines]
        free, stuck = groups.count(Group.WAITING), groups.count(Group.TO_DO)
        told = [words for words in waiting_words(free, stuck) if words]
        if free and self._context.sender.network.metered:
            told.append(
                self.tr(
                    "En pause\u00a0: cette connexion est limitée (partage de téléphone, forfait). "
                    "«\u00a0Envoyer maintenant\u00a0» envoie quand même"
                )
            )
        return ". ".join((*told, "")).strip() or self.tr("Rien n’attend.")

    def _send(self) -> None:
        self._context.sender.send()

    def _do(self, deed: Deed) -> None:
        if self.chosen.line is not None:
            self.deeds.do(deed, self.chosen.line)

    def _to_deeds(self) -> None:
        first = self.chosen.first_deed()
        if first is not None:
            first.setFocus()
            reveal(first)

    def _filters(self) -> tuple[tuple[str, str], ...]:
        return (
            (_ALL, self.tr("Tout")),
            (Group.TO_DO.value, self.tr("À faire")),
            (Group.WAITING.value, self.tr("En attente")),
            (Group.GONE.value, self.tr("Partis")),
        )
