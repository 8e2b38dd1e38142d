"""A list of a profile edited: its words on the left, what the chosen one says on the right."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from coachdesk.core.canonical import Json
from coachdesk.core.french import curled, plural
from coachdesk.domain.profile_attributes import Attribute
from coachdesk.domain.profile_list_text import ListItem
from coachdesk.services.actions.editing import Wrong
from coachdesk.ui.screens.settings.attribute_fields import AttributeField
from coachdesk.ui.screens.settings.moving_list import MovingList
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, clear, column, label
from coachdesk.ui.widgets.two_columns import TwoColumns

_NARROW = 36
Asked = Callable[[ListItem], Sequence[Attribute]]


class ListEditor(QWidget):
    """``changed`` at each change; nothing is recorded here."""

    changed = Signal()

    def __init__(self, noun: str, name_of: str = "label") -> None:
        """``noun`` is what an item is called, ``name_of`` the attribute by which it is named."""
        super().__init__()
        self._noun, self._name_of = noun, name_of
        self._items: list[ListItem] = []
        self._uses: dict[str, int] = {}
        self._asked: Asked = lambda _: ()
        self._refusal: Callable[[ListItem], str] = lambda _: ""
        self._wrong: Wrong = {}
        self._fixed = False
        self._shown: tuple[Attribute, ...] = ()
        self.fields: dict[str, AttributeField] = {}
        self.appends = False
        """A new one is the last, whichever is chosen."""
        self.list = MovingList(noun)
        self.list.currentRowChanged.connect(self._show_item)
        self.list.moved.connect(self._moved)
        self.list.taken_out.connect(self._take_out)
        self.list.entered.connect(self.to_fields)
        self.list.asked_more.connect(self._add_by_key)
        self.add = button(self.tr("Ajouter"), glyph="plus")
        self.add.setToolTip(self.tr("Ajouter après celui qui est choisi (Inser)"))
        self.add.clicked.connect(self.add_item)
        self.refused = label("", role="caption", tone="refused", aloud=True)
        self.refused.setContentsMargins(8, 4, 8, 4)
        self.refused.hide()
        self.empty = label(self.tr("Rien encore. «\u00a0Ajouter\u00a0» commence la liste."),
                           role="soft", wrap=True)  # fmt: skip
        left = column(
            self.empty, self.list, Flow(self.add, *self.list.buttons()), self.refused, spacing=6
        )
        left.addStretch(1)
        self._form: QVBoxLayout = column(spacing=8)
        right = column(self._form)
        right.addStretch(1)
        self.columns = TwoColumns(left, right, (1, 1), _NARROW)
        self.setLayout(column(self.columns))
        self.setFocusProxy(self.list)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stacked, the list leaves its fields in sight."""
        super().resizeEvent(event)
        if self.list.few is not self.columns.stacked:
            self.list.few = self.columns.stacked
            self.list.fit()

    def show_items(
        self,
        items: Sequence[ListItem],
        asked: Asked,
        refusal: Callable[[ListItem], str],
        uses: dict[str, int],
        *,
        fixed: bool = False,
    ) -> None:
        """Show a list anew.

        Args:
            items: as they stand.
            asked: what is asked of an item.
            refusal: why one can't be taken out; empty when it can.
            uses: rows that hold each key.
            fixed: none is added nor taken out.
        """
        self._asked, self._refusal, self._uses = asked, refusal, uses
        self._wrong = {}
        self.add.setVisible(not fixed)
        self.list.out.setVisible(not fixed)
        self._fixed = fixed
        self._fill(items, 0)

    def items(self) -> list[ListItem]:
        """As they are to be."""
        return list(self._items)

    def draft_value(self) -> Json:
        """See ``KeptPart``."""
        return [[item.origin, item.values] for item in self._items]

    def set_draft_value(self, value: Json) -> None:
        """See ``KeptPart``."""
        if isinstance(value, list):
            self._fill([ListItem(origin, values) for origin, values in value], 0)
            self.changed.emit()

    def tell(self, wrong: Wrong) -> None:
        """Say what can't be: beside the field, and in the list for the items not shown."""
        self._wrong = wrong
        for at in range(self.list.count()):
            self.list.item(at).setText(self._line(at))
        self._tell_fields()

    def add_item(self) -> None:
        """A new one after the one that is chosen, its name to be typed at once."""
        chosen = self.list.currentRow()
        at = chosen + 1 if chosen >= 0 and not self.appends else len(self._items)
        asked = self._asked(ListItem(None, {}))
        needed = {
            each.name: each.choices[0][0] for each in asked if not each.optional and each.choices
        }
        self._items.insert(at, ListItem(None, {self._name_of: "", **needed}))
        self._fill(self._items, at)
        self.to_fields()
        self.changed.emit()

    def _add_by_key(self) -> None:
        if not self._fixed:
            self.add_item()

    def to_fields(self) -> None:
        """The keyboard to what the item says."""
        if self.fields:
            next(iter(self.fields.values())).widget.setFocus()

    def _fill(self, items: Sequence[ListItem], at: int) -> None:
        self._items = list(items)
        self.list.blockSignals(True)
        self.list.clear()
        for place in range(len(self._items)):
            self.list.addItem(QListWidgetItem(self._line(place)))
        self.list.setCurrentRow(min(at, len(self._items) - 1))
        self.list.blockSignals(False)
        self.empty.setVisible(not self._items)
        self.list.setVisible(bool(self._items))
        self.setFocusProxy(self.list if self._items else self.add)
        self.list.fit()
        self._show_item(self.list.currentRow())

    def _line(self, at: int) -> str:
        values = self._items[at].values
        name = curled(str(values.get(self._name_of) or self.tr("(sans nom)")))
        used = self._uses.get(values.get("key", ""), 0)
        told = f"{name}  ·  {plural(used, 'ligne')}" if used else name
        return f"⚠ {told}" if any(place == at for place, _ in self._wrong) else told

    def _show_item(self, at: int) -> None:
        self.refused.hide()
        item = self._items[at] if 0 <= at < len(self._items) else None
        asked = tuple(self._asked(item)) if item is not None else ()
        if asked != self._shown or not self.fields:
            self._shown = asked
            clear(self._form)
            self.fields = {}
            for attribute in asked:
                field = AttributeField(attribute, self)
                field.changed.connect(lambda name=attribute.name: self._typed(name))
                self.fields[attribute.name] = field
                self._form.addLayout(field.laid())
        if item is not None:
            for name, field in self.fields.items():
                field.show(item.values.get(name))
        self._tell_fields()

    def _tell_fields(self) -> None:
        at = self.list.currentRow()
        for name, field in self.fields.items():
            field.tell(self._wrong.get((at, name), ""))

    def _typed(self, name: str) -> None:
        at = self.list.currentRow()
        item, value = self._items[at], self.fields[name].value()
        values: dict[str, Any] = {**item.values, name: value}
        if value is None and name != self._name_of:
            del values[name]
        elif value is None:
            values[name] = ""
        self._items[at] = ListItem(item.origin, values)
        self.list.item(at).setText(self._line(at))
        if tuple(self._asked(self._items[at])) != self._shown:
            self._show_item(at)
            self.fields[name].widget.setFocus()
        self.changed.emit()

    def _moved(self, at: int, there: int) -> None:
        self.refused.hide()
        self._items.insert(there, self._items.pop(at))
        self._wrong = {}
        self._tell_fields()
        self.changed.emit()

    def _take_out(self, at: int) -> None:
        if self._fixed:
            why = self.tr("Les mots de cette liste sont ceux du programme\u00a0: ils restent.")
        else:
            why = self._refusal(self._items[at])
        if why:
            self.refused.setText(why)
            self.refused.show()
            return
        del self._items[at]
        self._wrong = {}
        self._fill(self._items, at)
        self.list.setFocus()
        self.changed.emit()
