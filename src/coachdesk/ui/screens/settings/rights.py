"""What the association decides of people's data: by what right, how long, and the papers on it."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QLineEdit

from coachdesk.core.clock import today
from coachdesk.core.french import plural
from coachdesk.domain.rights import ARTICLES, BASES, LEAST_MONTHS, MOST_MONTHS, LegalBasis
from coachdesk.domain.rights import RightsSettings as Decided
from coachdesk.services.rights.access_export import export_accesses
from coachdesk.services.rights.lists import access_rows
from coachdesk.services.rights.papers import RightsPaper, save_rights_paper, suggested_name
from coachdesk.services.rights_settings import keep_rights, number_due, rights_settings
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import captioned, day_edit, day_of, show_day
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.number_box import NumberBox

_NUMBER_WIDE, _DAY_WIDE = 9, 14


@dataclass(frozen=True)
class _Known:
    decided: Decided
    due: int


class RightsSection(SettingsSection):
    """Each choice is kept as it is made."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._decided = Decided()
        self._showing = False
        self._make_basis()
        self._make_retention()
        self._make_papers()
        self._make_accesses()
        self.first = self.bases.buttons[LegalBasis.PUBLIC_INTEREST]
        self.found = {
            "basis": self.first,
            "officer": self.officer,
            "retention": self.months,
            "papers": self.papers[RightsPaper.REGISTER, ".pdf"],
            "accesses": self.see,
        }

    def _make_basis(self) -> None:
        self.bases = Choices(
            ((basis.value, words) for basis, words in BASES.items()), self.tr("Base légale")
        )
        self.bases.chosen.connect(self._choose)
        self.article = note("")
        self.officer, self.contact = QLineEdit(), QLineEdit()
        self.officer.setPlaceholderText(self.tr("Son nom, son courriel, s’il y en a un"))
        self.contact.setPlaceholderText(self.tr("Sinon l’adresse de l’association"))
        for line in (self.officer, self.contact):
            line.editingFinished.connect(self._keep)
        self.box(
            self.tr("Base légale"),
            self.bases,
            self.article,
            captioned(self.tr("Délégué à la protection des données"), self.officer),
            captioned(self.tr("À qui adresser une demande"), self.contact),
            note(
                self.tr(
                    "La notice remise aux personnes et le registre le disent ainsi. Leur accord "
                    "n’est demandé que pour ce qui est facultatif\u00a0: rappels par SMS, copies "
                    "par courriel, signature à l’écran."
                )
            ),
            idea=self.tr("Ce qui permet à l’association de suivre des personnes."),
        )

    def _make_retention(self) -> None:
        self.months = NumberBox(MOST_MONTHS, LEAST_MONTHS, suffix=self.tr("\u00a0mois"))
        self.months.setMaximumWidth(em(_NUMBER_WIDE))
        self.months.editingFinished.connect(self._keep)
        self.known = QCheckBox(self.tr("Le financeur a donné la date"))
        self.known.toggled.connect(self._toggle)
        self.until = day_edit(today(self.context.desk.clock))
        self.until.setMaximumWidth(em(_DAY_WIDE))
        self.until.editingFinished.connect(self._keep)
        self.until.setAccessibleName(self.tr("Preuves gardées jusqu’au"))
        self.due = label("", wrap=True)
        self.look = button(self.tr("Voir qui, et pourquoi"), glyph="users")
        self.look.clicked.connect(lambda: self.context.go(Target(Screen.RETENTION)))
        self.box(
            self.tr("Durée de conservation"),
            captioned(self.tr("Après le dernier contact"), self.months),
            column(note(self.tr("Preuves signées")), Flow(self.known, self.until), spacing=4),
            self.due,
            Flow(self.look),
            note(
                self.tr(
                    "Deux ans d’ordinaire (CNIL). Rien ne s’efface tout seul\u00a0: la liste est "
                    "montrée, avec la raison de chacun, et vous confirmez. Sans date du financeur, "
                    "les preuves restent cinq années pleines après la sortie. Les envois des mois "
                    "clôturés et les feuilles d’atelier ont le même terme."
                )
            ),
        )

    def _make_papers(self) -> None:
        self.papers = {}
        lines = []
        for paper, words in (
            (RightsPaper.REGISTER, self.tr("Registre des traitements")),
            (RightsPaper.DPIA, self.tr("Analyse d’impact (AIPD), brouillon")),
        ):
            buttons = []
            for suffix, kind in ((".pdf", self.tr("PDF…")), (".docx", self.tr("Word…"))):
                made = button(kind, kind="mini", glyph="save")
                made.setAccessibleName(f"{words}, {kind}")
                made.setToolTip(f"{words}, {kind}")
                made.clicked.connect(
                    lambda _=False, wanted=(paper, suffix): self._ask_target(*wanted)
                )
                self.papers[paper, suffix] = made
                buttons.append(made)
            line = row(label(words, wrap=True), *buttons, spacing=8)
            line.setStretch(0, 1)
            lines.append(line)
        self.box(
            self.tr("Registre et analyse d’impact"),
            *lines,
            note(
                self.tr(
                    "Écrits d’après ces réglages et ce qui protège vraiment ce poste aujourd’hui. "
                    "Ils disent ce qui manque. Aucune personne suivie n’y est nommée."
                )
            ),
        )

    def _make_accesses(self) -> None:
        self.see = button(self.tr("Voir le journal"), glyph="eye")
        self.see.clicked.connect(self._see)
        self.save = button(self.tr("Exporter…"), glyph="save")
        self.save.clicked.connect(self._ask_export)
        self.box(
            self.tr("Journal des accès"),
            Flow(self.see, self.save),
            note(
                self.tr(
                    "Chaque fiche ouverte, chaque export, chaque impression, gardés douze mois. "
                    "Ceux d’une personne\u00a0: sa fiche, «\u00a0Données et droits\u00a0» (Alt+D)."
                )
            ),
        )

    def refresh(self) -> None:
        """See ``SettingsSection``."""
        desk, code = self.context.desk, self.context.action.code
        self.context.runner.read(
            self,
            lambda: desk.read(
                lambda link: _Known(rights_settings(link, code), number_due(link)[0])
            ),
            self._show,
        )

    def _show(self, known: _Known) -> None:
        decided = self._decided = known.decided
        self._showing = True
        self.bases.show_key(decided.basis)
        self.article.setText(ARTICLES[decided.basis])
        self.officer.setText(decided.officer)
        self.contact.setText(decided.contact)
        self.months.setValue(decided.months)
        self.known.setChecked(decided.proofs_until is not None)
        self.until.setVisible(decided.proofs_until is not None)
        show_day(self.until, decided.proofs_until or self._guess())
        self._showing = False
        due = plural(
            known.due,
            self.tr("dossier ou envoi arrive à son terme"),
            self.tr("dossiers ou envois arrivent à leur terme"),
        )
        self.due.setText(self.tr("{}.").format(due) if known.due else "")
        self.due.setVisible(known.due > 0)

    def _guess(self) -> date:
        day = today(self.context.desk.clock)
        return date(day.year + 5, 12, 31)

    def _choose(self, key: str | None) -> None:
        self.bases.show_key(key or self._decided.basis)
        self._keep()

    def _toggle(self, *_: object) -> None:
        self.until.setVisible(self.known.isChecked())
        self._keep()

    def _keep(self) -> None:
        """Keep what is shown, if it is not what is kept."""
        shown = replace(
            self._decided,
            basis=LegalBasis(self.bases.key() or self._decided.basis),
            officer=self.officer.text().strip(),
            contact=self.contact.text().strip(),
            months=self.months.value(),
            proofs_until=day_of(self.until) if self.known.isChecked() else None,
        )
        if self._showing or shown == self._decided:
            return
        self._decided = shown
        self.article.setText(ARTICLES[shown.basis])
        desk, action = self.context.desk, self.context.action
        self.context.runner.write(
            self, lambda _task: keep_rights(desk, action, shown), lambda _: None
        )

    def _ask_target(self, paper: RightsPaper, suffix: str) -> None:
        desk, action = self.context.desk, self.context.action
        kinds = self.tr("PDF (*.pdf)") if suffix == ".pdf" else self.tr("Documents Word (*.docx)")

        def chosen(target: Path) -> None:
            self.context.runner.write(
                self,
                lambda _task: save_rights_paper(desk, action, paper, target),
                lambda _: self._say(target),
            )

        self.context.messages.choose_target(
            self.tr("Où l’enregistrer"),
            Path.home() / suggested_name(desk, action, paper, suffix),
            kinds,
            chosen,
        )

    def _see(self) -> None:
        desk = self.context.desk
        told = self.tr("toutes les personnes")
        self.context.runner.write(
            self, lambda _task: access_rows(desk), lambda found: self.context.show_rows(told, found)
        )

    def _ask_export(self) -> None:
        desk = self.context.desk

        def chosen(target: Path) -> None:
            self.context.runner.write(
                self, lambda _task: export_accesses(desk, target), lambda _: self._say(target)
            )

        self.context.messages.choose_target(
            self.tr("Enregistrer le journal des accès, en clair"),
            Path.home() / f"journal-des-acces_{today(desk.clock).isoformat()}.csv",
            self.tr("CSV (*.csv);;Classeur (*.xlsx)"),
            chosen,
        )

    def _say(self, target: Path) -> None:
        self.context.messages.inform(self.tr("Enregistré\u00a0: {}").format(target), target)
