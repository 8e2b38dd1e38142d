"""A carnet: who is in it, and the form of the one chosen, recorded by one act."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from coachdesk.core.errors import UserError
from coachdesk.services.desk import Desk
from coachdesk.services.directory.facts import cleaned_facts
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import OBJECT_ROLE, Column
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.fields import answered_beside, captioned, refusal_line
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.growing_text import GrowingText
from coachdesk.ui.widgets.layout import button, column, label, panel, reveal
from coachdesk.ui.widgets.table import RowTable
from coachdesk.ui.widgets.two_columns import TwoColumns

_NARROW = 36
_ROW, _HEAD = 2.7, 2.9
"""Heights of a line and of the headings, in heights of the font."""
_FEWEST, _MOST = 1, 9


class _Row(Protocol):
    @property
    def id(self) -> UUID: ...
    @property
    def name(self) -> str: ...


R = TypeVar("R", bound=_Row)
Save = Callable[[Desk, UUID | None, Mapping[str, str]], object]


@dataclass(frozen=True)
class BookField:
    """What is typed of someone; ``lines`` for an address or a note."""

    key: str
    label: str
    lines: bool = False


@dataclass(frozen=True)
class BookWords:
    """What a carnet says of itself."""

    key: str
    """Of its drafts."""
    list: str
    add: str
    empty: str
    """When nobody is in it: what to do next."""


class Book(QWidget, Generic[R]):
    """``changed`` once it was written; ``extra`` is what else is asked, beside the fields."""

    changed = Signal()

    def __init__(
        self,
        context: Context,
        words: BookWords,
        columns: Sequence[Column[R]],
        fields: Sequence[BookField],
        save: Save,
        remove: Callable[[Desk, UUID], None],
        extra: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._context = context
        self._words = words
        self._remove_it = remove
        self.saver: Callable[[], Save | None] = lambda: save
        """What records, asked for in the window's thread; None when more of the form can't be."""
        self._row: R | None = None
        self.extra_shown: Callable[[R | None], None] = lambda _: None
        """Shows what else is known of a row; None for a new one."""
        self.more: dict[str, QWidget] = {}
        """What is kept with the fields while it is not recorded."""
        self.add = button(words.add, glyph="plus")
        self.add.clicked.connect(lambda: self.open(None))
        self.empty = label(words.empty, role="soft", wrap=True)
        self.table: RowTable[R] = RowTable(columns, words.list)
        self.table.opened.connect(self.open)
        self.table.clicked.connect(lambda index: self.open(index.data(OBJECT_ROLE)))
        self.edits: dict[str, QLineEdit | GrowingText] = {}
        self._answers: dict[QWidget, QLabel] = {}
        self.title = label("", role="strong", wrap=True)
        self.record = button(self.tr("Enregistrer"), kind="primary", glyph="check")
        self.record.setToolTip(self.tr("Enregistrer (Ctrl+Entrée)"))
        self.record.clicked.connect(self._record)
        self.remove = button(self.tr("Retirer du carnet"), glyph="trash-2")
        self.remove.clicked.connect(self._take_out)
        self.cancel = button(self.tr("Fermer"))
        self.cancel.clicked.connect(self._leave)
        self.form = self._make_form(fields, extra)
        bind_main_act(self.form, self.record.click)
        for part in (self.empty, self.table, self.form):
            part.hide()  # until it is known who is in it
        self.setLayout(
            column(Flow(self.add), self.empty, self.table, self.form, spacing=10)
        )  # fmt: skip

    def show_rows(self, rows: Sequence[R]) -> None:
        """Who is in it now; the form that is open stays."""
        self.table.rows.set_rows(rows)
        self.empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        shown = min(max(len(rows), _FEWEST), _MOST)
        self.table.setFixedHeight(em(_ROW) * shown + em(_HEAD))

    def open(self, row: R | None) -> None:
        """The form of ``row``, or an empty one."""
        self._context.drafts.flush()  # before the same fields show someone else
        self._row = row
        self.title.setText(row.name if row is not None else self._words.add)
        for key, edit in self.edits.items():
            told = getattr(row, key, None) or "" if row is not None else ""
            if isinstance(edit, QLineEdit):
                edit.setText(told)
            else:
                edit.edit.setPlainText(told)
        self.extra_shown(row)
        self.remove.setVisible(row is not None)
        answered_beside(self._answers, {})
        self.form.show()
        self._context.drafts.keep(
            self.form,
            self._key,
            {
                key: edit if isinstance(edit, QLineEdit) else edit.edit
                for key, edit in self.edits.items()
            }
            | self.more,
        )
        next(iter(self.edits.values())).setFocus()
        reveal(self.form)

    @property
    def _key(self) -> str:
        return f"{self._words.key}:{self._row.id if self._row is not None else 'nouveau'}"

    def _make_form(self, fields: Sequence[BookField], extra: QWidget | None) -> QWidget:
        short = [field for field in fields if not field.lines]
        sides: tuple[QVBoxLayout, QVBoxLayout] = (column(spacing=8), column(spacing=8))
        for number, field in enumerate(short):
            sides[number % 2].addLayout(self._field(field))
        for side in sides:
            side.addStretch(1)
        long = (self._field(field) for field in fields if field.lines)
        acts = Flow(self.remove, self.cancel, self.record, trailing=True)
        parts = (extra,) if extra is not None else ()
        return panel(
            column(
                self.title, TwoColumns(*sides, (1, 1), _NARROW), *long, *parts, acts, spacing=10
            ),
            margin=12,
        )  # fmt: skip

    def _field(self, field: BookField) -> QVBoxLayout:
        edit = GrowingText(()) if field.lines else QLineEdit()
        if isinstance(edit, QLineEdit):
            edit.returnPressed.connect(self.record.click)
        self.edits[field.key] = edit
        self._answers[edit] = refusal_line()
        boxed = captioned(field.label, edit)
        boxed.addWidget(self._answers[edit])
        return boxed

    def _record(self) -> None:
        typed = {key: edit.text() for key, edit in self.edits.items()}
        wrong = cleaned_facts(typed)[1]
        if answered_beside(self._answers, {self.edits[key]: said for key, said in wrong.items()}):
            return
        save = self.saver()
        if save is None:
            return
        desk, kept_id = self._context.desk, self._row.id if self._row is not None else None

        def refused(error: UserError) -> None:
            first = next(iter(self.edits.values()))
            answered_beside(self._answers, {first: str(error)})

        self._context.runner.write(
            self,
            lambda _task: save(desk, kept_id, typed),
            lambda _: self._done(self.tr("{} est au carnet.").format(typed["name"].strip())),
            refused,
        )

    def _take_out(self) -> None:
        row, desk = self._row, self._context.desk
        if row is not None:
            self._context.runner.write(
                self,
                lambda _task: self._remove_it(desk, row.id),
                lambda _: self._done(
                    self.tr("{} n’est plus au carnet (Ctrl+Z l’y remet).").format(row.name)
                ),
            )

    def _done(self, said: str) -> None:
        self._context.messages.inform(said)
        self._leave()
        self.changed.emit()
        reveal(self.add)  # who is in it stands below: the form had pushed it out of sight

    def _leave(self) -> None:
        self._context.drafts.forget(self._key)
        self.form.hide()
        (self.table if self.table.isVisible() else self.add).setFocus()
