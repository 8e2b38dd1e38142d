"""Who a company is: what a convention says of it, how to reach it, what is good to know."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from coachdesk.core.french import NBSP
from coachdesk.domain.siret import siret, siret_fault, siret_words
from coachdesk.queries.company import CompanyRecord
from coachdesk.ui.widgets.fields import captioned, refusal_line
from coachdesk.ui.widgets.growing_text import GrowingText
from coachdesk.ui.widgets.layout import column, label, set_tone
from coachdesk.ui.widgets.proposing_line import Proposal, ProposingLine

_DIGITS = 14


class IdentityForm(QWidget):
    """``named`` once a name was typed to its end: others may be the same company."""

    named = Signal()

    def __init__(self, contacts: Callable[[], Sequence[str]]) -> None:
        """``contacts`` are those typed beside, whom a convention may name."""
        super().__init__()
        self._contacts = contacts
        self.name, self.siret, self.address = QLineEdit(), QLineEdit(), QLineEdit()
        self.phone, self.email = QLineEdit(), QLineEdit()
        self.activity, self.agreement = QLineEdit(), QLineEdit()
        self.contact = ProposingLine[str](self._contacts_found)
        self.note = GrowingText(())
        self.address.setPlaceholderText(self.tr("Rue, code postal et commune, ou la commune"))
        self.contact.setPlaceholderText(self.tr("Prénom NOM, fonction"))
        self.siret.setPlaceholderText(self.tr("14\u00a0chiffres, ou rien pour un prospect"))
        self.state = label("", role="caption", wrap=True)
        self.faults: dict[str, QLabel] = {
            name: refusal_line() for name in ("name", "siret", "phone", "email")
        }
        self.siret.textChanged.connect(self._say)
        self.name.editingFinished.connect(self.named)
        self.siret.editingFinished.connect(self.named)
        self._say()
        self.setLayout(self._grid())

    def fields(self) -> Mapping[str, QWidget]:
        """For a draft, by the names of ``CompanyFile``."""
        return {
            "name": self.name,
            "siret": self.siret,
            "address": self.address,
            "phone": self.phone,
            "email": self.email,
            "activity": self.activity,
            "collective_agreement": self.agreement,
            "contact": self.contact,
            "note": self.note.edit,
        }

    def texts(self) -> dict[str, str]:
        """What is typed, by the same names."""
        typed = {
            name: field.text().strip()
            for name, field in self.fields().items()
            if isinstance(field, QLineEdit)
        }
        return {**typed, "note": self.note.text()}

    def show_record(self, record: CompanyRecord | None, name: str = "") -> None:
        """Show a company, or a blank form with the ``name`` that was sought."""
        for key, field in self.fields().items():
            value = getattr(record, key) if record is not None else None
            if key == "siret" and value:
                value = siret_words(value)
            if isinstance(field, QLineEdit):
                field.setText(value or "")
                field.home(False)
        self.note.edit.setPlainText((record.note if record else "") or "")
        if record is None:
            self.name.setText(name)
        for line in self.faults.values():
            line.hide()
        self._say()

    def show_faults(self, wrong: Mapping[str, str]) -> QWidget | None:
        """Say what can't be beside each field; gives the first one to put right."""
        for name, line in self.faults.items():
            line.setText(wrong.get(name, ""))
            line.setVisible(name in wrong)
        fields = self.fields()
        return next((fields[name] for name in self.faults if name in wrong), None)

    def _say(self) -> None:
        """Whether its number can be; why not, once it is typed to its end."""
        typed = self.siret.text().strip()
        digits = sum(char.isdigit() for char in typed)
        tone = ""
        if not typed:
            said = self.tr("Sans SIRET, c’est un prospect\u00a0: une immersion le demandera.")
        elif siret(typed) is not None:
            said = self.tr("Ce SIRET est correct.")
        elif digits < _DIGITS and digits == len(typed.replace(" ", "").replace(NBSP, "")):
            said = self.tr("{} chiffres sur {}").format(digits, _DIGITS).replace(" ", NBSP)
        else:
            said, tone = siret_fault(typed), "mend"
        self.state.setText(said)
        set_tone(self.state, tone)
        self.faults["siret"].hide()

    def _contacts_found(self, typed: str, limit: int) -> list[Proposal[str]]:
        sought = typed.casefold()
        found = [text for text in self._contacts() if sought in text.casefold()]
        return [Proposal(text, text, text) for text in found[:limit]]

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        beside: tuple[tuple[str, QWidget, tuple[QWidget, ...]], ...] = (
            (self.tr("Nom"), self.name, (self.faults["name"],)),
            (self.tr("SIRET"), self.siret, (self.state, self.faults["siret"])),
            (self.tr("Adresse"), self.address, ()),
            (self.tr("Téléphone"), self.phone, (self.faults["phone"],)),
            (self.tr("Courriel"), self.email, (self.faults["email"],)),
            (self.tr("Activité principale"), self.activity, ()),
            (self.tr("Convention collective, s’il y en a une"), self.agreement, ()),
            (self.tr("Nommé sur la convention\u00a0: accueil et sécurité"), self.contact, ()),
            (self.tr("À savoir, sur aucun papier"), self.note, ()),
        )
        whole = {self.name, self.siret, self.address, self.contact, self.note}
        line = place = 0
        for text, field, below in beside:
            wide = field in whole
            if wide and place:
                line, place = line + 1, 0
            cell = column(captioned(text, field), *below, None, spacing=2)
            grid.addLayout(cell, line, place, 1, 2 if wide else 1)
            line, place = (line, 1) if not wide and not place else (line + 1, 0)
        return grid
