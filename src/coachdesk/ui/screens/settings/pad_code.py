"""The code of the pad, chosen or taken away from the open desk."""

from coachdesk.services.pad.code import PadCode, pad_code, remove_pad_code
from coachdesk.ui.context import Context
from coachdesk.ui.screens.pad.code_box import CodeBox
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.widgets.layout import button, label, row


class PadCodeSection(SettingsSection):
    """Who has the desk open needs no former code."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.state = label("", wrap=True)
        self.remove = button(self.tr("Retirer le code"))
        self.remove.clicked.connect(self._remove)
        self.code_box = CodeBox(context.runner, context.desk.clock)
        self.code_box.changed.connect(self._changed)
        state = row(self.state, self.remove)
        state.setStretch(0, 1)
        self.box("", state, note(self.tr("Ctrl+Z n’y touche pas\u00a0: il se change ou se retire "
                                         "ici.")))  # fmt: skip
        self.body.addLayout(row(self.code_box, None))
        self.remove.hide()
        self.code_box.back.hide()
        self.code_box.answer.hide()
        self.first = self.code_box.digits
        self.found = {"code": self.code_box.digits}

    def refresh(self) -> None:
        """Read whether there is one."""
        desk = self.context.desk
        self.context.runner.read(self, lambda: desk.read(pad_code), self._show)

    def _show(self, code: PadCode | None) -> None:
        self.state.setText(
            self.tr("Aucun code n’est posé.")
            if code is None
            else self.tr("Un code est posé. En choisir un autre le remplace.")
        )
        self.remove.setVisible(code is not None)
        self.code_box.show_step(self.context.desk, None, may_leave=False)

    def _remove(self) -> None:
        desk = self.context.desk
        self.context.runner.write(
            self, lambda _task: remove_pad_code(desk), lambda _: self._changed(None)
        )

    def _changed(self, code: PadCode | None) -> None:
        self.context.messages.inform(
            self.tr("Le code est retiré.")
            if code is None
            else self.tr("Le code est posé\u00a0: il rend le poste après une signature.")
        )
        self._show(code)
