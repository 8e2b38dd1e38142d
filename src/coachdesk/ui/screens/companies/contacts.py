"""The contacts of a company, one line of fields each; a blank one takes the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from coachdesk.core.canonical import Json
from coachdesk.queries.company import ContactRow
from coachdesk.services.companies.file import ContactFacts
from coachdesk.ui.widgets.fields import refusal_line
from coachdesk.ui.widgets.layout import button, clear, column, row

_FIELDS = ("name", "function", "phone", "email")


@dataclass(eq=False)
class _Line:
    id: UUID | None
    fields: tuple[QLineEdit, ...]
    holder: QWidget
    drop: QPushButton
    phone: QPushButton
    fault: QLabel

    def texts(self) -> tuple[str, ...]:
        return tuple(field.text().strip() for field in self.fields)


class ContactsForm(QWidget):
    """``changed`` at each letter; ``phone_asked`` carries the id of a contact that is recorded."""

    changed = Signal()
    phone_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[_Line] = []
        self._box = QVBoxLayout()
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self.setLayout(self._box)
        self._add(None, ("", "", "", ""))

    def contacts(self) -> tuple[ContactFacts, ...]:
        """Those typed."""
        return tuple(
            ContactFacts(line.id, *line.texts()) for line in self.lines if any(line.texts())
        )

    def spoken(self) -> tuple[str, ...]:
        """« Prénom NOM, fonction » of each."""
        return tuple(
            ", ".join(part for part in (contact.name, contact.function) if part)
            for contact in self.contacts()
            if contact.name
        )

    def show_contacts(self, contacts: Sequence[ContactRow]) -> None:
        """Show them, and a blank line."""
        self._clear()
        for contact in contacts:
            texts = (contact.name, contact.function, contact.phone, contact.email)
            self._add(contact.id, tuple(text or "" for text in texts))
        self._add(None, ("", "", "", ""))

    def show_faults(self, wrong: Mapping[str, str]) -> QWidget | None:
        """Say what can't be under each line; gives the first field to put right."""
        first: QWidget | None = None
        typed = [line for line in self.lines if any(line.texts())]
        for line in self.lines:
            said = wrong.get(f"contacts.{typed.index(line)}", "") if line in typed else ""
            line.fault.setText(said)
            line.fault.setVisible(bool(said))
            first = first or (line.fields[0] if said else None)
        return first

    def draft_value(self) -> Json:
        """What a draft keeps."""
        return [[str(line.id or ""), *line.texts()] for line in self.lines if any(line.texts())]

    def set_draft_value(self, value: Json) -> None:
        """What a draft kept."""
        if not isinstance(value, list):
            return
        self._clear()
        for told in value:
            if isinstance(told, list) and len(told) == len(_FIELDS) + 1:
                key, *texts = (str(text) for text in told)
                self._add(UUID(key) if key else None, tuple(texts))
        self._add(None, ("", "", "", ""))
        self.changed.emit()

    def _clear(self) -> None:
        self.lines.clear()
        clear(self._box)

    def _add(self, key: UUID | None, texts: Sequence[str]) -> None:
        words = (self.tr("Prénom NOM"), self.tr("Fonction"), self.tr("Téléphone"),
                 self.tr("Courriel"))  # fmt: skip
        fields = []
        for text, shown in zip(texts, words, strict=True):
            field = QLineEdit(text)
            field.setPlaceholderText(shown)
            field.setAccessibleName(self.tr("Contact\u00a0: {}").format(shown))
            field.home(False)
            fields.append(field)
        drop = button("", kind="icon", glyph="x", name=self.tr("Retirer ce contact"))
        name = self.tr("Mettre ce contact sur un téléphone")
        phone = button("", kind="icon", glyph="smartphone", name=name)
        phone.clicked.connect(lambda: self.phone_asked.emit(key))
        line = _Line(key, tuple(fields), QWidget(), drop, phone, refusal_line())
        for field in fields:
            field.textChanged.connect(lambda _text, line=line: self._typed(line))
        drop.clicked.connect(lambda: self._drop(line))
        first, second = row(*fields[:2], spacing=8), row(*fields[2:], phone, drop, spacing=8)
        line.holder.setLayout(column(first, second, line.fault, spacing=4))
        self.lines.append(line)
        self._box.addWidget(line.holder)
        self._say(line)

    def _typed(self, line: _Line) -> None:
        """The last line is always blank: the next contact goes there."""
        line.fault.hide()
        if line is self.lines[-1] and any(line.texts()):
            self._add(None, ("", "", "", ""))
        self._say(line)
        self.changed.emit()

    def _drop(self, line: _Line) -> None:
        following = self.lines[self.lines.index(line) + 1]
        self.lines.remove(line)
        self._box.removeWidget(line.holder)
        line.holder.hide()
        line.holder.deleteLater()
        following.fields[0].setFocus()
        self.changed.emit()

    def _say(self, line: _Line) -> None:
        line.drop.setEnabled(any(line.texts()))
        line.phone.setVisible(line.id is not None)
