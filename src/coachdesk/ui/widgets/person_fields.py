"""The fields that say who someone is: what they hold, and what can't be, said beside each."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from coachdesk.domain.cells import as_date
from coachdesk.domain.identity import with_capitals
from coachdesk.services.prescriptions import PersonFacts, person_faults
from coachdesk.ui.widgets.choices import Choices


@dataclass(frozen=True, eq=False)
class PersonFields:
    """Named as the facts that they hold."""

    last_name: QLineEdit
    first_name: QLineEdit
    gender: Choices
    birth_date: QLineEdit
    postcode: QLineEdit
    commune: QComboBox
    phone: QLineEdit
    email: QLineEdit
    beneficiary_number: QLineEdit

    def facts(self) -> PersonFacts:
        """What is typed, the names as papers write them."""
        last_name, first_name = with_capitals(self.last_name.text(), self.first_name.text())
        return PersonFacts(
            last_name,
            first_name,
            self.gender.key() or "",
            as_date(self.birth_date.text()),
            self.postcode.text(),
            self.commune.currentText(),
            self.phone.text(),
            self.email.text(),
            self.beneficiary_number.text(),
        )

    def faults(self, day: date) -> dict[QWidget, str]:
        """The fields that can't be recorded on ``day``, each with its sentence."""
        found = person_faults(self.facts(), day)
        return {getattr(self, name): sentence for name, sentence in found.items()}
