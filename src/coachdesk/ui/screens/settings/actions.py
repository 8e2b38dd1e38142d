"""The actions of the desk: which one is worked in, its profile read, changed, replaced, given."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from coachdesk.core.french import NNBSP, file_slug, long_date
from coachdesk.domain.profile_fields import typed_values
from coachdesk.services.actions.profile import added_days, export_profile, offer_file, profile_text
from coachdesk.services.actions.reading import read_parts
from coachdesk.services.desk import ActionInfo
from coachdesk.services.setup import add_action
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.action_switch import switch_action
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.profile_form import ProfileForm
from coachdesk.ui.screens.settings.profile_offer import ProfileOfferPanel
from coachdesk.ui.screens.settings.profile_reading import part_layout, two_by_two
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.screens.settings.versions import VersionsList
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, chip, clear, column, label, reveal, row, rule


class ActionsSection(SettingsSection):
    """Every change of a profile is one act, which Ctrl+Z takes back."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._text = ""
        self._told: dict[str, QLabel] = {}
        self.add = button(self.tr("Ajouter une action…"), glyph="plus")
        self.add.setToolTip(self.tr("Depuis le fichier de son profil (.toml)"))
        self.add.clicked.connect(self._add)
        self.switches: dict[str, QPushButton] = {}
        self.box(self.tr("Actions de ce poste"), self._actions(), Flow(self.add))
        self.edit = button(self.tr("Modifier les valeurs"), glyph="pencil")
        self.edit.setToolTip(self.tr("Convention, association, territoire, objectifs, règles"))
        self.edit.clicked.connect(self._edit)
        self.replace = button(self.tr("Remplacer par un fichier…"), glyph="file-up")
        self.replace.clicked.connect(self._choose)
        self.export = button(self.tr("Exporter le profil…"), glyph="download")
        self.export.setToolTip(self.tr("Un fichier .toml, à changer ou à donner"))
        self.export.clicked.connect(self._export)
        self.read = button(self.tr("Lire tout le profil"), glyph="book-open")
        self.read.clicked.connect(self._read)
        self.offer = ProfileOfferPanel(context)
        self.offer.changed.connect(self._changed)
        self.form: ProfileForm | None = None
        self._form_place: QVBoxLayout = column(spacing=0)
        self.reading = QWidget()
        self._parts: QVBoxLayout = column(spacing=8)
        self.reading.setLayout(self._parts)
        self.reading.hide()
        self.box(
            self.tr("Profil de {}").format(context.action.profile.name),
            self._facts(context.action),
            Flow(self.edit, self.replace, self.export, self.read),
            self.offer,
            self._form_place,
            self.reading,
        )
        self.versions = VersionsList(context)
        self.box(
            self.tr("Versions du profil"),
            self.versions,
            idea=self.tr(
                "Un mois clôturé garde le profil de ce jour-là\u00a0: ses mots, ses règles, ses "
                "colonnes."
            ),
        )
        self.first = self.edit
        self.found = {
            "current": next(iter(self.switches.values()), self.add),
            "edit": self.edit,
            "replace": self.replace,
            "add": self.add,
            "export": self.export,
            "versions": self.versions,
        }

    def refresh(self) -> None:
        """Read the profile; a form begun stays as it is."""
        self.versions.refresh()
        desk, action = self.context.desk, self.context.action
        self.context.runner.read(
            self,
            lambda: desk.read(lambda link: (profile_text(link, action.id), added_days(link))),
            self._show,
        )

    def _show(self, known: tuple[str, dict[str, date]]) -> None:
        self._text, added = known
        for action in self.context.desk.actions:
            self._told[action.code].setText(
                self.tr("Convention n°\u00a0{}, dans ce magasin depuis le {}").format(
                    action.profile.agreement_number, long_date(added[action.code])
                )
            )

    def _actions(self) -> QVBoxLayout:
        lines = column(spacing=8)
        for number, action in enumerate(self.context.desk.actions):
            if number:
                lines.addWidget(rule())
            profile = action.profile
            self._told[action.code] = note(" ")
            words = column(
                label(f"{profile.name} – {profile.territory}", role="strong", wrap=True),
                self._told[action.code],
                spacing=2,
            )
            line = row(words, spacing=10)
            line.setStretch(0, 1)
            if action.id == self.context.action.id:
                line.addWidget(chip(self.tr("en cours"), "done"))
            else:
                line.addWidget(self._switch(action))
            lines.addLayout(line)
        return lines

    def _switch(self, action: ActionInfo) -> QPushButton:
        switch = button(self.tr("Y travailler"), glyph="arrow-right")
        name = self.tr("Travailler dans {}").format(action.profile.name)
        switch.setAccessibleName(name)
        switch.setToolTip(name)
        switch.clicked.connect(lambda: switch_action(self, self.context, action))
        self.switches[action.code] = switch
        return switch

    def _facts(self, action: ActionInfo) -> QWidget:
        profile = action.profile
        funders = ", ".join(
            funder.name
            if funder.share_percent is None
            else f"{funder.name} ({funder.share_percent}{NNBSP}%)"
            for funder in profile.funders
        )
        second = profile.second_signer
        lines = (
            (self.tr("N° de convention"), profile.agreement_number),
            (self.tr("Association"), profile.association),
            (self.tr("Financeurs"), funders),
            (self.tr("Territoire"), profile.territory),
            (
                self.tr("Second signataire"),
                f"{second.name}, {second.role}" if second else self.tr("aucun"),
            ),
        )
        return two_by_two(lines)

    def _edit(self) -> None:
        if self.form is None:
            self.form = form = ProfileForm(self.context, typed_values(self._text))
            form.left.connect(self.close_form)
            form.changed.connect(self._changed)
            self._form_place.addWidget(form)
            form.show()  # now: the keyboard goes into it
        self.offer.hide()
        self.form.first.setFocus()
        reveal(self.form.first)

    def close_form(self) -> None:
        """Leave the values as they are."""
        form, self.form = self.form, None
        if form is not None:
            form.hide()
            form.deleteLater()
        self.edit.setFocus()

    def _choose(self) -> None:
        def chosen(path: Path) -> None:
            desk, action = self.context.desk, self.context.action
            self.context.runner.read(
                self,
                lambda: offer_file(desk, action, path),
                lambda offer: self.offer.show_offer(offer, path.name),
                self.offer.refuse,
            )

        self.context.messages.choose_file(
            self.tr("Profil d’action"), self.tr("Profils d’action (*.toml)"), chosen
        )

    def _add(self) -> None:
        desk = self.context.desk

        def added(action: ActionInfo) -> None:
            self.context.messages.inform(
                self.tr("{} est ajoutée (Ctrl+Z l’ôte).").format(action.profile.name)
            )
            self.context.reopen(Target(Screen.SETTINGS, section="actions/current"))

        def chosen(path: Path) -> None:
            self.context.runner.write(
                self, lambda _task: add_action(desk, path), added, self.offer.refuse
            )

        self.context.messages.choose_file(
            self.tr("Profil de l’action à ajouter"), self.tr("Profils d’action (*.toml)"), chosen
        )

    def _export(self) -> None:
        desk, action = self.context.desk, self.context.action

        def chosen(target: Path) -> None:
            self.context.runner.read(
                self,
                lambda: export_profile(desk, action, target),
                lambda _: self.context.messages.inform(
                    self.tr("Profil enregistré\u00a0: {}").format(target), target
                ),
            )

        self.context.messages.choose_target(
            self.tr("Où enregistrer le profil"),
            Path.home() / f"{file_slug(action.profile.name)}.toml",
            self.tr("Profils d’action (*.toml)"),
            chosen,
        )

    def _read(self) -> None:
        if not self.reading.isHidden():
            self.reading.hide()
            self.read.setText(self.tr("Lire tout le profil"))
            return
        self.read.setText(self.tr("Refermer le profil"))
        clear(self._parts)
        for part in read_parts(self.context.action.profile, self._text):
            self._parts.addLayout(part_layout(part))
        self.reading.show()

    def _changed(self, _action: ActionInfo) -> None:
        self.context.reopen(Target(Screen.SETTINGS, section="actions"))
