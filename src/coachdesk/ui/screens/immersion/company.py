"""The company that receives someone: found among those known, or new with its SIRET checked."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QListView, QWidget

from coachdesk.core.french import NBSP, quoted
from coachdesk.domain.siret import siret
from coachdesk.queries.companies import CompanyRow
from coachdesk.services.immersions import CompanyFacts
from coachdesk.ui.widgets.fields import captioned, refusal_line
from coachdesk.ui.widgets.layout import column, label, set_tone

_DIGITS = 14
_SHOWN = 12


class CompanyForm(QWidget):
    """``known`` carries the company chosen among those known."""

    known = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._companies: dict[str, CompanyRow] = {}
        self._by_words: dict[str, CompanyRow] = {}
        self.name, self.siret, self.address = QLineEdit(), QLineEdit(), QLineEdit()
        self.activity, self.agreement, self.contact = QLineEdit(), QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(self.tr("Nom ou SIRET d’une entreprise connue, ou nouveau"))
        self.contact.setPlaceholderText(self.tr("Prénom NOM, fonction"))
        self.state = label("", role="caption", wrap=True)
        self.fault = refusal_line()
        self.name.textChanged.connect(self._named)
        self.siret.textChanged.connect(self._numbered)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        places: tuple[tuple[str, QLineEdit, int, int, int], ...] = (
            (self.tr("Entreprise"), self.name, 0, 0, 1),
            (self.tr("SIRET"), self.siret, 0, 1, 1),
            (self.tr("Adresse"), self.address, 2, 0, 2),
            (self.tr("Activité principale"), self.activity, 3, 0, 1),
            (self.tr("Convention collective, s’il y en a une"), self.agreement, 3, 1, 1),
            (self.tr("Responsable de l’accueil et de la sécurité, sa fonction"),
             self.contact, 4, 0, 2),
        )  # fmt: skip
        for text, field, line, place, span in places:
            grid.addLayout(captioned(text, field), line, place, 1, span)
        grid.addLayout(column(self.state, self.fault, spacing=2), 1, 0, 1, 2)
        self.setLayout(grid)

    def fields(self) -> Mapping[str, QWidget]:
        """For a draft."""
        return {
            "company": self.name,
            "siret": self.siret,
            "address": self.address,
            "activity": self.activity,
            "agreement": self.agreement,
            "contact": self.contact,
        }

    def show_companies(self, companies: Sequence[CompanyRow]) -> None:
        """Propose those; what is typed stays."""
        self._companies = {known.siret: known for known in companies}
        self._by_words = {f"{known.name} – {known.siret}": known for known in companies}
        completer = QCompleter(list(self._by_words), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(_SHOWN)
        proposals = QListView()
        proposals.setObjectName("proposals")
        completer.setPopup(proposals)
        self.name.setCompleter(completer)
        self._say()

    def company(self) -> CompanyFacts:
        """What is typed."""
        return CompanyFacts(
            siret(self.siret.text()) or self.siret.text().strip(),
            self.name.text().strip(),
            self.address.text().strip(),
            self.activity.text().strip(),
            self.agreement.text().strip(),
            self.contact.text().strip(),
        )

    def show_company(self, facts: CompanyFacts) -> None:
        """Show ``facts``, without telling."""
        for field, text in (
            (self.name, facts.name),
            (self.siret, facts.siret),
            (self.address, facts.address),
            (self.activity, facts.activity),
            (self.agreement, facts.collective_agreement),
            (self.contact, facts.contact),
        ):
            with QSignalBlocker(field):
                field.setText(text)
                field.home(False)
        self.fault.hide()
        self._say()

    def show_fault(self) -> QWidget | None:
        """Say what of the company can't be; gives the field to put right."""
        if not self.name.text().strip():
            sentence, field = self.tr("Écrivez le nom de l’entreprise."), self.name
        elif not self.siret.text().strip():
            sentence, field = self.tr("Écrivez le SIRET, d’un papier de l’entreprise."), self.siret
        elif siret(self.siret.text()) is None:
            sentence = self.tr(
                "Ce SIRET n’existe pas\u00a0: recopiez ses 14\u00a0chiffres d’un papier de "
                "l’entreprise."
            )
            field = self.siret
        else:
            self.fault.hide()
            return None
        self.fault.setText(sentence)
        self.fault.show()
        return field

    def _named(self, text: str) -> None:
        """A proposal was taken, or a SIRET typed where the name goes."""
        self._recognise(self._by_words.get(text) or self._companies.get(siret(text) or ""))

    def _numbered(self, text: str) -> None:
        known = self._companies.get(siret(text) or "")
        taken = known is not None and known.name == self.name.text()
        self._recognise(None if taken else known)

    def _recognise(self, known: CompanyRow | None) -> None:
        if known is not None:
            self._take(known)
        else:
            self.fault.hide()
            self._say()

    def _take(self, known: CompanyRow) -> None:
        self.show_company(
            CompanyFacts(
                known.siret,
                known.name,
                known.address or "",
                known.activity or "",
                known.collective_agreement or "",
                known.contact or "",
            )
        )
        self.known.emit(known)

    def _say(self) -> None:
        """Whether the company is known, and whether its number can be."""
        typed = self.siret.text().strip()
        number = siret(typed)
        digits = sum(char.isdigit() for char in typed)
        known, tone = self._companies.get(number or ""), ""
        if known is not None:
            said = self.tr("Entreprise connue\u00a0: ce qui change ici vaut pour elle.")
            if self.name.text().strip() not in {"", known.name}:
                said = self.tr("Ce SIRET est celui de {}.").format(quoted(known.name))
        elif number is not None:
            said = self.tr("Nouvelle entreprise\u00a0: son SIRET est correct.")
        elif digits >= _DIGITS:
            said = self.tr("Les chiffres de ce SIRET ne se répondent pas\u00a0: vérifiez-les.")
            tone = "mend"
        elif typed:
            said = self.tr("{} chiffres sur {}").format(digits, _DIGITS).replace(" ", NBSP)
        else:
            said = self.tr("Une nouvelle entreprise se reconnaît à son SIRET.")
        self.state.setText(said)
        set_tone(self.state, tone)
