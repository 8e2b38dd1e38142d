"""Forms kept as they are typed, inside the encrypted store, and given back after a crash.

A form is written at most ``_EVERY_MS`` after the first change not yet kept: what is typed survives
a kill but for the last half second. What equals the form as it was shown is no draft.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QDate, QObject, QTime, QTimer, SignalInstance
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTimeEdit,
    QWidget,
)
from shiboken6 import isValid

from coachdesk.core.canonical import Json
from coachdesk.services.desk import Desk
from coachdesk.services.drafts import KeptDraft, draft, drop_draft, save_draft
from coachdesk.ui.runner import Runner
from coachdesk.ui.widgets.choices import Choices

_EVERY_MS = 400


@runtime_checkable
class KeptPart(Protocol):
    """A part of a form made of several fields, which tells what a draft is to keep of them."""

    changed: SignalInstance

    def draft_value(self) -> Json:
        """What is typed in it."""
        ...

    def set_draft_value(self, value: Json) -> None:
        """Give back what was typed."""
        ...


@dataclass
class _Form:
    """A form under watch."""

    fields: Mapping[str, QWidget]
    as_shown: dict[str, Json]
    timer: QTimer
    kept: bool = field(default=False)
    """Whether the store holds a draft of it."""


class DraftKeeper(QObject):
    """``context.Drafts`` over a desk."""

    def __init__(self, runner: Runner, desk: Desk) -> None:
        super().__init__()
        self._runner = runner
        self._desk = desk
        self._forms: dict[str, _Form] = {}

    def keep(self, form: QWidget, key: str, fields: Mapping[str, QWidget]) -> None:
        """See ``context.Drafts.keep``."""
        self._stop(key)
        timer = QTimer(form)
        timer.setSingleShot(True)
        timer.setInterval(_EVERY_MS)
        timer.timeout.connect(lambda: self._save(key))
        self._forms[key] = _Form(fields, _values(fields), timer)
        for widget in fields.values():
            _changed(widget).connect(lambda *_: self._touch(key))
        desk = self._desk
        self._runner.write(  # a read that comes after the writes of this form asked before
            form,
            lambda _task: desk.read(lambda link: draft(link, key)),
            lambda kept: self._give(key, kept),
        )

    def flush(self) -> None:
        """See ``context.Drafts.flush``."""
        for key, form in tuple(self._forms.items()):
            if isValid(form.timer) and form.timer.isActive():
                form.timer.stop()
                self._save(key)

    def close(self) -> None:
        """See ``context.Drafts.close``."""
        self.flush()
        self._forms.clear()

    def forget(self, key: str) -> None:
        """See ``context.Drafts.forget``."""
        self._stop(key)
        desk = self._desk
        self._runner.write(self, lambda _task: drop_draft(desk, key), lambda _: None)

    def _stop(self, key: str) -> None:
        before = self._forms.pop(key, None)
        if before is not None and isValid(before.timer):
            before.timer.stop()
            before.timer.deleteLater()

    def _give(self, key: str, kept: KeptDraft | None) -> None:
        """Put back what was typed, unless she has begun to type anew."""
        form = self._forms.get(key)
        if form is None or kept is None:
            return
        form.kept = True
        if _values(form.fields) != form.as_shown:
            return
        for name, value in kept.fields.items():
            if name in form.fields:
                _put(form.fields[name], value)

    def _touch(self, key: str) -> None:
        form = self._forms.get(key)
        if form is not None and not form.timer.isActive():
            form.timer.start()

    def _save(self, key: str) -> None:
        form = self._forms.get(key)
        if form is None:
            return
        typed, desk = _values(form.fields), self._desk
        if typed != form.as_shown:
            form.kept = True
            self._runner.write(self, lambda _task: save_draft(desk, key, typed), lambda _: None)
        elif form.kept:
            form.kept = False
            self._runner.write(self, lambda _task: drop_draft(desk, key), lambda _: None)


def _values(fields: Mapping[str, QWidget]) -> dict[str, Json]:
    return {name: _value(widget) for name, widget in fields.items()}


def _value(widget: QWidget) -> Json:  # noqa: PLR0911  (one kind of field per line)
    if isinstance(widget, QLineEdit):
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QDateEdit):
        return widget.date().toJulianDay()
    if isinstance(widget, QTimeEdit):
        return widget.time().msecsSinceStartOfDay()
    if isinstance(widget, QSpinBox):
        return widget.value()
    if isinstance(widget, Choices):
        return widget.key()
    if isinstance(widget, KeptPart):
        return widget.draft_value()
    raise TypeError(f"no draft of a {type(widget).__name__}")


def _put(widget: QWidget, value: Json) -> None:
    if isinstance(widget, QLineEdit) and isinstance(value, str):
        widget.setText(value)
    elif isinstance(widget, QPlainTextEdit) and isinstance(value, str):
        widget.setPlainText(value)
    elif isinstance(widget, QComboBox) and isinstance(value, str):
        widget.setCurrentText(value)
    elif isinstance(widget, QDateEdit) and isinstance(value, int):
        widget.setDate(QDate.fromJulianDay(value))
    elif isinstance(widget, QTimeEdit) and isinstance(value, int):
        widget.setTime(QTime.fromMSecsSinceStartOfDay(value))
    elif isinstance(widget, QSpinBox) and isinstance(value, int):
        widget.setValue(value)
    elif isinstance(widget, Choices) and (value is None or isinstance(value, str)):
        widget.show_key(value)
    elif isinstance(widget, KeptPart):
        widget.set_draft_value(value)


def _changed(widget: QWidget) -> SignalInstance:
    signals = {
        QLineEdit: "textChanged",
        QPlainTextEdit: "textChanged",
        QComboBox: "currentTextChanged",
        QDateEdit: "dateChanged",
        QTimeEdit: "timeChanged",
        QSpinBox: "valueChanged",
        Choices: "chosen",
    }
    kinds = (name for kind, name in signals.items() if isinstance(widget, kind))
    name = next(kinds, "changed")
    signal: SignalInstance = getattr(widget, name)
    return signal
