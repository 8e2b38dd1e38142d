"""Someone who left comes again: her new prescription, and nothing else to type."""

from uuid import UUID

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import short_date
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.services.exits.reentry import ReentryForm, come_again, reentry_form
from coachdesk.services.exits.words import stint_words
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.dossier_page import DossierPage, Link
from coachdesk.ui.widgets.fields import (
    answered_beside,
    choose,
    place_choices,
    show_past_day,
)
from coachdesk.ui.widgets.layout import column, label, panel
from coachdesk.ui.widgets.prescription_fields import PrescriptionFields
from coachdesk.ui.widgets.slot_form import SlotForm
from coachdesk.ui.widgets.slot_warning import SlotWarning
from coachdesk.ui.widgets.two_columns import TwoColumns


class ReentryScreen(DossierPage):
    """Ctrl+Enter records it and opens her new dossier."""

    kept_as = Screen.REENTRY

    def __init__(self, context: Context) -> None:
        super().__init__(context, "", "")
        profile, day = context.action.profile, today(context.desk.clock)
        self.title.setText(self.tr("Nouvelle prescription"))
        self.act.setText(self.tr("Enregistrer"))
        self.act.setToolTip(self.tr("Enregistrer la nouvelle prescription (Ctrl+Entrée)"))
        self.who = label("", role="strong", wrap=True)
        self.facts = label("", role="soft", wrap=True)
        self.before = label("", wrap=True)
        self._prescription = PrescriptionFields(profile, day)
        self.number, self.received = self._prescription.number, self._prescription.received
        self.prescriber = self._prescription.prescriber
        self.case_manager = self._prescription.case_manager
        self.slot = SlotForm(profile, Slot(day, 540, 600, None, Mode.ON_SITE))
        SlotWarning(context, self.slot)
        self.body.addWidget(
            TwoColumns(
                column(panel(self._person()), panel(self._prescription), None, spacing=10),
                column(panel(self._first()), None),
                (1, 1),
            )
        )
        self.body.addStretch(1)
        self.first = self.number

    def read(self, link: Link, dossier: UUID) -> ReentryForm:
        """See ``DossierPage``."""
        return reentry_form(link, self.context.action, dossier, today(self.context.desk.clock))

    def show_read(self, known: ReentryForm) -> None:
        """See ``DossierPage``."""
        profile, who = self.context.action.profile, known.identity
        self.who.setText(f"{who.first_name} {who.last_name}, {short_date(who.birth_date)}")
        self.facts.setText(
            "  ·  ".join(
                part for part in (who.commune, who.phone, who.email, who.beneficiary_number) if part
            )
        )
        self.before.setText("\n".join(stint_words(profile, item) for item in known.stints))
        self.number.setText(known.number)
        day = today(self.context.desk.clock)
        show_past_day(self.received, day, day)
        choose(self.prescriber, who.prescriber)
        for box, texts, shown in (
            (self.case_manager, known.case_managers, who.case_manager),
            (self.slot.place, place_choices(profile, known.places), known.first.place),
        ):
            box.clear()
            box.addItems(list(texts))
            box.setCurrentText(shown or "")
        self.slot.show_slot(known.first)
        self.keep(
            {
                "number": self.number,
                "received": self.received,
                "prescriber": self.prescriber,
                "case_manager": self.case_manager,
                "slot": self.slot,
            },
        )

    def do(self) -> None:
        """See ``DossierPage``."""
        before, desk, action = self.dossier, self.context.desk, self.context.action
        if before is None:
            return
        answers: dict[QWidget, QLabel] = {self.number: self._prescription.number_answer}
        if answered_beside(answers, self._prescription.missing()):
            return
        facts, slot = self._prescription.facts(), self.slot.slot()

        def recorded(made: UUID) -> None:
            self.forget(before)
            self.done = True
            self.context.go_from(self, Target(Screen.CARD, made))
            self.context.messages.inform(
                self.tr("Nouveau dossier n°\u00a0{}, premier rendez-vous le {}.").format(
                    facts.number, short_date(slot.held_on)
                )
            )

        self.write(lambda: come_again(desk, action, before, facts, slot), recorded)

    def _person(self) -> QVBoxLayout:
        return column(
            self.who,
            self.facts,
            label(self.tr("Parcours jusqu’ici"), role="caption"),
            self.before,
            label(
                self.tr(
                    "Son identité est reprise telle quelle. Sa situation d’alors sera proposée "
                    "dans le diagnostic, à confirmer ensemble\u00a0; ses réponses au FSE+ à la "
                    "première entrée restent celles qui comptent."
                ),
                role="soft",
                wrap=True,
            ),
            spacing=6,
        )

    def _first(self) -> QVBoxLayout:
        return column(label(self.tr("Premier rendez-vous"), role="strong"), self.slot, spacing=8)
