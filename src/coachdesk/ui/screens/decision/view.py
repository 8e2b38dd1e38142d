"""The decision on a prescription: she enters the action, or not and why."""

from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import long_date, plural
from coachdesk.domain.profile import OutcomeKind
from coachdesk.services.decisions import NEEDS_REASON, Decision, decide, usual_end
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.dossier_page import DossierPage, Link
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import captioned, day_edit, day_of, show_day, show_past_day
from coachdesk.ui.widgets.layout import column, label, panel, row
from coachdesk.ui.widgets.partner_menu import PartnerMenu

_WIDEST = 46
"""Of the questions, in heights of the font."""


class DecisionScreen(DossierPage):
    """One choice, what it asks for, and on to the contract or back to the card."""

    kept_as = Screen.DECISION

    def __init__(self, context: Context) -> None:
        super().__init__(context, "", "")
        profile = context.action.profile
        self.title.setText(self.tr("Décision"))
        self.act.setText(self.tr("Enregistrer (Ctrl+Entrée)"))
        self.outcome = Choices(
            (
                (word.key, word.label)
                for word in profile.outcomes
                if word.kind is not OutcomeKind.PENDING
            ),
            self.tr("Décision"),
        )
        self.outcome.chosen.connect(self._show_what_it_asks)
        self.facts = label("", role="soft", wrap=True)
        day = today(context.desk.clock)
        self.entered = day_edit(day)
        self.planned_end = day_edit(usual_end(profile, day))
        self.entered.dateChanged.connect(
            lambda: show_day(self.planned_end, usual_end(profile, day_of(self.entered)))
        )
        self.reason = QLineEdit()
        self._entry, self._why = QWidget(), QWidget()
        self._entry.setLayout(
            row(
                captioned(self.tr("Entrée le"), self.entered),
                captioned(self.tr("Fin prévue le"), self.planned_end),
                None,
                spacing=12,
            )
        )
        self.partner = PartnerMenu(context, self.reason)
        why = captioned(self.tr("Motif, et vers qui ou quoi"), self.reason)
        why.addLayout(row(self.partner, None))
        self._why.setLayout(why)
        box = panel(column(self.facts, self.outcome, self._entry, self._why, spacing=12), margin=24)
        box.setMaximumWidth(em(_WIDEST))
        self.body.addLayout(row(box, None))
        self.body.addStretch(1)
        self.first = next(iter(self.outcome.buttons.values()))

    def show_target(self, target: Target) -> None:
        """Show the decision to take on a dossier."""
        self.outcome.show_key(None)
        self.reason.clear()
        self._show_what_it_asks()
        super().show_target(target)

    def read(self, link: Link, dossier: UUID) -> None:
        """The head says all."""

    def show_read(self, known: None) -> None:
        """Say what is known of the dossier."""
        del known
        head = self.head
        if head is None:
            return
        day = today(self.context.desk.clock)
        show_past_day(self.entered, day, day)
        told = [self.tr("Prescription reçue le {}.").format(long_date(head.received_on))]
        if head.first_appointment_on:
            first = long_date(head.first_appointment_on)
            told.append(self.tr("Premier rendez-vous tenu le {}.").format(first))
            show_day(self.entered, head.first_appointment_on)
        elif head.missed:
            missed = plural(head.missed, "premier rendez-vous manqué", "rendez-vous manqués")
            told.append(f"{missed}.")
        self.facts.setText(" ".join(told))
        self.keep(
            {
                "outcome": self.outcome,
                "entered": self.entered,
                "planned_end": self.planned_end,
                "reason": self.reason,
            },
        )

    def _show_what_it_asks(self) -> None:
        key = self.outcome.key()
        kind = self.context.action.profile.outcomes[key].kind if key else None
        self._entry.setVisible(kind is OutcomeKind.ENROLLED)
        self._why.setVisible(kind in NEEDS_REASON)
        self.act.setEnabled(key is not None)
        if kind in NEEDS_REASON:
            self.reason.setFocus()

    def do(self) -> None:
        """See ``DossierPage``."""
        dossier, desk, key = self.dossier, self.context.desk, self.outcome.key()
        if dossier is None or key is None:
            return
        decision = Decision(key, self.reason.text(), day_of(self.entered), day_of(self.planned_end))
        profile = self.context.action.profile
        signs = profile.is_enrolled(key) and profile.signs_contracts
        following = Screen.CONTRACT if signs else Screen.CARD

        def decided(_: object) -> None:
            self.forget(dossier)
            self.go_on(dossier, following)

        self.write(lambda: decide(desk, dossier, decision), decided)
