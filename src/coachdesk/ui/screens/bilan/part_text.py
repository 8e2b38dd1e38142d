"""The text of one part of the bilan: typed beside its figures, read as it will stand on paper."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.domain.report_names import Filled, Nameable, filled
from coachdesk.services.report import PartText, write_text
from coachdesk.services.report.counted import figures_named
from coachdesk.ui.context import Context
from coachdesk.ui.screens.bilan.figure_edit import FigureEdit, FigureList
from coachdesk.ui.widgets.fields import refusal_line
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, chip, column, label

_READ_AFTER_MS = 350
"""Once she stops typing, what the names come to is read."""


class PartTextForm(QWidget):
    """``recorded`` once it is; what is typed is a draft until then."""

    recorded = Signal()
    changed = Signal()
    """It has, or no longer has, something that is not recorded."""

    def __init__(self, context: Context, year: int, part: PartText) -> None:
        super().__init__()
        self._context, self._year = context, year
        self._part: PartText | None = None
        self._sent = ""
        """What was last to be recorded."""
        self._asked = 0
        self._dirty = False
        self.hint = label(part.hint, role="soft", wrap=True)
        if not part.hint:
            self.hint.hide()
        self.origin = chip("", "quiet")
        self.after = chip(self.tr("changé depuis la clôture"), "mend")
        self.after.setToolTip(
            self.tr(
                "Le bilan clôturé garde son texte\u00a0: celui-ci y entrera à la prochaine clôture."
            )
        )
        self._chips = Flow(self.origin, self.after)
        self.edit = FigureEdit()
        self.edit.setAccessibleName(self.tr("Texte de la partie {}").format(part.heading))
        self.listed = FigureList(self.edit)
        self.insert = button(self.tr("Insérer un chiffre…"), kind="link", glyph="plus")
        self.insert.setToolTip(
            self.tr("Il suivra les tableaux\u00a0: tapez { puis quelques lettres (Ctrl+Espace)")
        )
        self.insert.clicked.connect(self.edit.ask)
        self.record = button(self.tr("Enregistrer le texte"))
        self.record.setToolTip(self.tr("Ctrl+Entrée, ou Ctrl+S"))
        self.record.clicked.connect(self.save)
        self.fault = refusal_line()
        self.read = label("", role="soft", wrap=True)
        self.read.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_READ_AFTER_MS)
        self._timer.timeout.connect(self._read_names)
        self.edit.textChanged.connect(self._typed)
        self.setLayout(
            column(
                self.hint,
                self._chips,
                self.edit,
                self.listed,
                self.fault,
                self.read,
                Flow(self.insert, self.record),
                spacing=6,
            )
        )
        self.show_part(part)

    @property
    def dirty(self) -> bool:
        """Something is typed and not recorded."""
        return self._dirty

    def show_part(self, part: PartText) -> None:
        """Show what is recorded, unless she typed more since: that stays, not recorded yet."""
        before, self._part = self._part, part
        self.origin.setText(part.origin)
        self.origin.setVisible(bool(part.origin))
        self.after.setVisible(part.after_closing)
        self._chips.setVisible(bool(part.origin) or part.after_closing)
        mine = self.edit.text()
        if before is None or (before.text != part.text and mine in {before.text, self._sent}):
            if mine != part.text:  # else the cursor stays where it is
                self.edit.setPlainText(part.text)
            self._keep()
        self._typed()

    def offer(self, figures: tuple[Nameable, ...]) -> None:
        """These may be inserted."""
        self.listed.offer(figures)

    def save(self) -> None:
        """Record it; refused beside it when it names what is no figure."""
        part = self._part
        if part is None:
            return
        desk, action, text = self._context.desk, self._context.action, self.edit.text()
        self._sent = text

        def recorded(_: None) -> None:
            if self.edit.text() == text:  # what was typed since is a draft
                self._context.drafts.forget(self._key)
                self._keep()
            self._context.messages.inform(
                self.tr("Texte enregistré\u00a0: {}.").format(part.heading)
            )
            if self.record.hasFocus():  # which goes quiet
                self.edit.setFocus()
            self.recorded.emit()

        self._context.runner.write(
            self,
            lambda _task: write_text(desk, action, self._year, part.part, text),
            recorded,
            self._refused,
        )

    def _refused(self, error: UserError) -> None:
        """Say it beside the text, the keyboard there."""
        self.fault.setText(str(error))
        self.fault.show()
        self.edit.setFocus()

    @property
    def _key(self) -> str:
        part = self._part.part if self._part else ""
        return f"bilan:{self._year}:{part}"

    def _keep(self) -> None:
        self._context.drafts.keep(self, self._key, {"text": self.edit})

    def _typed(self) -> None:
        part, before = self._part, self._dirty
        self._dirty = part is not None and self.edit.text() != part.text
        carried = part is not None and part.carried_from is not None
        self.record.setEnabled(self._dirty or carried)
        if self._dirty != before:
            self.changed.emit()
        self._timer.start()

    def _read_names(self) -> None:
        """Read what the names in it come to; nothing where it names none."""
        text = self.edit.text()
        self._asked += 1
        asked = self._asked
        if "{" not in text:
            self._show_names(Filled(text), text)
            return
        desk, action, year = self._context.desk, self._context.action, self._year
        day = today(desk.clock)

        def shown(done: Filled) -> None:
            if asked == self._asked:
                self._show_names(done, text)

        self._context.runner.read(
            self,
            lambda: filled(
                text, desk.read(lambda link: figures_named(link, action, year, [text], day))
            ),
            shown,
        )

    def _show_names(self, done: Filled, text: str) -> None:
        typing = self.edit.letters() is not None and self.edit.hasFocus()
        faults = () if typing else done.faults
        self.fault.setText("\n".join(faults))
        self.fault.setVisible(bool(faults))
        told = done.text if done.text != text and not typing else ""
        self.read.setText(self.tr("Dans le bilan\u00a0: {}").format(told) if told else "")
        self.read.setVisible(bool(told))
