"""The company that receives someone: found among those known, or new with its SIRET checked.

A prospect is known too; the SIRET that a convention needs is asked for here.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from coachdesk.core.french import NBSP, fold, quoted
from coachdesk.core.search import company_haystack
from coachdesk.domain.addresses import commune_of
from coachdesk.domain.siret import siret, siret_fault, siret_words
from coachdesk.queries.companies import CompanyRow, contact_lines
from coachdesk.services.immersions import CompanyFacts
from coachdesk.ui.widgets.fields import captioned, refusal_line
from coachdesk.ui.widgets.layout import column, label, set_tone
from coachdesk.ui.widgets.proposing_line import Proposal, ProposingLine, searching

_DIGITS = 14


class CompanyForm(QWidget):
    """``known`` carries the company chosen among those known."""

    known = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._companies: dict[str, CompanyRow] = {}
        """Those that have a SIRET, by it."""
        self._proposals: tuple[tuple[str, Proposal[CompanyRow]], ...] = ()
        self._contacts: tuple[str, ...] = ()
        self._prospect: CompanyRow | None = None
        """The one taken that has no SIRET yet."""
        self.name = ProposingLine[CompanyRow](searching(lambda: self._proposals))
        self.siret, self.address = QLineEdit(), QLineEdit()
        self.activity, self.agreement = QLineEdit(), QLineEdit()
        self.contact = ProposingLine[str](self._contacts_found)
        self.name.setPlaceholderText(self.tr("Nom, commune, contact ou SIRET : connue ou nouvelle"))
        self.contact.setPlaceholderText(self.tr("Prénom NOM, fonction"))
        self.state = label("", role="caption", wrap=True)
        self.fault = refusal_line()
        self.name.taken.connect(self._take)
        self.name.textChanged.connect(self._named)
        self.siret.textChanged.connect(self._numbered)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        places: tuple[tuple[str, QLineEdit, int, int, int], ...] = (
            (self.tr("Entreprise"), self.name, 0, 0, 2),
            (self.tr("SIRET"), self.siret, 2, 0, 1),
            (self.tr("Activité principale"), self.activity, 2, 1, 1),
            (self.tr("Adresse"), self.address, 3, 0, 2),
            (self.tr("Convention collective, s’il y en a une"), self.agreement, 4, 0, 2),
            (self.tr("Responsable de l’accueil et de la sécurité, sa fonction"),
             self.contact, 5, 0, 2),
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
        self._companies = {known.siret: known for known in companies if known.siret}
        self._proposals = tuple(_proposed(known) for known in companies)
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
            self._prospect.id if self._prospect is not None else None,
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
        known = self._companies.get(facts.siret)
        self._contacts = contact_lines(known.contacts) if known is not None else ()
        if known is not None:
            self._prospect = None
        self.fault.hide()
        self._say()

    def show_fault(self) -> QWidget | None:
        """Say what of the company can't be; gives the field to put right."""
        if not self.name.text().strip():
            sentence = self.tr("Écrivez le nom de l’entreprise.")
            field: QLineEdit = self.name
        elif not self.siret.text().strip():
            sentence, field = self.tr("Écrivez le SIRET, d’un papier de l’entreprise."), self.siret
        elif siret(self.siret.text()) is None:
            sentence = self.tr("{} Recopiez-le d’un papier de l’entreprise.").format(
                siret_fault(self.siret.text())
            )
            field = self.siret
        else:
            self.fault.hide()
            self.state.show()
            return None
        self.fault.setText(sentence)
        self.fault.show()
        self.state.hide()  # the same of the SIRET, or less
        return field

    def _named(self, text: str) -> None:
        """A SIRET typed where the name goes; another name is another company."""
        prospect = self._prospect
        if prospect is not None and fold(text) != fold(prospect.name):
            self._prospect = None
        self._recognise(self._companies.get(siret(text) or ""))

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

    def hold(self, *, held: bool) -> None:
        """Of a renewal: the company is that of before; a SIRET not asked yet is asked for."""
        lacking = not self.siret.text()
        for field in self.fields().values():
            field.setEnabled(not held or (lacking and field is self.siret))
        self.state.setVisible(not held or lacking)

    def take_id(self, company_id: UUID) -> None:
        """Take the company of that id, if it is known: the form was opened on it."""
        known = next((pair[1].value for pair in self._proposals
                      if pair[1].value.id == company_id), None)  # fmt: skip
        if known is not None:
            self._take(known)

    def _take(self, known: CompanyRow) -> None:
        self._prospect = known if known.siret is None else None
        self.show_company(
            CompanyFacts(
                known.siret or "",
                known.name,
                known.address or "",
                known.activity or "",
                known.collective_agreement or "",
                known.contact or "",
            )
        )
        self._contacts = contact_lines(known.contacts)
        self.known.emit(known)
        if known.siret is None:
            self.siret.setFocus()

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
            said = siret_fault(typed)
            tone = "mend"
        elif typed:
            said = self.tr("{} chiffres sur {}").format(digits, _DIGITS).replace(" ", NBSP)
        elif self._prospect is not None:
            said = self.tr("Entreprise connue, sans SIRET\u00a0: la convention le demande.")
            tone = "mend"
        else:
            said = self.tr("Une nouvelle entreprise se reconnaît à son SIRET.")
        self.state.setText(said)
        self.state.show()
        set_tone(self.state, tone)

    def _contacts_found(self, typed: str, limit: int) -> list[Proposal[str]]:
        sought = fold(typed)
        found = [text for text in self._contacts if sought in fold(text)]
        return [Proposal(text, text, text) for text in found[:limit]]


def _proposed(known: CompanyRow) -> tuple[str, Proposal[CompanyRow]]:
    text = company_haystack(
        name=known.name,
        siret=known.siret,
        address=known.address,
        phone=None,
        others=(known.contact or "", *contact_lines(known.contacts)),
    )
    beside = (commune_of(known.address), known.siret and siret_words(known.siret))
    words = " – ".join(part for part in (known.name, *beside) if part)
    return text, Proposal(words, known.name, known)
