"""The fields of a prescription: its n°, when it came, who prescribes, who follows her."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from coachdesk.domain.profile import ActionProfile
from coachdesk.services.prescriptions import PrescriptionFacts
from coachdesk.ui.widgets.fields import (
    TYPE_OR_CHOOSE,
    captioned,
    day_edit,
    day_of,
    open_box,
    refusal_line,
    words_box,
)
from coachdesk.ui.widgets.layout import label


class PrescriptionFields(QGridLayout):
    """Only the n° can be wrong; ``number_answer`` says so."""

    def __init__(self, profile: ActionProfile, day: date) -> None:
        super().__init__()
        self.number, self.number_answer = QLineEdit(), refusal_line()
        self.number.textChanged.connect(self.number_answer.hide)
        self.received = day_edit(day)
        self.prescriber = words_box(profile.prescribers, optional=False)
        self.case_manager = open_box((), TYPE_OR_CHOOSE)
        number = captioned(self.tr("N° du dossier *"), self.number)
        number.addWidget(self.number_answer)
        self.setHorizontalSpacing(12)
        self.setVerticalSpacing(8)
        self.addWidget(label(self.tr("La prescription"), role="strong"), 0, 0, 1, 2)
        self.addLayout(number, 1, 0)
        received = captioned(self.tr("Reçue le"), self.received)
        self.addLayout(received, 1, 1, Qt.AlignmentFlag.AlignTop)  # beside an answer, as without
        self.addLayout(captioned(self.tr("Prescripteur"), self.prescriber), 2, 0)
        self.addLayout(captioned(self.tr("Référent RSA"), self.case_manager), 2, 1)
        self.setColumnStretch(0, 1)
        self.setColumnStretch(1, 1)

    def missing(self) -> dict[QWidget, str]:
        """What is to be said beside the n° when it is not written."""
        if self.number.text().strip():
            return {}
        return {self.number: self.tr("Écrivez le n° de la prescription.")}

    def facts(self) -> PrescriptionFacts:
        """What is typed."""
        return PrescriptionFacts(
            self.number.text(),
            day_of(self.received),
            self.prescriber.currentData(),
            self.case_manager.currentText(),
        )
