"""The person fills a paper in herself: the whole window, one large question at a time.

Only her own paper is in sight. The window is given back by the coach; until then what she answers
stays, and what is named is kept as a draft with each answer.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from coachdesk.core.canonical import Json
from coachdesk.core.french import plural
from coachdesk.domain.papers import Answer
from coachdesk.services.documents.drafting import DocumentView
from coachdesk.ui.screens.paper.asking import Asking
from coachdesk.ui.screens.paper.asking_question import QuestionView, said_first
from coachdesk.ui.screens.paper.asking_summary import SummaryView
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import PAD, button, column, label, row, scrolled

_WIDE = 46
"""Heights of the font: lines that the eye still follows."""
_EDGE = 24


class AskingScreen(QWidget):
    """``done`` carries her answers once she gives them, ``leaving`` that she stops before.

    ``changed`` follows each answer, for a draft.
    """

    done = Signal(object)
    leaving = Signal()
    changed = Signal()

    def __init__(self, view: DocumentView) -> None:
        super().__init__()
        self.setObjectName("asking")
        self.view = view
        self.asking = Asking(view.template, view.answers)
        self.question = QuestionView(self.asking)
        self.summary = SummaryView(self.asking)
        self.fault = label("", tone="refused", aloud=True)
        self.fault.setContentsMargins(12, 8, 12, 8)
        self.fault.hide()
        self.where = label("", role="soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Où vous en êtes"))
        self.stop = button(self.tr("Arrêter"), kind="link")
        self.back = button(self.tr("Retour"), glyph="arrow-left")
        self.next = button("", kind="primary")
        for each in (self.back, self.next):
            each.setProperty("large", True)
        self.pages = QStackedWidget()
        self._areas = [self._page(part) for part in (self._hello(), self.question, self.summary)]
        self._thanks = self._page(self._thanking())
        layout = column(self._head(), self.pages, self._foot(), spacing=12)
        layout.setStretch(1, 1)
        layout.setContentsMargins(_EDGE, PAD, _EDGE, PAD)
        self.setLayout(layout)
        self._bind()
        self._show()

    @property
    def given(self) -> dict[str, Answer]:
        """What she answered so far."""
        return self.asking.answers

    @property
    def begun(self) -> bool:
        """Whether she answered anything."""
        return bool(self.given)

    def draft_value(self) -> Json:
        """What a draft keeps."""
        return {
            key: list(answer) if isinstance(answer, tuple) else answer
            for key, answer in self.given.items()
        }

    def set_draft_value(self, value: Json) -> None:
        """What she had answered before the window was cut."""
        if isinstance(value, dict):
            kept = {
                key: tuple(map(str, answer)) if isinstance(answer, list) else str(answer)
                for key, answer in value.items()
            }
            self.asking.put_back(kept)
            self._show()

    def take_keyboard(self) -> None:
        """The keyboard where she answers."""
        if self.pages.currentWidget() is self._areas[1]:
            self.question.take_keyboard()
        else:
            self.next.setFocus()

    def go_on(self) -> None:
        """Begin, go to the next question, or give the answers."""
        at = self.pages.currentWidget()
        if at is self._areas[0]:
            self.pages.setCurrentWidget(self._areas[1])
        elif at is self._areas[2]:
            if not self.asking.lacking:
                self.next.setEnabled(False)
                self.done.emit(self.given)
            return
        elif at is self._areas[1]:
            wrong = self.question.fault() or self._lacking()
            if wrong:
                self.fault.setText(wrong)
                self.fault.show()
                return
            self.asking.forward()
        self._show()

    def go_back(self) -> None:
        """The question before; before the first one, the beginning."""
        if self.pages.currentWidget() is self._areas[1] and self.asking.at_first:
            self.pages.setCurrentWidget(self._areas[0])
        elif self.pages.currentWidget() is self._areas[2]:
            self.asking.to_last()
        else:
            self.asking.back()
        self._show()

    def refused(self, sentence: str) -> None:
        """What she gave could not be kept: say why, her answers stay."""
        self.fault.setText(sentence)
        self.fault.show()
        self.next.setEnabled(True)

    def thank(self) -> None:
        """Her answers are kept: nothing of them is in sight any more."""
        self.fault.hide()
        self.pages.setCurrentWidget(self._thanks)
        for each in (self.back, self.stop, self.where, self.bar):
            each.hide()
        self.next.setText(self.tr("Rendre l’écran au coach"))
        self.next.setEnabled(True)
        self.next.clicked.disconnect()
        self.next.clicked.connect(self.leaving)
        self.next.setFocus()

    def _bind(self) -> None:
        self.question.answered.connect(self.go_on)
        self.question.changed.connect(self._changed)
        self.summary.changing.connect(self._change)
        self.next.clicked.connect(self.go_on)
        self.back.clicked.connect(self.go_back)
        self.stop.clicked.connect(self.leaving)
        for keys, act in (
            ("Return", self._enter),
            ("Enter", self._enter),
            ("Ctrl+Return", self.next.click),
            ("Alt+Left", self.back.click),
            ("Escape", self.stop.click),
        ):
            QShortcut(QKeySequence(keys), self, act)

    def _enter(self) -> None:
        """Take the answer that has the keyboard, press the button that has it, or go on."""
        focused = self.focusWidget()
        if isinstance(focused, QPushButton) and not (
            focused in self.question.answers.values() and focused.isChecked()
        ):
            focused.click()
        else:
            self.next.click()

    def _change(self, key: str) -> None:
        self.asking.change(key)
        self._show()

    def _changed(self) -> None:
        self.fault.hide()
        self._name_next()
        self.changed.emit()

    def _lacking(self) -> str:
        if self.asking.may_go_on:
            return ""
        return self.tr("Choisissez une réponse, ou demandez à votre coach.")

    def _show(self) -> None:
        self.fault.hide()
        if self.pages.currentWidget() is not self._areas[0]:
            at_end = self.asking.current is None
            (self.summary.show_answers if at_end else self.question.show_question)()
            area = self._areas[2 if at_end else 1]
            self.pages.setCurrentWidget(area)
            area.verticalScrollBar().setValue(0)
        begun = self.pages.currentWidget() is not self._areas[0]
        count, position = len(self.asking.fields), self.asking.position
        self.bar.setRange(0, count)
        self.bar.setValue(position - 1 if begun else 0)
        self.where.setText(
            self.tr("Question {} sur {}").format(position, count)
            if begun and position <= count
            else self.tr("Dernière étape")
            if begun
            else ""
        )
        self.back.setVisible(begun)
        self._name_next()
        self.take_keyboard()

    def _name_next(self) -> None:
        at = self.pages.currentWidget()
        if at is self._areas[0]:
            words = self.tr("Commencer")
        elif at is self._areas[1]:
            words = self.tr("Suivant") if self.asking.is_answered() else self.tr("Passer")
            if not self.asking.may_go_on:
                words = self.tr("Suivant")
        elif self.view.template.signers:
            words = self.tr("C’est bien cela\u00a0: signer")
        else:
            words = self.tr("Donner mes réponses")
        self.next.setText(words)
        self.next.setEnabled(at is not self._areas[2] or not self.asking.lacking)

    def _head(self) -> QWidget:
        head = QWidget()
        title = label(self.view.title, role="strong", wrap=True)
        line = row(title, self.where, 12, self.stop, spacing=12)
        line.setStretch(0, 1)
        head.setLayout(column(line, self.bar, spacing=8))
        return head

    def _foot(self) -> QWidget:
        foot = QWidget()
        inside = QWidget()
        inside.setMaximumWidth(em(_WIDE))
        acts = row(self.back, None, self.next, spacing=12)
        inside.setLayout(column(self.fault, acts, spacing=8))
        line = row(None, inside, None, spacing=0)
        line.setStretch(1, 100)
        foot.setLayout(line)
        return foot

    def _page(self, content: QWidget) -> QScrollArea:
        """``content`` in the middle, no wider than is read with ease."""
        content.setMaximumWidth(em(_WIDE))
        middle = QWidget()
        line = row(None, content, None, spacing=0)
        line.setStretch(1, 100)
        middle.setLayout(column(em(2), line, 12, None, spacing=0))
        area = scrolled(middle)
        self.pages.addWidget(area)
        return area

    def _hello(self) -> QWidget:
        view = self.view
        first = view.person.split(" ")[0] if view.person and not view.template.anonymous else ""
        hello = self.tr("Bonjour {},").format(first) if first else self.tr("Bonjour,")
        page = QWidget()
        said = said_first(view.template.blocks)
        number = plural(len(self.asking.fields), self.tr("question"))
        page.setLayout(
            column(
                label(hello, role="question", wrap=True),
                *([label(said, role="said", wrap=True)] if said else []),
                label(
                    self.tr(
                        "C’est vous qui répondez\u00a0: {}, une à la fois. Prenez votre temps, "
                        "votre coach peut vous aider. Vous pourrez tout relire à la fin."
                    ).format(number),
                    role="said",
                    wrap=True,
                ),
                spacing=16,
            )
        )
        return page

    def _thanking(self) -> QWidget:
        page = QWidget()
        self.thanks: QLabel = label(
            self.tr("Vos réponses sont gardées, sans votre nom.")
            if self.view.template.anonymous
            else self.tr("Vos réponses sont gardées."),
            role="said",
            wrap=True,
        )
        page.setLayout(column(label(self.tr("Merci"), role="question"), self.thanks, spacing=16))
        return page
