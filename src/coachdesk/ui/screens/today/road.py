"""The feuille de route: the places of the day in order, at each its people and what they sign."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from coachdesk.core.french import clock_time, plural
from coachdesk.domain.attendance import Presence
from coachdesk.domain.phone_codes import CodeKind
from coachdesk.queries.day import DayAppointment
from coachdesk.services.agenda.places import set_address
from coachdesk.services.presence_words import presence_words
from coachdesk.services.targets import Screen, Target
from coachdesk.services.visits import Stop, ToSign, Visit, gap_words, short_words
from coachdesk.ui.context import Context
from coachdesk.ui.messages import Question
from coachdesk.ui.theme import em, tokens
from coachdesk.ui.widgets.answer_menu import sentence
from coachdesk.ui.widgets.flow import Flow, chip_button
from coachdesk.ui.widgets.layout import Glyph, button, chip, column, label, panel, row, rule
from coachdesk.ui.widgets.wrapped_button import WrappedButton

_HOUR_EMS = 3.8
_LATE_SHOWN = 3
"""Chips of what is late in one row; the rest is counted."""
_MARGIN, _BETWEEN = 12, 6
_CHIP_EMS = 2
"""The least height of a row of chips."""


class StopPanel(QWidget):
    """One place with its people, by hour; ``changed`` once its address was written."""

    changed = Signal()

    def __init__(self, context: Context, stop: Stop) -> None:
        super().__init__()
        self._context = context
        self._stop = stop
        lines = column(self._head(), spacing=_BETWEEN)
        for number, together in enumerate(_lines(stop)):
            if number:
                lines.addWidget(rule())
            group = together[0].appointment.workshop_id is not None
            lines.addLayout(self._workshop(together) if group else self._visit(together[0]))
        whole = column(spacing=6)
        words = gap_words(stop)
        if words:
            tone = "mend" if stop.gap is not None and stop.gap <= 0 else "quiet"
            gap = chip(words, tone)
            whole.addLayout(row(12, gap, None))
        whole.addWidget(panel(lines, margin=_MARGIN))
        self.setLayout(whole)

    def _head(self) -> QVBoxLayout:
        stop = self._stop
        place = label(stop.place or self.tr("À distance, ou lieu à dire"), role="strong", wrap=True)
        head = row(Glyph("map-pin" if stop.place else "phone", "accent", 1.2), place, spacing=6)
        head.setStretch(1, 1)
        if stop.place is None:
            return column(head)
        first = stop.visits[0].appointment
        met = Target(Screen.APPOINTMENT, first.prescription_id, first.appointment_id)
        way = self.tr("Itinéraire vers {}").format(stop.place)
        head.addWidget(self._to_phone(way, met, CodeKind.PLACE))
        where: QPushButton
        if stop.address is None:
            where = button(self.tr("Ajouter l’adresse"), kind="link")
            where.setToolTip(self.tr("L’adresse de {}, pour la route").format(stop.place))
            head.addWidget(where)
        else:
            where = WrappedButton(stop.address)
            where.setToolTip(self.tr("Corriger l’adresse de {}").format(stop.place))
        where.clicked.connect(self._ask_address)
        return column(head) if stop.address is None else column(head, where, spacing=0)

    def _visit(self, visit: Visit) -> QVBoxLayout:
        item = visit.appointment
        hour = label(clock_time(item.start_minute), role="strong")
        hour.setMinimumWidth(em(_HOUR_EMS))  # the names stand in line
        opened = WrappedButton(f"{item.last_name} {item.first_name}")
        opened.setToolTip(
            self.tr("Fiche de rendez-vous, {} à {}").format(
                opened.text(), clock_time(item.start_minute)
            )
        )
        target = Target(Screen.APPOINTMENT, item.prescription_id, item.appointment_id)
        opened.clicked.connect(lambda: self._context.go(target))
        line = row(hour, opened, self._state(item), spacing=6)
        line.setStretch(1, 1)
        others = _signed_besides(visit)
        if item.presence in {Presence.PLANNED, Presence.ATTENDED}:
            came = item.presence is Presence.ATTENDED  # she leaves with the next one
            words = self.tr("Sur le téléphone, {}").format(opened.text())
            line.addWidget(self._to_phone(words, target, CodeKind.APPOINTMENT if came else ""))
        if len(others) < len(visit.to_sign):
            sign = button(self.tr("Faire signer"), glyph="signature")
            sign.setAccessibleName(f"{sign.text()}, {opened.text()}")
            sign.clicked.connect(lambda: self._context.sign(item.appointment_id))
            line.addWidget(sign)
        lines = column(line, spacing=2)
        if others or visit.late:
            lines.addLayout(self._owed(others, visit))
        return lines

    def _to_phone(self, words: str, target: Target, kind: str) -> QPushButton:
        """What is asked of a phone: her reminder, a call, the way, her next rendez-vous."""
        opened = button("", kind="icon", glyph="smartphone", name=words)
        asked = Target(Screen.PHONE, target.prescription_id, target.appointment_id, section=kind)
        opened.clicked.connect(lambda: self._context.go(asked))
        return opened

    def _workshop(self, together: list[Visit]) -> QHBoxLayout:
        """An atelier as one line, whoever comes to it."""
        first = together[0].appointment
        hour = label(clock_time(first.start_minute), role="strong")
        hour.setMinimumWidth(em(_HOUR_EMS))
        opened = WrappedButton(self.tr("Atelier «\u00a0{}\u00a0»").format(first.workshop))
        people = plural(len(together), self.tr("personne"))
        opened.setToolTip(self.tr("L’atelier et ses {}").format(people))
        target = Target(Screen.WORKSHOP, subject_id=first.workshop_id)
        opened.clicked.connect(lambda: self._context.go(target))
        answered = [visit for visit in together if _answered(visit.appointment)]
        waiting = [visit for visit in together if _waits(visit)]
        state = (
            chip(self.tr("{} sur {} ont signé").format(len(answered), len(together)), "mend")
            if waiting and answered
            else chip(people, "quiet" if waiting else "done")
        )
        line = row(hour, opened, state, spacing=6)
        line.setStretch(1, 1)
        if waiting:
            sign = button(self.tr("Faire signer"), glyph="signature")
            sign.setAccessibleName(f"{sign.text()}, {opened.text()}")
            key = waiting[0].appointment.appointment_id
            sign.clicked.connect(lambda: self._context.sign(key))
            line.addWidget(sign)
        return line

    def _owed(self, others: list[ToSign], visit: Visit) -> QHBoxLayout:
        """What she signs besides this presence, and what is late, each opening its place."""
        flow = Flow()
        if others:
            flow.add(label(self.tr("À signer aussi\u00a0:"), role="caption"))
        for each in others:
            signed = chip_button(each.words)
            signed.clicked.connect(lambda _=False, asked=each: self._sign(asked))
            flow.add(signed)
        if visit.late:
            flow.add(label(self.tr("En retard\u00a0:"), role="caption"))
        for thing in visit.late[:_LATE_SHOWN]:
            late = chip_button(short_words(thing))
            late.setProperty("tone", "mend")
            late.setToolTip(sentence(thing))
            late.clicked.connect(lambda _=False, asked=thing.target: self._context.go(asked))
            flow.add(late)
        if len(visit.late) > _LATE_SHOWN:
            flow.add(chip(f"+\u00a0{len(visit.late) - _LATE_SHOWN}", "quiet"))
        line = row(flow)
        line.setContentsMargins(0, 0, 0, 4)
        return line

    def _sign(self, asked: ToSign) -> None:
        if asked.pad is not None:
            self._context.sign(asked.pad)
        else:
            self._context.go(asked.target)

    def _state(self, item: DayAppointment) -> QLabel:
        state = presence_words(
            self._context.action.profile,
            item.presence,
            signed=item.signed,
            declined=item.declined,
            first_time=item.first_of_dossier,
        )
        return chip(state.words, state.tone)

    def _ask_address(self) -> None:
        place = self._stop.place
        if place is None:
            return
        question = Question(
            self.tr("Adresse de {}").format(place),
            self._stop.address
            or self.tr("Rue et commune, telles que vous les tapez au GPS, ou 49.9551, 1.9402."),
            self.tr("Garder"),
            reason=self.tr("Adresse"),
            keep=self._context.keeping(f"adresse:{place}"),
        )
        self._context.messages.ask(question, lambda typed: self._keep(place, typed))

    def _keep(self, place: str, address: str) -> None:
        desk = self._context.desk
        self._context.runner.write(
            self,
            lambda _task: set_address(desk, place, address),
            lambda _: self.changed.emit(),
        )


def stop_height(stop: Stop) -> int:
    """The least height of its panel: lines for the place and its address, one or two a visit."""
    line = tokens().control
    address = 0 if stop.place is None or stop.address is None else line
    place = em(1.2) if stop.address is not None or stop.place is None else line
    owing = sum(
        bool(visit.late or _signed_besides(visit))
        for visit in stop.visits
        if visit.appointment.workshop_id is None
    )
    lines = len(_lines(stop)) * (line + _BETWEEN)
    return 2 * _MARGIN + place + address + lines + owing * em(_CHIP_EMS)


def _lines(stop: Stop) -> list[list[Visit]]:
    """The visits as the road shows them: one line each, the people of an atelier on one."""
    lines: dict[object, list[Visit]] = {}
    for visit in stop.visits:
        item = visit.appointment
        lines.setdefault(item.workshop_id or item.appointment_id, []).append(visit)
    return list(lines.values())


def _answered(item: DayAppointment) -> bool:
    return item.signed or item.declined is not None


def _waits(visit: Visit) -> bool:
    """Whether she is there, or expected, and was not asked to sign yet."""
    item = visit.appointment
    return item.presence in {Presence.PLANNED, Presence.ATTENDED} and not _answered(item)


def _signed_besides(visit: Visit) -> list[ToSign]:
    """What she signs that is not this presence."""
    return [each for each in visit.to_sign if each.pad != visit.appointment.appointment_id]
