"""The user's door in the product: a banner at the top of the window, dialogs in front of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt, QUrl
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from coachdesk.core.errors import MonthClosedError, UserError
from coachdesk.core.french import month_name
from coachdesk.services.targets import Screen, Target
from coachdesk.system.disks import keys_plugged_in
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.help_key import answer_help_key
from coachdesk.ui.messages import Question
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.banner import Banner
from coachdesk.ui.widgets.layout import button, label


class WindowMessages:
    """``Messages`` over the window that holds ``banner``."""

    def __init__(self, banner: Banner) -> None:
        self._banner = banner
        self._folder: Path | None = None
        """Where the last file was chosen: the next one is most often beside it."""

    def inform(self, sentence: str, written: Path | None = None) -> None:
        """See ``Messages.inform``."""
        words = QCoreApplication.translate("WindowMessages", "Ouvrir le dossier")
        self._banner.show_message(
            "done", sentence, lead=None if written is None else (words, written)
        )

    def refuse(self, error: UserError) -> None:
        """See ``Messages.refuse``; of a closed month, with the way to its page."""
        lead = None
        if isinstance(error, MonthClosedError):
            words = QCoreApplication.translate("WindowMessages", "Ouvrir {}")
            lead = words.format(month_name(error.month)), Target(Screen.MONTH, day=error.month)
        self._banner.show_message("refused", error.sentence, error.remedy, lead)

    def hush(self) -> None:
        """See ``Messages.hush``."""
        self._banner.clear_refusal()

    def ask(self, question: Question, confirmed: Callable[[str], None]) -> None:
        """See ``Messages.ask``."""
        dialog = QuestionDialog(question, self._banner.window())
        dialog.accepted.connect(lambda: confirmed(dialog.reason()))
        dialog.open()

    def choose_folder(self, title: str, start: Path, chosen: Callable[[Path], None]) -> None:
        """See ``Messages.choose_folder``."""
        dialog = self._file_dialog(title, start, chosen)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.open()

    def choose_file(self, title: str, kinds: str, chosen: Callable[[Path], None]) -> None:
        """See ``Messages.choose_file``."""
        dialog = self._file_dialog(title, self._usual_folder(), chosen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(kinds)
        dialog.open()

    def choose_files(self, title: str, kinds: str, chosen: Callable[[list[Path]], None]) -> None:
        """See ``Messages.choose_files``."""
        dialog = self._file_dialog(title, self._usual_folder(), lambda _: None)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(kinds)
        dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
        dialog.open()

    def choose_target(
        self, title: str, suggested: Path, kinds: str, chosen: Callable[[Path], None]
    ) -> None:
        """See ``Messages.choose_target``."""
        dialog = self._file_dialog(title, suggested.parent, chosen)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kinds)
        dialog.setDefaultSuffix(suggested.suffix.removeprefix("."))
        dialog.selectFile(suggested.name)
        dialog.open()

    def _file_dialog(self, title: str, start: Path, chosen: Callable[[Path], None]) -> QFileDialog:
        dialog = QFileDialog(self._banner.window(), title, str(start))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Where the system has no dialog of its own: names only, and what Qt leaves in English.
        dialog.setViewMode(QFileDialog.ViewMode.List)
        keys = [QUrl.fromLocalFile(str(key)) for key in keys_plugged_in()]
        dialog.setSidebarUrls([*dialog.sidebarUrls(), *keys])
        for part, words in (
            (
                QFileDialog.DialogLabel.LookIn,
                QCoreApplication.translate("WindowMessages", "Dossier\u00a0:"),
            ),
            (
                QFileDialog.DialogLabel.FileType,
                QCoreApplication.translate("WindowMessages", "Type\u00a0:"),
            ),
        ):
            dialog.setLabelText(part, words)

        def remember(name: str) -> None:
            self._folder = Path(name).parent
            chosen(Path(name))

        dialog.fileSelected.connect(remember)
        return dialog

    def _usual_folder(self) -> Path:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return self._folder or Path(QStandardPaths.writableLocation(documents))


class QuestionDialog(QDialog):
    """A question in front of the window: the act, or the way back, which is the safe default."""

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(question.title)
        answer_help_key(self)
        self.setMinimumWidth(em(33))
        self._exactly = question.exactly
        self._reason: QPlainTextEdit | QLineEdit = (
            QPlainTextEdit() if question.exactly is None else QLineEdit()
        )
        self._reason.setAccessibleName(question.reason or "")
        if isinstance(self._reason, QPlainTextEdit):
            self._reason.setTabChangesFocus(True)
            self._reason.setFixedHeight(em(6))
        leads = question.staying_leads
        self._act = button(question.act, kind="" if leads else "primary")
        self._act.clicked.connect(self.accept)
        self._stay = button(
            question.stay or QCoreApplication.translate("QuestionDialog", "Annuler"),
            kind="primary" if leads else "",
        )
        self._stay.setDefault(True)
        self._stay.clicked.connect(self.reject)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(label(question.title, role="heading"))
        layout.addWidget(label(question.text, wrap=True))
        if question.reason is not None:
            caption = label(question.reason, role="caption")
            caption.setBuddy(self._reason)
            layout.addWidget(caption)
            layout.addWidget(self._reason)
            self._reason.textChanged.connect(self._refresh)
            bind_main_act(self, self._act.click)  # Enter alone goes to the next line
            words = QCoreApplication.translate("QuestionDialog", "{} (Ctrl+Entrée)")
            self._act.setToolTip(words.format(question.act))
            self._refresh()
            if question.keep is not None:
                question.keep(self, {"reason": self._reason})
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._stay)
        row.addWidget(self._act)
        layout.addSpacing(4)
        layout.addLayout(row)

    def reason(self) -> str:
        """What was typed, on one line."""
        line = self._reason
        typed = line.text() if isinstance(line, QLineEdit) else line.toPlainText()
        return " ".join(typed.split())

    def _refresh(self) -> None:
        typed, exactly = self.reason(), self._exactly
        self._act.setEnabled(bool(typed) if exactly is None else typed == exactly)
        if exactly is not None:  # one line: Enter does what it holds
            (self._act if self._act.isEnabled() else self._stay).setDefault(True)
