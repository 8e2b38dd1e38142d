"""The fingerprint of an SFTP server, compared by her before anything is sent to it."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from coachdesk.core.errors import UserError
from coachdesk.services.directory.channels import shown_host_key
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.fields import captioned, refusal_line
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, set_tone
from coachdesk.ui.widgets.trial import TrialLine

_RUN = 10


class HostKeyBox(QWidget):
    """``told`` is what its people gave, on paper, by telephone, in a mail: that alone is kept.

    What the server shows is shown beside, and becomes it on her word only.
    """

    def __init__(self, context: Context, address: Callable[[], str | None]) -> None:
        """``address`` gives that of the server, or None once it said what it lacks."""
        super().__init__()
        self._address = address
        self._shown = ""
        self.told = QLineEdit()
        self.told.setPlaceholderText("SHA256:…")
        self.told.textChanged.connect(lambda _: self._tell())
        self.compare = button(self.tr("Comparer l’empreinte"), kind="mini", glyph="shield-check")
        self.compare.setToolTip(self.tr("Demande au serveur la sienne, et les montre ensemble"))
        self.compare.clicked.connect(self._ask)
        self.trial = TrialLine(context.runner)
        self.shown = label("", role="strong", wrap=True)
        self.verdict = label("", wrap=True)
        self.keep = button(self.tr("C’est la même\u00a0: la retenir"), kind="mini", glyph="check")
        self.keep.clicked.connect(self._keep)
        self.answer = refusal_line()
        boxed = captioned(self.tr("Empreinte que son informatique vous donne"), self.told)
        boxed.addWidget(self.answer)
        self.setLayout(
            column(
                boxed, Flow(self.compare), self.trial, self.shown, self.verdict, Flow(self.keep),
                spacing=4,
            )
        )  # fmt: skip
        self.show_key("")

    def key(self) -> str:
        """What is to be kept: her own word."""
        return self.told.text().strip()

    def show_key(self, key: str) -> None:
        """Begin anew with the one that is kept."""
        self.told.setText(key)
        self.forget_shown()

    def forget_shown(self) -> None:
        """It was that of another server."""
        self.trial.give_up()
        self._shown = ""
        self._tell()

    def _ask(self) -> None:
        self.refuse("")
        url = self._address()
        if url is not None:
            self._shown = ""
            self._tell()
            self.trial.ask(
                self.tr("Le serveur est appelé…"),
                lambda: shown_host_key(url),
                self.show_answer,
                lambda error: self.refuse(_short(error)),
            )

    def refuse(self, said: str) -> None:
        """Say beside it what is wrong."""
        self.answer.setText(said)
        self.answer.setVisible(bool(said))

    def show_answer(self, key: str) -> None:
        """What the server shows, beside what she was told."""
        self._shown = key
        self._tell()
        self.trial.reveal(self.verdict, self.keep)
        if self.trial.awaited:
            (self.keep if not self.keep.isHidden() else self.compare).setFocus()

    def _keep(self) -> None:
        self.told.setText(self._shown)
        self.compare.setFocus()

    def _tell(self) -> None:
        told = "".join(self.key().split()).rstrip("=")
        same = told == self._shown
        for part in (self.shown, self.verdict):
            part.setVisible(bool(self._shown))
        self.shown.setText(self.tr("Le serveur montre\n{}").format(_broken(self._shown)))
        self.keep.setVisible(bool(self._shown) and not told)
        if not told:
            self.verdict.setText(
                self.tr(
                    "Lisez-la à son informatique, par téléphone ou sur son courrier. Retenez-la "
                    "seulement si c’est la même, signe pour signe."
                )
            )
        elif same:
            self.verdict.setText(self.tr("Les deux sont les mêmes\u00a0: c’est bien ce serveur."))
        else:
            self.verdict.setText(
                self.tr(
                    "Ce n’est pas la même. Appelez son informatique\u00a0: un serveur peut en "
                    "avoir plusieurs. Rien ne partira vers lui tant qu’il ne montre pas celle "
                    "que vous avez retenue."
                )
            )
        side, above = (8, 3) if told else (0, 0)
        self.verdict.setContentsMargins(side, above, side, above)
        set_tone(self.verdict, "" if not told else "done" if same else "refused")


def _broken(key: str) -> str:
    """It may go on to another line, where the text is large."""
    return "\u200b".join(key[start : start + _RUN] for start in range(0, len(key), _RUN))


def _short(error: UserError) -> str:
    """Nothing is being sent: only what happened, and to try again."""
    return f"{error.sentence} Vérifiez l’adresse et la connexion, puis recommencez."
