"""What says that two companies may be one, and the way to have one of them."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from coachdesk.core.french import quoted
from coachdesk.domain.addresses import commune_of
from coachdesk.domain.siret import siret_words
from coachdesk.queries.companies import CompanyLine
from coachdesk.services.companies.company_list import CompanyList
from coachdesk.services.companies.likely import LikelySame
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import Glyph, button, column, label, row
from coachdesk.ui.widgets.proposing_line import Proposal, ProposingLine, searching_among


class SameBar(QFrame):
    """``open_asked`` and ``merge_asked`` carry the line of the other company."""

    open_asked = Signal(object)
    merge_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._box = column(spacing=6)
        self._box.setContentsMargins(12, 10, 12, 10)
        self.setLayout(self._box)
        self.lines: list[Flow] = []
        self.hide()

    def show_same(self, found: Sequence[LikelySame], *, known: bool) -> None:
        """Show those that may be this one; one that is not ``known`` yet is not merged."""
        for line in self.lines:
            self._box.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [self._line(same, known=known) for same in found]
        for line in self.lines:
            self._box.addWidget(line)
        self.setVisible(bool(found))

    def _line(self, same: LikelySame, *, known: bool) -> Flow:
        company = same.company
        words = ", ".join(
            part
            for part in (
                commune_of(company.address),
                company.siret and siret_words(company.siret),
                same.why,
            )
            if part
        )
        said = self.tr("Peut-être la même que {} ({})").format(quoted(company.name), words)
        opened = button(self.tr("Ouvrir cette fiche"), kind="link")
        opened.clicked.connect(lambda: self.open_asked.emit(company))
        acts: list[QWidget] = [opened]
        if known:
            merge = button(self.tr("Fusionner les deux…"), kind="link")
            merge.clicked.connect(lambda: self.merge_asked.emit(company))
            acts.append(merge)
        head = QWidget()
        head.setLayout(row(Glyph("triangle-alert", "mend"), label(said), spacing=8))
        return Flow(head, *acts)


class MergeLine(ProposingLine[CompanyLine]):
    """Another company, found by letters, to have one of the two; ``taken`` carries it."""

    def __init__(self, companies: Callable[[], CompanyList | None]) -> None:
        def known() -> Iterable[tuple[str, CompanyLine]]:
            whole = companies()
            return zip(whole.texts, whole.rows, strict=True) if whole is not None else ()

        super().__init__(searching_among(known, _proposed))
        self.setPlaceholderText(self.tr("Nom, commune ou SIRET de l’autre fiche"))


def _proposed(line: CompanyLine) -> Proposal[CompanyLine]:
    beside = (commune_of(line.address), line.siret and siret_words(line.siret))
    words = " – ".join(part for part in (line.name, *beside) if part)
    return Proposal(words, line.name, line)
