"""The sauvegardes that make themselves, and the exercice that tries the last one."""

from datetime import datetime

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from coachdesk.core.french import ago, capital, moment, plural, short_date
from coachdesk.services.backup.automatic import KeptHere
from coachdesk.services.backup.drill import Drill
from coachdesk.services.backup.making import megabytes
from coachdesk.ui.screens.ready.copying import Copying
from coachdesk.ui.screens.settings.section import note
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, reveal, set_tone
from coachdesk.ui.widgets.secret import SecretLine


class AutomaticBox(QWidget):
    """What is kept on this computer, and one more."""

    def __init__(self, copying: Copying) -> None:
        super().__init__()
        self.words, self.missed = label("", wrap=True), label("", tone="refused", wrap=True)
        self.make = button(self.tr("En faire une maintenant"))
        self.make.clicked.connect(copying.copy_here)
        self.setLayout(
            column(
                self.words,
                self.missed,
                Flow(self.make),
                note(
                    self.tr(
                        "Chaque jour et à la fin du travail, sur cet ordinateur et sur les clés "
                        "qui ont servi\u202f; chacune est relue en entier. Sont gardées celles de "
                        "7\u00a0jours, 4\u00a0semaines et 12\u00a0mois, aucune de plus d’un an. Si "
                        "l’ordinateur est volé, les siennes le sont avec lui."
                    )
                ),
                spacing=10,
            )
        )
        self.missed.hide()

    def show_kept(self, kept: KeptHere, now: datetime) -> None:
        """Show what was found at ``now``."""
        if kept.last is None:
            self.words.setText(self.tr("Aucune encore\u00a0: la première se fera d’elle-même."))
        else:
            when = capital(ago(kept.last.made_at, now))
            made = moment(kept.last.made_at.astimezone(now.tzinfo))
            told = [f"{when}, {made}\u00a0: {megabytes(kept.last.size)}."]
            if not kept.changed:
                told.append(self.tr("Rien n’a changé depuis."))
            if kept.number > 1 and kept.since is not None:
                several = plural(kept.number, "sauvegarde gardée", "sauvegardes gardées")
                since, size = short_date(kept.since), megabytes(kept.size)
                told.append(self.tr("{} depuis le {} ({}).").format(several, since, size))
            self.words.setText(" ".join(told))
        missed = kept.trouble
        if missed is not None:
            when = ago(missed.at, now)
            self.missed.setText(
                self.tr("Non faite {}. {} {}").format(when, missed.sentence, missed.remedy)
            )
        self.missed.setVisible(missed is not None)


class DrillBox(QWidget):
    """When the last one was done; another one, with what is typed here alone."""

    def __init__(self, copying: Copying) -> None:
        super().__init__()
        self._copying = copying
        self.words = label("", wrap=True)
        self.words.setContentsMargins(10, 8, 10, 8)
        self.secret = SecretLine(self.tr("Phrase de passe ou clé de secours"))
        self.secret.entered.connect(self._run)
        self.caption = label(
            self.tr("Phrase de passe, ou clé de secours recopiée du papier"), role="caption"
        )
        self.caption.setBuddy(self.secret)
        self.begin = button(self.tr("Faire l’exercice…"))
        self.begin.clicked.connect(self._run)
        self._tried = False
        """Whether what runs is the exercice."""
        self.setLayout(
            column(
                self.words,
                self.caption,
                self.secret,
                Flow(self.begin),
                note(
                    self.tr(
                        "La dernière sauvegarde est remise en place à part, chiffrée, ouverte "
                        "avec ce que vous tapez, relue, puis retirée. Votre magasin n’est pas "
                        "touché. À faire chaque trimestre, avec la clé de secours du papier."
                    )
                ),
                spacing=10,
            )
        )
        self._ask(asked=False)
        copying.made.connect(lambda _: self._ask(asked=False))
        copying.ended.connect(self._try_again)

    def show_last(self, last: Drill | None, now: datetime) -> None:
        """Say how old the last one is."""
        if last is None:
            self.words.setText(
                self.tr("Jamais fait\u00a0: une sauvegarde qu’on n’a pas ouverte n’est qu’un "
                        "espoir.")
            )  # fmt: skip
        else:
            self.words.setText(last.words(now))
        failed = last is not None and not last.passed
        old = last is None or last.is_old(now)
        set_tone(self.words, "refused" if failed else "mend" if old else "done")

    def ask(self) -> None:
        """Ask for what opens it."""
        if self.secret.isHidden():
            self._ask(asked=True)
        self.secret.setFocus()
        reveal(self.begin)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is turned to: what was typed does not wait there."""
        super().hideEvent(event)
        if not event.spontaneous() and not self._copying.progress.busy:
            self._ask(asked=False)

    def _run(self) -> None:
        if self.secret.isHidden():
            self.ask()
            return
        typed = self.secret.text()
        if typed and not self._copying.progress.busy:
            self.secret.clear()
            self._tried = True
            self._copying.drill(typed)

    def _try_again(self) -> None:
        """What was typed opened nothing, or she stopped it: it waits for the next try."""
        tried, self._tried = self._tried, False
        if tried and not self.secret.isHidden():
            self.secret.line.setFocus()
            reveal(self.begin)

    def _ask(self, *, asked: bool) -> None:
        self.secret.clear()
        self.caption.setVisible(asked)
        self.secret.setVisible(asked)
        self.begin.setText(self.tr("Lancer l’exercice") if asked else self.tr("Faire l’exercice…"))
