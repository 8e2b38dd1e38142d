"""Forms kept as they are typed, inside the encrypted store, and given back after a crash.

A form is written at most ``_EVERY_MS`` after the first change not yet kept: what is typed survives
a kill but for the last half second. What equals the form as it was shown is no draft.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QMetaObject, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coachdesk.core.canonical import Json
from coachdesk.services.desk import Desk
from coachdesk.services.drafts import KeptDraft, draft, drop_draft, save_draft
from coachdesk.ui.draft_fields import KeptPart, changed, put_back, values
from coachdesk.ui.runner import Runner

__all__ = ["DraftKeeper", "KeptPart"]

_EVERY_MS = 400


@dataclass
class _Form:
    """A form under watch."""

    fields: Mapping[str, QWidget]
    as_shown: dict[str, Json]
    timer: QTimer
    stored: dict[str, Json] | None = field(default=None)
    """What the store holds of it; None when it holds no draft."""
    links: list[QMetaObject.Connection] = field(default_factory=list)
    """From its fields; cut when it is shown again."""


class DraftKeeper(QObject):
    """``context.Drafts`` over a desk; ``written`` once a draft was kept or dropped."""

    written = Signal()

    def __init__(self, runner: Runner, desk: Desk) -> None:
        super().__init__()
        self._runner = runner
        self._desk = desk
        self._forms: dict[str, _Form] = {}
        self._closed = False

    def keep(self, form: QWidget, key: str, fields: Mapping[str, QWidget]) -> None:
        """See ``context.Drafts.keep``."""
        if self._closed:
            return  # a form built in the background while the desk is being closed
        self._stop(key)
        self._stop_sharing(fields)
        timer = QTimer(form)
        timer.setSingleShot(True)
        timer.setInterval(_EVERY_MS)
        timer.timeout.connect(lambda: self._save(key))
        watched = _Form(fields, values(fields), timer)
        self._forms[key] = watched
        watched.links = [
            changed(widget).connect(lambda *_: self._touch(key, watched))
            for widget in fields.values()
        ]
        desk = self._desk
        self._runner.write(  # a read that comes after the writes of this form asked before
            form,
            lambda _task: desk.read(lambda link: draft(link, key)),
            lambda kept: self._give(key, watched, kept),
        )

    def proposed(self, key: str, names: Collection[str]) -> None:
        """See ``context.Drafts.proposed``."""
        form = self._forms.get(key)
        if form is None:
            return
        those = {name: form.fields[name] for name in names}
        form.as_shown |= values(those)
        put_back(those, form.stored or {})

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
        self._closed = True

    def forget(self, key: str) -> None:
        """See ``context.Drafts.forget``."""
        self._stop(key)
        self._drop(key)

    def _stop(self, key: str) -> None:
        before = self._forms.pop(key, None)
        if before is None:
            return
        for link in before.links:
            QObject.disconnect(link)
        if isValid(before.timer):
            before.timer.stop()
            before.timer.deleteLater()

    def _stop_sharing(self, fields: Mapping[str, QWidget]) -> None:
        """A page that shows another person in the same fields no longer types for the one before.

        What was typed for her was kept before (``flush``): the fields already hold the other's.
        """
        hers = {id(widget) for widget in fields.values()}
        for key, form in tuple(self._forms.items()):
            if not isValid(form.timer) or hers & {id(widget) for widget in form.fields.values()}:
                self._stop(key)

    def _give(self, key: str, form: _Form, kept: KeptDraft | None) -> None:
        """Put back what was typed, unless she has begun to type anew."""
        if self._forms.get(key) is not form or kept is None:
            return
        form.stored = kept.fields
        if values(form.fields) == form.as_shown:
            put_back(form.fields, kept.fields)

    def _touch(self, key: str, form: _Form) -> None:
        if self._forms.get(key) is form and not form.timer.isActive():
            form.timer.start()

    def _save(self, key: str) -> None:
        form = self._forms.get(key)
        if form is None:
            return
        typed, desk = values(form.fields), self._desk
        if typed == form.stored:
            return
        if typed != form.as_shown:
            form.stored = typed
            self._runner.write(self, lambda _task: save_draft(desk, key, typed), self._say)
        elif form.stored is not None:
            form.stored = None
            self._drop(key)

    def _drop(self, key: str) -> None:
        desk = self._desk
        self._runner.write(self, lambda _task: drop_draft(desk, key), self._say)

    def _say(self, _: None) -> None:
        self.written.emit()
