"""The one who is being called: her phone in large, one click for what came of it, her dossier."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton

from coachdesk.core.clock import today
from coachdesk.core.french import NBSP, short_date
from coachdesk.domain.profile import ContactStage
from coachdesk.queries.outreach import ContactRow
from coachdesk.services.prestations.contacts import NEXT_CALL, Answer
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.fields import captioned, day_edit, day_of, show_day
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.wide_check import WideCheck


class CallPanel(QFrame):
    """``answered`` carries an ``Answer``; the others ask for something about the person shown."""

    answered = Signal(object)
    prescription_asked = Signal()
    dossier_asked = Signal()
    correction_asked = Signal()
    removal_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._context = context
        profile = context.action.profile
        self.person: ContactRow | None = None
        self.name = label("", role="strong", wrap=True)
        self.phone = label("", role="heading")
        self.phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state = label("", role="soft", wrap=True)
        self.called_on = day_edit(today(context.desk.clock))
        self.again_on = day_edit(today(context.desk.clock) + NEXT_CALL)
        for day in (self.called_on, self.again_on):
            day.setDisplayFormat("ddd d MMM yyyy")
        self.give_up = WideCheck(self.tr("Ne plus rappeler"))
        self.give_up.toggled.connect(self.again_on.setDisabled)
        self.outcomes: dict[str, QPushButton] = {}
        for word in profile.outreach_outcomes:
            act = button(word.label)
            act.setToolTip(self.tr("Noter\u00a0: {}").format(word.label))
            act.clicked.connect(lambda _=False, key=word.key: self._answer(key))
            self.outcomes[word.key] = act
        self._again = {
            word.key
            for word in profile.outreach_outcomes
            if word.stage in {ContactStage.TO_CALL, ContactStage.UNREACHABLE}
        }
        self.prescribe = button(self.tr("Créer la prescription"), glyph="user-round-plus")
        self.prescribe.clicked.connect(self.prescription_asked)
        self.open = button(self.tr("Ouvrir son dossier"))
        self.open.clicked.connect(self.dossier_asked)
        self.correct = button(self.tr("Corriger"), kind="mini")
        self.correct.clicked.connect(self.correction_asked)
        self.remove = button(self.tr("Retirer de la liste"), kind="mini")
        self.remove.clicked.connect(self.removal_asked)
        self._arrange()
        self.hide()

    def show_person(self, person: ContactRow | None) -> None:
        """Show ``person``; nobody hides the panel."""
        self.person = person
        self.setVisible(person is not None and not person.erased)
        if person is None or person.erased:
            return
        profile, day = self._context.action.profile, today(self._context.desk.clock)
        self.name.setText(", ".join(part for part in (person.name, person.commune) if part))
        self.phone.setText(person.phone or self.tr("Pas de téléphone"))
        said = [profile.outreach_outcomes.label(person.outcome)]
        if person.called_on:
            said.append(self.tr("appel du {}").format(short_date(person.called_on)))
        if person.call_back_on:
            said.append(self.tr("à rappeler le {}").format(short_date(person.call_back_on)))
        if person.note:
            said.append(person.note)
        self.state.setText("  ·  ".join(said))
        show_day(self.called_on, day)
        show_day(self.again_on, day + NEXT_CALL)
        self.give_up.setChecked(False)
        self.prescribe.setVisible(person.prescription_id is None)
        self.open.setVisible(person.prescription_id is not None)
        self.open.setText(self.tr("Ouvrir le dossier n°{}{}").format(NBSP, person.number or ""))
        self.remove.setVisible(person.prescription_id is None)

    def _answer(self, key: str) -> None:
        again = key in self._again
        give_up = again and self.give_up.isChecked()
        back = day_of(self.again_on) if again and not give_up else None
        self.answered.emit(Answer(key, day_of(self.called_on), back, give_up=give_up))

    def _arrange(self) -> None:
        when = row(
            captioned(self.tr("Appel du"), self.called_on),
            captioned(self.tr("Sinon, rappeler le"), self.again_on),
            spacing=10,
        )
        layout = column(
            column(self.name, self.phone, self.state, spacing=2),
            when,
            self.give_up,
            label(self.tr("Un clic note l’appel"), role="caption"),
            Flow(*self.outcomes.values()),
            Flow(self.prescribe, self.open, self.correct, self.remove),
            spacing=8,
        )
        layout.setContentsMargins(16, 12, 16, 12)
        self.setLayout(layout)
