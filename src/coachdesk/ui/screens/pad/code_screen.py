"""The code of the pad, chosen or taken away from the open desk."""

from coachdesk.services.pad.code import PadCode, pad_code, remove_pad_code
from coachdesk.ui.context import Context
from coachdesk.ui.screens.pad.code_box import CodeBox
from coachdesk.ui.widgets.layout import button, label, row
from coachdesk.ui.widgets.page import Page


class PadCodeScreen(Page):
    """Who has the desk open needs no former code."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        super().__init__("", before=self.leave)
        self._context = context
        self.leave.clicked.connect(context.back)
        self.title.setText(self.tr("Code de l’écran de signature"))
        self.subtitle.setText(
            self.tr(
                "Avec un code, la personne qui signe n’atteint rien d’autre sur cet ordinateur. "
                "Sans code, le poste revient de lui-même après la signature."
            )
        )
        self.state = label("", wrap=True)
        self.remove = button(self.tr("Retirer le code"))
        self.remove.clicked.connect(self._remove)
        self.box = CodeBox(context.runner, context.desk.clock)
        self.box.changed.connect(self._changed)
        self.box.left.connect(context.back)
        state = row(self.state, self.remove)
        state.setStretch(0, 1)
        self.body.addLayout(state)
        self.body.addLayout(row(None, self.box, None))
        self.body.addStretch(1)
        self.first = self.box.digits

    def refresh(self) -> None:
        """Read whether there is one."""
        desk = self._context.desk
        self._context.runner.read(self, lambda: desk.read(pad_code), self._show)

    def _show(self, code: PadCode | None) -> None:
        self.state.setText(
            self.tr("Aucun code n’est posé.")
            if code is None
            else self.tr("Un code est posé. En choisir un autre le remplace.")
        )
        self.remove.setVisible(code is not None)
        self.box.show_step(self._context.desk, None)

    def _remove(self) -> None:
        desk = self._context.desk
        self._context.runner.write(
            self, lambda _task: remove_pad_code(desk), lambda _: self._changed(None)
        )

    def _changed(self, code: PadCode | None) -> None:
        self._context.messages.inform(
            self.tr("Le code est retiré.")
            if code is None
            else self.tr("Le code est posé\u00a0: il rend le poste après une signature.")
        )
        self._show(code)
