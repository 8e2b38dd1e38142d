"""The health of the store: when it was last examined and what was found, one more examination."""

from pathlib import Path

from coachdesk.core.french import ago, capital
from coachdesk.services.health import CheckStoppedError, LastCheck, check_up, last_check
from coachdesk.services.support import SUFFIX, write_support_copy
from coachdesk.ui.beside import BesideAct
from coachdesk.ui.commands import hint
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.theme import icon
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, label, set_kind, set_tone
from coachdesk.ui.widgets.secret import SecretLine


class Checking(BesideAct):
    """An examination of the open store, beside what goes on."""

    def __init__(self, context: Context, page: SettingsSection) -> None:
        super().__init__(context, page, CheckStoppedError)

    def begin(self) -> None:
        """Examine now."""
        desk = self._context.desk
        self._begin(
            self.tr("Contrôle du magasin"),
            lambda task: check_up(desk, progress=task.report, cancelled=task.cancelled),
            lambda _: None,
        )

    def write_copy(self, target: Path, secret: str) -> None:
        """Write the copy for support in ``target``, opened by ``secret``."""
        desk = self._context.desk
        self._begin(
            self.tr("Copie pour l’assistance"),
            lambda task: write_support_copy(
                desk, target, secret=secret, progress=task.report, cancelled=task.cancelled
            ),
            lambda path: self._context.messages.inform(
                self.tr("Copie sans nom ni texte écrite\u00a0: {}").format(path), path
            ),
        )


class HealthSection(SettingsSection):
    """An examination runs beside what goes on; it can be stopped."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.checking = Checking(context, self)
        self.checking.ended.connect(self.refresh)
        self.long_act = self.checking.progress
        self.last = label("", wrap=True)
        self.last.setContentsMargins(10, 8, 10, 8)
        self.ways = label(
            self.tr(
                "N’y travaillez plus. Verrouillez\u00a0: l’écran d’ouverture mène aux sauvegardes "
                "et à ce qui se récupère."
            ),
            wrap=True,
        )
        self.lock = button(self.tr("Verrouiller"), kind="primary", glyph="lock-keyhole")
        self.lock.setToolTip(hint("lock"))
        self.lock.clicked.connect(lambda: context.run("lock"))
        for part in (self.ways, self.lock):
            part.hide()
        self.check = button(self.tr("Contrôler maintenant"), kind="primary", glyph="shield-check")
        self.check.clicked.connect(self.checking.begin)
        self.box(
            self.tr("Contrôle"),
            self.last,
            self.ways,
            Flow(self.lock, self.check),
            self.checking.progress,
            note(
                self.tr(
                    "Tout le magasin est relu\u00a0: pages, tables, journal, fichiers gardés. Cela "
                    "se fait tout seul chaque semaine, quand vous ne touchez pas à l’ordinateur, "
                    "et en partie à chaque ouverture."
                )
            ),
        )
        self.secret = SecretLine(self.tr("Phrase choisie pour cette copie"))
        self.secret.edited.connect(self._refresh_copy)
        caption = label(
            self.tr("Une phrase pour cette copie, à dire à l’assistance"), role="caption"
        )
        caption.setBuddy(self.secret)
        self.support = button(self.tr("Faire une copie…"))
        self.support.clicked.connect(self._ask_target)
        self.box(
            self.tr("Copie pour l’assistance"),
            caption,
            self.secret,
            Flow(self.support),
            note(
                self.tr(
                    "À joindre à un message à qui vous dépanne\u00a0: noms, numéros, dates et "
                    "textes y sont remplacés, seuls restent la structure et les comptes. Elle est "
                    "chiffrée par cette phrase, pas par la vôtre."
                )
            ),
        )
        self.first = self.check
        self.found = {"check": self.check, "support": self.support}
        self._refresh_copy()

    def refresh(self) -> None:
        """Show the last examination."""
        desk = self.context.desk
        self.context.runner.read(self, lambda: desk.read(last_check), self._show)

    def _show(self, last: LastCheck | None) -> None:
        damaged = last is not None and bool(last.found)
        for part in (self.ways, self.lock):
            part.setVisible(damaged)
        set_kind(self.check, "" if damaged else "primary")  # then the lock is the main act
        self.check.setIcon(icon("shield-check", "accent" if damaged else "on_fill"))
        if last is None:
            self.last.setText(self.tr("Le magasin n’a pas encore été contrôlé en entier."))
            set_tone(self.last, "quiet")
            return
        when = capital(ago(last.at, self.context.desk.clock.now()))
        self.last.setText(f"{when}. {last.sentence}")
        set_tone(self.last, "refused" if last.found else "done")

    def _refresh_copy(self) -> None:
        self.support.setEnabled(bool(self.secret.text().strip()))

    def _ask_target(self) -> None:
        day = self.context.desk.clock.now()
        self.context.messages.choose_target(
            self.tr("Copie pour l’assistance"),
            Path.home() / f"coachdesk-assistance-{day:%Y-%m-%d}{SUFFIX}",
            f"(*{SUFFIX})",
            self._write_copy,
        )

    def _write_copy(self, target: Path) -> None:
        secret = self.secret.text()
        self.secret.clear()
        self.checking.write_copy(target, secret)
