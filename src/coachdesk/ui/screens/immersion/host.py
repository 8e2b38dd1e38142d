"""The company that receives someone: found among those known, or new with its SIRET checked."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QListView, QWidget

from coachdesk.core.french import NBSP, quoted
from coachdesk.domain.siret import siret
from coachdesk.queries.companies import CompanyRow
from coachdesk.services.immersions import Host
from coachdesk.ui.widgets.fields import captioned, refusal_line
from coachdesk.ui.widgets.layout import column, label, set_tone

_DIGITS = 14
_SHOWN = 12


class HostForm(QWidget):
    """``known`` carries the company chosen among those known."""

    known = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._hosts: dict[str, CompanyRow] = {}
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

    def show_hosts(self, hosts: Sequence[CompanyRow]) -> None:
        """Propose those; what is typed stays."""
        self._hosts = {host.siret: host for host in hosts}
        self._by_words = {f"{host.name} – {host.siret}": host for host in hosts}
        completer = QCompleter(list(self._by_words), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(_SHOWN)
        proposals = QListView()
        proposals.setObjectName("proposals")
        completer.setPopup(proposals)
        self.name.setCompleter(completer)
        self._say()

    def host(self) -> Host:
        """What is typed."""
        return Host(
            siret(self.siret.text()) or self.siret.text().strip(),
            self.name.text().strip(),
            self.address.text().strip(),
            self.activity.text().strip(),
            self.agreement.text().strip(),
            self.contact.text().strip(),
        )

    def show_host(self, host: Host) -> None:
        """Show ``host``, without telling."""
        for field, text in (
            (self.name, host.name),
            (self.siret, host.siret),
            (self.address, host.address),
            (self.activity, host.activity),
            (self.agreement, host.collective_agreement),
            (self.contact, host.contact),
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
        host = self._by_words.get(text) or self._hosts.get(siret(text) or "")
        if host is not None:
            self._take(host)
        else:
            self.fault.hide()
            self._say()

    def _numbered(self, text: str) -> None:
        host = self._hosts.get(siret(text) or "")
        if host is not None and host.name != self.name.text():
            self._take(host)
        else:
            self.fault.hide()
            self._say()

    def _take(self, host: CompanyRow) -> None:
        self.show_host(
            Host(
                host.siret,
                host.name,
                host.address or "",
                host.activity or "",
                host.collective_agreement or "",
                host.contact or "",
            )
        )
        self.known.emit(host)

    def _say(self) -> None:
        """Whether the company is known, and whether its number can be."""
        typed = self.siret.text().strip()
        number = siret(typed)
        digits = sum(char.isdigit() for char in typed)
        tone = ""
        if number is not None and number in self._hosts:
            said, tone = self.tr("Entreprise connue\u00a0: ce qui change ici vaut pour elle."), ""
            if self._hosts[number].name != self.name.text().strip() and self.name.text().strip():
                said = self.tr("Ce SIRET est celui de {}.").format(quoted(self._hosts[number].name))
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
