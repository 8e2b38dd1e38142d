"""The référents RSA: their carnet, and the names that prescriptions write several ways."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QVBoxLayout

from coachdesk.core.french import plural, quoted
from coachdesk.queries.directory import (
    CaseManagerRow,
    WrittenName,
    case_manager_rows,
    names_written,
)
from coachdesk.services.desk import Desk
from coachdesk.services.directory.case_managers import (
    MailSafety,
    keep_written,
    merge_names,
    remove_case_manager,
    same_names,
    save_case_manager,
)
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.screens.settings.book import Book, BookField, BookWords, Save
from coachdesk.ui.screens.settings.mail_safety import MailSafetyBox
from coachdesk.ui.screens.settings.section import SettingsSection
from coachdesk.ui.widgets.fields import captioned
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, clear, column, label, rule

_MOST = 12
"""Groups of names that are asked about at once."""


@dataclass(frozen=True)
class _Known:
    rows: tuple[CaseManagerRow, ...]
    written: tuple[WrittenName, ...]
    same: tuple[tuple[WrittenName, ...], ...]


class CaseManagersSection(SettingsSection):
    """Names are put together on the coach's word only, and Ctrl+Z parts them again."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.safety = MailSafetyBox(context)
        self.book: Book[CaseManagerRow] = Book(
            context,
            BookWords(
                "referent-rsa",
                self.tr("Référents RSA"),
                self.tr("Nouveau référent RSA"),
                self.tr(
                    "Personne n’est encore au carnet. Prenez les noms que vos prescriptions "
                    "portent déjà, ou ajoutez le premier."
                ),
            ),
            (
                Column(self.tr("Nom"), lambda row: row.name),
                Column(self.tr("Organisme"), lambda row: row.organisation or "", width=150,
                       spare=True),
                Column(self.tr("Joindre"), lambda row: row.reach, width=230),
                Column(self.tr("Dossiers"), lambda row: str(row.dossiers),
                       lambda row: row.dossiers, right=True, width=80),
            ),
            (
                BookField("name", self.tr("Nom, tel que les prescriptions le portent")),
                BookField("organisation", self.tr("Organisme")),
                BookField("phone", self.tr("Téléphone")),
                BookField("email", self.tr("Courriel")),
            ),
            save_case_manager,
            remove_case_manager,
            self.safety,
        )  # fmt: skip
        self.book.more = {
            "certificate": self.safety.certificate,
            "clear": self.safety.clear,
        }
        self.book.extra_shown = self._show_safety
        self.book.saver = self._saver
        self.book.changed.connect(self.refresh)
        self.take = button("", glyph="download")
        self.take.clicked.connect(self._take)
        self.box(self.tr("Carnet"), self.book, Flow(self.take))
        self._unknown: tuple[str, ...] = ()
        self._groups: QVBoxLayout = column(spacing=10)
        self.one, self.other = QComboBox(), QComboBox()
        self.join = button(self.tr("Réunir"))
        self.join.clicked.connect(self._join_chosen)
        self.merging = self.box(
            self.tr("Un même nom, écrit de plusieurs façons"),
            self._groups,
            captioned(self.tr("Toutes les prescriptions qui portent"), self.one),
            captioned(self.tr("porteront"), self.other),
            Flow(self.join, trailing=True),
            idea=self.tr(
                "Choisissez le nom qui reste\u00a0: les prescriptions le portent toutes, Ctrl+Z "
                "les rend à leur nom d’avant."
            ),
        )
        self.take.hide()
        self.merging.hide()
        self.first = self.book.add
        self.found = {"list": self.book.add, "merge": self.one}

    def refresh(self) -> None:
        """See ``SettingsSection``."""
        desk = self.context.desk
        self.context.runner.read(
            self,
            lambda: desk.read(
                lambda link: _Known(case_manager_rows(link), names_written(link), same_names(link))
            ),
            self._show,
        )

    def _show_safety(self, row: CaseManagerRow | None) -> None:
        self.safety.show_safety(
            (row.certificate or "") if row is not None else "",
            clear_allowed=row is not None and row.clear_allowed,
        )

    def _saver(self) -> Save:
        safety = MailSafety(self.safety.certificate.pem(), self.safety.clear.isChecked())

        def save(desk: Desk, kept_id: UUID | None, typed: Mapping[str, str]) -> object:
            return save_case_manager(desk, kept_id, typed, safety)

        return save

    def _show(self, known: _Known) -> None:
        self.book.show_rows(known.rows)
        self._unknown = tuple(each.name for each in known.written if not each.known)
        count = plural(len(self._unknown), self.tr("nom écrit"), self.tr("noms écrits"))
        self.take.setText(self.tr("Prendre au carnet {}").format(count))
        self.take.setToolTip(", ".join(self._unknown))
        self.take.setVisible(bool(self._unknown))
        clear(self._groups)
        for group in known.same[:_MOST]:
            self._groups.addLayout(self._group(group))
            self._groups.addWidget(rule())
        names = [each.name for each in known.written]
        every = list(dict.fromkeys([*(row.name for row in known.rows), *names]))
        for box, texts in ((self.one, names), (self.other, every)):
            chosen = box.currentText()
            box.clear()
            box.addItems(texts)
            box.setCurrentText(chosen)
        self.merging.setVisible(len(every) > 1 and bool(names))

    def _group(self, group: tuple[WrittenName, ...]) -> QVBoxLayout:
        """Names that may be one: one button for each that could stay."""
        told = ", ".join(
            f"{quoted(each.name)} ({plural(each.dossiers, self.tr('dossier'))})" for each in group
        )
        names = tuple(each.name for each in group)
        stays = Flow()
        for each in group:
            keep = button(self.tr("Garder {}").format(quoted(each.name)), kind="mini")
            keep.clicked.connect(lambda _=False, name=each.name: self._merge(names, name))
            stays.add(keep)
        return column(
            label(self.tr("La même personne\u202f? {}").format(told), wrap=True), stays, spacing=4
        )

    def _take(self) -> None:
        desk, names = self.context.desk, self._unknown

        def taken(count: int) -> None:
            self.context.messages.inform(
                self.tr("{} au carnet (Ctrl+Z les ôte).").format(plural(count, "nom"))
            )
            self.refresh()

        self.context.runner.write(self, lambda _task: keep_written(desk, names), taken)

    def _join_chosen(self) -> None:
        one, other = self.one.currentText(), self.other.currentText()
        if one and other and one != other:
            self._merge((one,), other)
        else:
            self.other.setFocus()

    def _merge(self, names: tuple[str, ...], name: str) -> None:
        desk = self.context.desk

        def merged(count: int) -> None:
            changed = plural(count, self.tr("prescription"))
            self.context.messages.inform(
                self.tr("{} porte désormais le nom {} (Ctrl+Z annule).").format(changed, name)
                if count == 1
                else self.tr("{} portent désormais le nom {} (Ctrl+Z annule).").format(
                    changed, name
                )
            )
            self.refresh()

        self.context.runner.write(self, lambda _task: merge_names(desk, names, name), merged)
