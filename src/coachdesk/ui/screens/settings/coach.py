"""Who the coach is: what papers print of her, and how she is reached."""

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from coachdesk.services.coach import change_coach, coach_faults
from coachdesk.services.desk import CoachInfo
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.contact_line import ContactLine
from coachdesk.ui.widgets.fields import answered_beside, captioned, refusal_line
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button

_CODE = 10


class CoachSection(SettingsSection):
    """Name and initials are recorded together; the contact by itself, as in « À imprimer »."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        coach = context.desk.coach
        self.name = QLineEdit(coach.name)
        self.code = QLineEdit(coach.code)
        self.code.setMaximumWidth(em(_CODE))
        self.code.setMaxLength(4)
        self._answers: dict[QWidget, QLabel] = {
            self.name: refusal_line(),
            self.code: refusal_line(),
        }
        self.record = button(self.tr("Enregistrer"), kind="primary", glyph="check")
        self.record.setToolTip(self.tr("Enregistrer (Ctrl+Entrée)"))
        self.record.clicked.connect(self._record)
        bind_main_act(self, self.record.click)
        for edit in (self.name, self.code):
            edit.textChanged.connect(self._tell)
            edit.returnPressed.connect(self.record.click)
        name = captioned(self.tr("Prénom et nom, sur tous les papiers"), self.name)
        name.addWidget(self._answers[self.name])
        code = captioned(self.tr("Initiales, dans le nom des envois"), self.code)
        code.addWidget(self._answers[self.code])
        self.box(
            self.tr("Votre nom"),
            name,
            code,
            note(
                self.tr(
                    "Les papiers déjà signés et les envois déjà faits gardent l’ancien. Le "
                    "certificat de ce poste aussi\u00a0: il porte le nom sous lequel il a été "
                    "fait. Ctrl+Z annule."
                )
            ),
            Flow(self.record, trailing=True),
        )
        self.contact = ContactLine(context)
        self.box(
            self.tr("Vous joindre"),
            self.contact,
            note(
                self.tr(
                    "Imprimé sur les lettres et les billets de rendez-vous. Retenu dès que vous "
                    "quittez le champ\u00a0; se rechange ici."
                )
            ),
        )
        self.first = self.name
        self.found = {"name": self.name, "code": self.code, "contact": self.contact.edit}
        self._tell()

    def refresh(self) -> None:
        """See ``SettingsSection``."""
        self.contact.refresh()

    def _tell(self) -> None:
        coach = self.context.desk.coach
        self.record.setEnabled((self.name.text(), self.code.text()) != (coach.name, coach.code))

    def _record(self) -> None:
        name, code, desk = self.name.text(), self.code.text(), self.context.desk
        fields: dict[str, QWidget] = {"name": self.name, "code": self.code}
        wrong = {fields[key]: said for key, said in coach_faults(name, code).items()}
        if answered_beside(self._answers, wrong):
            return

        def changed(coach: CoachInfo) -> None:
            self.context.messages.inform(
                self.tr("Les papiers diront {} (Ctrl+Z annule).").format(coach.name)
            )
            self.context.reopen(Target(Screen.SETTINGS, section="coach"))

        self.context.runner.write(self, lambda _task: change_coach(desk, name, code), changed)
