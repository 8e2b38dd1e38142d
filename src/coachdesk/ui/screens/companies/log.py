"""The prospecting log of a company: a contact is noted in three clicks; those noted are below."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.french import going_within, short_date
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.planned import OpenDossier
from coachdesk.queries.prospecting import ProspectingRow
from coachdesk.services.companies.prospecting import (
    change_prospecting,
    drop_prospecting,
    note_prospecting,
)
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.screens.companies.log_form import LogForm
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import button, column, label, reveal, row
from coachdesk.ui.widgets.table import RowTable

_TABLE_HEIGHT = 12


class Log(QWidget):
    """``changed`` once a contact was noted, put right or taken out."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._company: UUID | None = None
        """The one that the form is about; None once it is to be blank again."""
        profile = context.action.profile
        self.form = LogForm(context.desk.clock, profile)
        self.noted = LogList(profile)
        self.form.asked.connect(self.note)
        self.form.left.connect(self.form.start)
        self.noted.correct_asked.connect(self._correct)
        self.noted.drop_asked.connect(self._drop)
        self.setLayout(column(self.form, self.noted, spacing=12))

    def renew(self) -> None:
        """The form is blank again the next time a company is shown."""
        self._company = None

    def show_log(
        self,
        company: UUID,
        log: Sequence[ProspectingRow],
        people: Sequence[OpenDossier],
        whose: UUID | None,
    ) -> None:
        """Show the log of ``company``; what is typed of it stays. ``whose`` is for whom."""
        self.form.person.show_people(people)
        self.noted.show_log(log)
        if self._company != company:
            self._company = company
            self.form.start(whose=whose)
            self._context.drafts.keep(self.form, self._draft, self.form.fields())

    def note(self) -> None:
        """Note the contact that is typed, or the correction of one."""
        company, contact = self._company, self.form.contact()
        if company is None or contact is None:
            return
        desk, action, correcting = self._context.desk, self._context.action, self.form.correcting

        def work() -> None:
            if correcting is None:
                note_prospecting(desk, action, company, contact)
            else:
                change_prospecting(desk, correcting, contact)

        self._context.runner.write(self, lambda _task: work(), lambda _: self._done(company))

    @property
    def _draft(self) -> str:
        return f"prospecting:{self._company}"

    def _done(self, company: UUID) -> None:
        self._context.drafts.forget(f"prospecting:{company}")
        if company == self._company:
            self.renew()
            self.changed.emit()

    def _correct(self, contact: ProspectingRow | None) -> None:
        if contact is not None:
            self.form.start(contact)
            reveal(self.form)
            self.form.note.setFocus()

    def _drop(self, contact: ProspectingRow | None) -> None:
        company, desk = self._company, self._context.desk
        if contact is None or company is None:
            return

        def dropped(_: None) -> None:
            self._context.messages.inform(self.tr("Contact retiré. Ctrl+Z le remet."))
            if self.form.correcting == contact.id:
                self._done(company)
            else:
                self.changed.emit()  # what is typed of another one stays

        self._context.runner.write(self, lambda _task: drop_prospecting(desk, contact.id), dropped)


class LogList(QWidget):
    """The contacts noted; ``correct_asked`` and ``drop_asked`` carry the one she is on."""

    correct_asked = Signal(object)
    drop_asked = Signal(object)

    def __init__(self, profile: ActionProfile) -> None:
        super().__init__()
        self._profile = profile
        self.table: RowTable[ProspectingRow] = RowTable(
            (
                Column(self.tr("Date"), lambda one: short_date(one.done_on),
                       lambda one: one.done_on.isoformat(), width=92),
                Column(self.tr("Contact"), self._said),
                Column(self.tr("À rappeler"), lambda one: short_date(one.call_back_on),
                       lambda one: one.call_back_on.isoformat() if one.call_back_on else "9",
                       width=96),
            ),
            self.tr("Contacts notés"),
            wrap=True,
        )  # fmt: skip
        self.table.setMaximumHeight(em(_TABLE_HEIGHT))
        self.table.opened.connect(self.correct_asked)
        self.table.chosen.connect(self._choose)
        self.correct = button(self.tr("Corriger"), kind="link", glyph="pencil")
        self.correct.clicked.connect(lambda: self.correct_asked.emit(self.table.current()))
        self.drop = button(self.tr("Retirer"), kind="link", glyph="x")
        self.drop.clicked.connect(lambda: self.drop_asked.emit(self.table.current()))
        self.empty = label(
            self.tr("Aucun contact noté\u00a0: le premier se note ci-dessus."),
            role="soft",
            wrap=True,
        )
        self.setLayout(
            column(self.empty, self.table, row(self.correct, self.drop, None), spacing=6)
        )

    def show_log(self, log: Sequence[ProspectingRow]) -> None:
        """Show those, the latest first."""
        self.table.rows.set_rows(log)
        self.table.setVisible(bool(log))
        self.empty.setVisible(not log)
        self._choose(None)

    def _choose(self, contact: ProspectingRow | None) -> None:
        for act in (self.correct, self.drop):
            act.setVisible(bool(self.table.rows.rows()))
            act.setEnabled(contact is not None)

    def _said(self, one: ProspectingRow) -> str:
        """« Appel, à rappeler, pour DURAND Léa : demande un CV »."""
        parts = [self._profile.prospecting_kinds.label(one.kind)]
        if one.result:
            result = self._profile.prospecting_results.label(one.result)
            parts.append(going_within(result))
        if one.prescription_id is not None:
            parts.append(self.tr("pour {} {}").format(one.last_name, one.first_name))
        said = ", ".join(parts)
        return f"{said}\u00a0: {one.note}" if one.note else said
