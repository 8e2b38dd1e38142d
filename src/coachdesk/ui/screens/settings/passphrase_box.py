"""Another passphrase, the store encrypted anew, the older sauvegardes gone: who opens it now."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from coachdesk.core.errors import SecretRefusedError, UserError
from coachdesk.core.french import plural
from coachdesk.services.keys import AnewStoppedError, NewSecret, change_passphrase, encrypt_anew
from coachdesk.services.older_copies import OlderCopies, older_copies, remove_older_copies
from coachdesk.ui.context import Context
from coachdesk.ui.messages import Question
from coachdesk.ui.screens.first_run.new_phrase import NewPhrase, captioned_secret
from coachdesk.ui.screens.ready.copying import Copying
from coachdesk.ui.widgets.fields import refusal_line
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.progress import ProgressLine
from coachdesk.ui.widgets.secret import SecretLine


class PassphraseBox(QWidget):
    """Closed until she asks; what is typed here is no draft. ``changed`` once it was done."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._busy = False
        self.begin = button(self.tr("Changer la phrase de passe…"), glyph="pencil")
        self.begin.clicked.connect(self.open_form)
        self.current = SecretLine(self.tr("Phrase de passe actuelle, ou clé de secours"))
        self.phrase = NewPhrase(
            context.runner, self._known_words, self.tr("Nouvelle phrase de passe")
        )
        self.anew = QCheckBox(self.tr("Chiffrer aussi le magasin avec une clé neuve"))
        self.change = button(self.tr("Changer"), kind="primary", glyph="check")
        self.give_up = button(self.tr("Annuler"))
        self.progress = ProgressLine()
        self.current.edited.connect(self._retyped)
        self.current.entered.connect(self.phrase.secret.line.setFocus)
        self.phrase.changed.connect(self._refresh)
        self.phrase.entered.connect(self.change.click)
        self.anew.toggled.connect(lambda _: self._refresh())
        self.change.clicked.connect(self._change)
        self.give_up.clicked.connect(self.close_form)
        self.answer = refusal_line()
        self.form = QWidget()
        self.form.setLayout(
            column(
                captioned_secret(
                    self.tr("Phrase de passe actuelle, ou clé de secours"), self.current
                ),
                self.answer,
                self.phrase,
                4,
                Flow(self.anew),  # no wider than its words, where a click ticks it
                label(
                    self.tr(
                        "À cocher si quelqu’un a pu copier vos fichiers, ou connaît l’ancienne "
                        "phrase\u00a0: une copie d’avant n’ouvrira rien de ce qui suit. La clé de "
                        "secours change aussi\u00a0: ayez de quoi l’imprimer. Sans nouvelle "
                        "phrase, l’actuelle reste."
                    ),
                    role="caption",
                    wrap=True,
                ),
                self.progress,
                row(self.change, self.give_up, None),
                spacing=6,
            )
        )
        self.older = label("", wrap=True)
        self.copying = Copying(context, self)
        self.copying.ended.connect(self.refresh)
        self.copy = button(self.tr("En faire une nouvelle"), glyph="save")
        self.copy.clicked.connect(self.copying.copy_here)
        self.remove = button(self.tr("Retirer les anciennes sauvegardes…"), glyph="trash-2")
        self.remove.clicked.connect(self._ask_to_remove)
        self._left = QWidget()
        self._left.setLayout(
            column(self.older, self.copying.progress, Flow(self.copy, self.remove), spacing=6)
        )
        self.setLayout(column(row(self.begin, None), self.form, self._left, spacing=8))
        self.form.hide()
        self._left.hide()
        self._refresh()

    def refresh(self) -> None:
        """Look for the sauvegardes that open by an older phrase."""
        desk = self._context.desk
        self._context.runner.read(self, lambda: older_copies(desk), self._show_older)

    def open_form(self) -> None:
        """Ask for the phrases."""
        self.form.show()
        self.begin.hide()
        self.current.setFocus()

    def close_form(self) -> None:
        """Forget what was typed."""
        self.current.clear()
        self.answer.hide()
        self.phrase.clear()
        self.anew.setChecked(False)
        self.form.hide()
        self.begin.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is turned to: what was typed does not wait there."""
        super().hideEvent(event)
        if not event.spontaneous() and not self._busy:
            self.close_form()

    def _retyped(self) -> None:
        self.answer.hide()
        self._refresh()

    def _known_words(self) -> tuple[str, ...]:
        coach, action = self._context.desk.coach, self._context.action
        return coach.name, coach.association, action.profile.name

    def _typed(self) -> NewSecret:
        return NewSecret(self.current.text(), self.phrase.text())

    def _refresh(self) -> None:
        nothing = not self.phrase.text() and not self.phrase.again.text()
        ready = self.phrase.complete() or (self.anew.isChecked() and nothing)
        self.change.setEnabled(ready and bool(self.current.text()) and not self._busy)
        self.change.setText(
            self.tr("Changer et chiffrer de nouveau") if self.anew.isChecked()
            else self.tr("Changer")
        )  # fmt: skip

    def _wait(self, *, busy: bool) -> None:
        self._busy = busy
        for part in (self.current, self.phrase, self.anew, self.give_up):
            part.setEnabled(not busy)
        self._refresh()

    def _change(self) -> None:
        if self._busy:
            return
        desk, typed, anew = self._context.desk, self._typed(), self.anew.isChecked()
        self._context.drafts.flush()
        self._wait(busy=True)
        if not anew:
            self._context.runner.write(
                self, lambda _task: change_passphrase(desk, typed), self._changed, self._refused
            )
            return
        self.progress.begin(self.tr("Chiffrement du magasin"))
        self.progress.follow(
            self._context.runner.write(
                self,
                lambda task: encrypt_anew(
                    desk, typed, progress=task.report, cancelled=task.cancelled
                ),
                self._encrypted,
                self._refused,
                self.progress.step,
            )
        )

    def _changed(self, _: None) -> None:
        self._wait(busy=False)
        self.close_form()
        self._context.messages.inform(self.tr("La phrase de passe est changée."))
        self.changed.emit()
        self.begin.setFocus()

    def _encrypted(self, _key: str) -> None:
        """The recovery key was renewed with the rest: another is made, to be seen on paper."""
        self.progress.end()
        self._wait(busy=False)
        self.close_form()
        self._context.messages.inform(
            self.tr("Le magasin est chiffré avec une clé neuve. Gardez sa nouvelle clé de secours.")
        )
        self._context.renew_key()

    def _refused(self, error: UserError) -> None:
        self.progress.end()
        self._wait(busy=False)
        if not self.isVisible():  # she went on with her work meanwhile
            self.close_form()
        if isinstance(error, AnewStoppedError):
            self._context.messages.inform(str(error))
            return
        if isinstance(error, SecretRefusedError):
            self.answer.setText(str(error))
            self.answer.show()
            self.current.setFocus()
            self.current.line.selectAll()
        else:
            self.phrase.refuse(str(error))
            self.phrase.secret.line.setFocus()

    def _show_older(self, known: OlderCopies) -> None:
        count = len(known.found)
        told = []
        if count:
            told.append(
                plural(
                    count,
                    self.tr("sauvegarde s’ouvre encore avec une phrase d’avant."),
                    self.tr("sauvegardes s’ouvrent encore avec une phrase d’avant."),
                )
            )
            if not known.fresh:
                told.append(
                    self.tr("Faites-en d’abord une nouvelle, puis retirez celle-ci.")
                    if count == 1
                    else self.tr("Faites-en d’abord une nouvelle, puis retirez celles-ci.")
                )
            away = self.tr("{} n’est pas là\u00a0: ses sauvegardes gardent leur phrase.")
            told += [away.format(folder) for folder in known.away]
        self.older.setText(" ".join(told))
        self._left.setVisible(bool(count))
        self.copy.setHidden(known.fresh)
        self.remove.setVisible(known.fresh)

    def _ask_to_remove(self) -> None:
        self._context.messages.ask(
            Question(
                self.tr("Retirer les sauvegardes d’avant\u202f?"),
                self.tr(
                    "Celles qui s’ouvrent avec une phrase d’avant sont supprimées. Celle qui "
                    "s’ouvre avec la phrase d’aujourd’hui reste. Cela ne s’annule pas."
                ),
                self.tr("Retirer"),
            ),
            lambda _: self._remove(),
        )

    def _remove(self) -> None:
        desk = self._context.desk

        def removed(count: int) -> None:
            self._context.messages.inform(
                plural(count, self.tr("sauvegarde retirée."), self.tr("sauvegardes retirées."))
            )
            self.refresh()

        self._context.runner.write(self, lambda _task: remove_older_copies(desk), removed)
