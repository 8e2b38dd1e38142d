"""The values of a profile that change most, in one form; the rest is changed in its file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from coachdesk.domain.profile_fields import FIELDS, ProfileField
from coachdesk.domain.profile_text import Path
from coachdesk.services.actions.profile import ProfileOffer, offer_typed, replace_profile
from coachdesk.services.desk import ActionInfo
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.fields import answered_beside, captioned, refusal_line
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label
from coachdesk.ui.widgets.two_columns import TwoColumns

_NARROW = 40


class ProfileForm(QWidget):
    """``left`` without a change; ``changed`` carries the action as it is from now on."""

    left = Signal()
    changed = Signal(object)

    def __init__(self, context: Context, shown: dict[Path, str]) -> None:
        super().__init__()
        self._context = context
        self._shown = shown
        self.edits: dict[Path, QLineEdit] = {}
        self._answers: dict[QWidget, QLabel] = {}
        self.record = button(self.tr("Enregistrer"), kind="primary", glyph="check")
        self.record.setToolTip(self.tr("Enregistrer (Ctrl+Entrée)"))
        self.record.clicked.connect(self._record)
        self.cancel = button(self.tr("Fermer"))
        self.cancel.clicked.connect(self._leave)
        bind_main_act(self, self.record.click)
        groups: dict[str, list[ProfileField]] = {}
        for field in FIELDS:
            groups.setdefault(field.group, []).append(field)
        parts = [
            part
            for group, inside in groups.items()
            for part in (label(group, role="strong", wrap=True), self._group(inside))
        ]
        self.setLayout(column(*parts, Flow(self.cancel, self.record, trailing=True), spacing=8))
        self.first = next(iter(self.edits.values()))
        context.drafts.keep(
            self,
            self.draft_key,
            {"/".join(path): edit for path, edit in self.edits.items()},
        )

    @property
    def draft_key(self) -> str:
        """Under which what is typed is kept."""
        return f"profil:{self._context.action.id}"

    def _group(self, inside: list[ProfileField]) -> QWidget:
        """Its fields two by two; one that takes long texts has a line of its own."""
        sides: tuple[QVBoxLayout, QVBoxLayout] = (column(spacing=8), column(spacing=8))
        for number, field in enumerate(inside):
            sides[number % 2].addLayout(self._field(field))
        for side in sides:
            side.addStretch(1)
        return TwoColumns(*sides, (1, 1), _NARROW)

    def _field(self, field: ProfileField) -> QVBoxLayout:
        edit = QLineEdit(self._shown[field.path])
        edit.setCursorPosition(0)
        edit.setMinimumWidth(em(6))
        edit.setAcceptDrops(False)
        if field.hint:
            edit.setToolTip(field.hint)
        self.edits[field.path] = edit
        self._answers[edit] = refusal_line()
        boxed = captioned(field.label if not field.optional else f"{field.label}", edit)
        if field.hint:
            boxed.addWidget(label(field.hint, role="caption", wrap=True))
        boxed.addWidget(self._answers[edit])
        return boxed

    def _leave(self) -> None:
        self._context.drafts.forget(self.draft_key)
        self.left.emit()

    def _record(self) -> None:
        typed = {path: edit.text() for path, edit in self.edits.items()}
        desk, action = self._context.desk, self._context.action

        def work(_task: object) -> tuple[ActionInfo | None, ProfileOffer, dict[Path, str]]:
            offer, wrong = offer_typed(desk, action, typed)
            if wrong or not offer.changes:
                return None, offer, wrong
            return replace_profile(desk, action, offer), offer, {}

        self._context.runner.write(self, work, self._answer)

    def _answer(self, done: tuple[ActionInfo | None, ProfileOffer, dict[Path, str]]) -> None:
        action, offer, wrong = done
        if answered_beside(self._answers, {self.edits[path]: said for path, said in wrong.items()}):
            return
        self._context.drafts.forget(self.draft_key)
        if action is None:
            self._context.messages.inform(self.tr("Rien n’a changé dans le profil."))
            self.left.emit()
            return
        told = "  ·  ".join(offer.changes)
        self._context.messages.inform(self.tr("Profil changé (Ctrl+Z annule). {}").format(told))
        self.changed.emit(action)
