"""The papers of a dossier: what exists and what it waits for; a new one from a menu by group."""

from itertools import groupby

from PySide6.QtWidgets import QMenu, QPushButton

from coachdesk.queries.documents import DocumentLine
from coachdesk.services.card import CardView
from coachdesk.services.document_words import paper_words, waits
from coachdesk.services.documents.drafting import Offer, offered
from coachdesk.services.documents.signing_habits import prefer_paper
from coachdesk.services.targets import Screen, Target
from coachdesk.services.timeline import EventKind
from coachdesk.ui.context import Context
from coachdesk.ui.screens.card.section import Section
from coachdesk.ui.widgets.flow import chip_button
from coachdesk.ui.widgets.layout import button, row
from coachdesk.ui.widgets.wrapped_button import WrappedButton

GROUPS = {
    "parcours": "Parcours",
    "rendez-vous": "Rendez-vous",
    "immersion": "Immersion",
    "courrier": "Courrier",
    "bilan": "Bilans et questionnaires",
}
"""What each group of papers is called."""
_SHOWN = 6
"""The timeline has them all."""


class PapersSection(Section):
    """Those that wait first; a click opens one, Alt+N offers the papers that can be made."""

    def __init__(self, context: Context) -> None:
        self.new = button("", kind="mini", glyph="plus")
        super().__init__(context, "papiers", "", self.new)
        self.title.setText(self.tr("Papiers"))
        self.new.setText(self.tr("Nouveau papier"))
        self.new.setShortcut("Alt+N")
        self.new.setToolTip(self.tr("Nouveau papier (Alt+N)"))
        self.new.clicked.connect(self._offer)
        self.open: dict[str, WrappedButton] = {}
        """By the words of the line."""
        self.on_paper: QPushButton | None = None

    def part(self, view: CardView) -> object:
        """See ``Section``."""
        return view.work.documents, view.card.identity.paper_since

    def fill(self, view: CardView) -> None:
        """See ``Section``."""
        self.open = {}
        lines = _latest(view.work.documents)
        for line in lines[:_SHOWN]:
            self._add(line)
        if not lines:
            self.say(self.tr("Aucun papier\u00a0: «\u00a0Nouveau papier\u00a0» les propose."))
        if view.card.pathway is None and not lines:
            self.say(self.tr("Le contrat vient avec l’entrée\u00a0: «\u00a0Décision\u00a0»."))
        self.tell_others(len(lines) - _SHOWN, EventKind.DOCUMENT)
        self.on_paper = chip_button(self.tr("Préfère signer sur papier"), small=True)
        self.on_paper.setCheckable(True)
        self.on_paper.setChecked(view.card.identity.paper_since is not None)
        self.on_paper.clicked.connect(self._prefer)
        self.add_line(row(self.on_paper, None))

    def menu(self, offers: tuple[Offer, ...]) -> QMenu:
        """The papers that can be made, by group; one that is begun opens."""
        menu = QMenu(self)
        for group, found in groupby(offers, lambda offer: offer.template.group):
            inside = menu.addMenu(GROUPS.get(group, group))
            for offer in found:
                action = inside.addAction(offer.label)
                action.triggered.connect(lambda _=False, asked=offer: self._make(asked))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _add(self, line: DocumentLine) -> None:
        zone = self.context.desk.clock.now().tzinfo
        version = f" n°\u00a0{line.revision}" if line.revision > 1 else ""
        words = f"{line.title}{version}\u00a0: {paper_words(line, zone)}"
        shown = WrappedButton(words)
        target = Target(Screen.PAPER, self.dossier, document_id=line.id)
        shown.clicked.connect(lambda: self.context.go(target))
        self.open[words] = shown
        self.lines.addWidget(shown)

    def _offer(self) -> None:
        context, dossier = self.context, self.dossier
        context.runner.read(
            self,
            lambda: context.desk.read(lambda link: offered(link, context.action, dossier)),
            lambda found: self.menu(found).popup(
                self.new.mapToGlobal(self.new.rect().bottomLeft())
            ),
        )

    def _make(self, offer: Offer) -> None:
        self.context.go(
            Target(
                Screen.PAPER,
                self.dossier,
                section=offer.template.key,
                subject_id=offer.subject_id,
            )
        )

    def _prefer(self) -> None:
        dossier = self.dossier
        paper = self.on_paper is not None and self.on_paper.isChecked()
        self.write(lambda desk: prefer_paper(desk, dossier, paper=paper))


def _latest(documents: tuple[DocumentLine, ...]) -> list[DocumentLine]:
    """The one that counts of each kind and subject: those that wait first, then the latest."""
    kept = {(line.kind, line.subject_id): line for line in documents}
    latest = list(kept.values())[::-1]
    return sorted(latest, key=lambda line: not waits(line))
