"""The lists of words of the action, one at a time: added, renamed, put in order, taken out."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from coachdesk.core.french import curled
from coachdesk.services.actions.compare import LISTS
from coachdesk.services.actions.editing import (
    EditedList,
    offer_list,
    read_list,
    word_parents,
)
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.list_editor import ListEditor
from coachdesk.ui.screens.settings.proposal import Offered, Proposal
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.widgets.fields import captioned, choose

Read = tuple[tuple[tuple[str, str], ...], EditedList]


class ListsSection(SettingsSection):
    """What is changed is told below as it is typed; one act records it, which Ctrl+Z takes back."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._edited: EditedList | None = None
        self._draft = ""
        self.which = QComboBox()
        for name, title in sorted(LISTS.items(), key=lambda each: each[1]):
            self.which.addItem(title, name)
        self.which.setMaxVisibleItems(20)
        self.which.currentIndexChanged.connect(lambda _: self._read())
        self.inside = QComboBox()
        self.inside.setMinimumContentsLength(10)
        self.inside.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.inside.currentIndexChanged.connect(lambda _: self._read(self.inside.currentData()))
        self._inside_box = QWidget()
        held = captioned(self.tr("Dans"), self.inside)
        held.setContentsMargins(0, 0, 0, 0)
        self._inside_box.setLayout(held)
        self.editor = ListEditor(self.tr("Mots de la liste"))
        self.proposal = Proposal(context, self, self._offer)
        self.proposal.told.connect(lambda found: self.editor.tell(found.wrong))
        self.proposal.recorded.connect(lambda _: self._recorded())
        self.proposal.given_up.connect(self._give_up)
        self.editor.changed.connect(self.proposal.later)
        self.box(
            "",
            captioned(self.tr("Liste"), self.which),
            self._inside_box,
            self.editor,
            self.proposal,
            note(
                self.tr(
                    "Un mot renommé reste le même\u00a0: ce qui est saisi le suit. Un mois clôturé "
                    "garde ses mots d’alors."
                )
            ),
        )
        self.first = self.which
        self.found = dict.fromkeys(LISTS, self.editor)

    def open_entry(self, key: str) -> None:
        """Show the list of that name."""
        if key in LISTS and key != self.which.currentData():
            choose(self.which, key)

    def refresh(self) -> None:
        """Read the list; what is typed in it stays."""
        if self._edited is None:
            self._read()

    def _read(self, parent: str | None = None) -> None:
        self.context.drafts.flush()
        desk, action, name = self.context.desk, self.context.action, self.which.currentData()

        def work() -> Read:
            parents = word_parents(desk, action, name)
            within = parent or (parents[0][0] if parents else "")
            return parents, read_list(desk, action, name, within)

        def shown(found: Read) -> None:
            if name == self.which.currentData():
                self._show(*found, parent)

        self.context.runner.read(self, work, shown)

    def _show(
        self, parents: tuple[tuple[str, str], ...], edited: EditedList, parent: str | None
    ) -> None:
        self._edited = edited
        if parent is None:
            self.inside.blockSignals(True)
            self.inside.clear()
            for key, words in parents:
                self.inside.addItem(curled(words), key)
            self.inside.blockSignals(False)
        self._inside_box.setVisible(bool(parents))
        self.editor.show_items(
            edited.items,
            lambda _: edited.attributes,
            edited.refusal,
            dict(edited.uses),
            fixed=edited.fixed,
        )
        self.proposal.quiet()
        name, within = self.which.currentData(), self.inside.currentData() or ""
        self._draft = f"liste-{name}:{self.context.action.id}:{within}"
        self.context.drafts.keep(self, self._draft, {"mots": self.editor})

    def _offer(self) -> Offered:
        assert self._edited is not None, "there is something to change"
        desk, action = self.context.desk, self.context.action
        return partial(offer_list, desk, action, self._edited, self.editor.items())

    def _recorded(self) -> None:
        self.context.drafts.forget(self._draft)
        name = self.which.currentData()
        self.context.reopen(Target(Screen.SETTINGS, section=f"lists/{name}"))

    def _give_up(self) -> None:
        self.context.drafts.forget(self._draft)
        self._read(self.inside.currentData())
        self.editor.list.setFocus()
