"""How a recipient is reached: the way first, then what that way asks for, and whether it works."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.queries.directory import RecipientRow
from coachdesk.services.directory.channels import (
    ChannelFacts,
    is_same_server,
    try_access,
    typed_access,
)
from coachdesk.services.directory.pasted import read_pasted, understood
from coachdesk.services.directory.pem import authority_certificate
from coachdesk.services.directory.reach import Reach, Way, checked_reach, reach_of
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.host_key import HostKeyBox
from coachdesk.ui.screens.settings.mail_safety import MailSafetyBox
from coachdesk.ui.screens.settings.pem_field import PemField
from coachdesk.ui.screens.settings.reach_fields import HAND, ReachFields
from coachdesk.ui.screens.settings.secret_field import SecretField
from coachdesk.ui.screens.settings.section import note
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import refusal_line
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, set_tone
from coachdesk.ui.widgets.trial import TrialLine

_TLS = {Way.WEBDAV, Way.MAIL}


class ReachForm(QWidget):
    """``facts`` gives what is typed, or None once it said beside its field what can't be."""

    def __init__(
        self, context: Context, named: Callable[[], str], mailbox: Callable[[], str]
    ) -> None:
        """``named`` gives the recipient's name as it is typed, ``mailbox`` its courriel."""
        super().__init__()
        self._context, self._named, self._mailbox = context, named, mailbox
        self._row: RecipientRow | None = None
        self.carries_copies: Callable[[], bool] = lambda: False
        self.paste_it = button(
            self.tr("Coller ce que son informatique a écrit"), kind="mini", glyph="clipboard-paste"
        )
        self.paste_it.setToolTip(
            self.tr("Une adresse, un lien Nextcloud ou tout le courriel (Ctrl+Maj+V)")
        )
        self.paste_it.clicked.connect(self.paste)
        QShortcut(QKeySequence("Ctrl+Shift+V"), self, self.paste)
        self.read = refusal_line()
        self.way = Choices(
            (
                (Way.FOLDER.value, self.tr("Dossier ou clé USB")),
                (Way.SFTP.value, self.tr("SFTP")),
                (Way.WEBDAV.value, self.tr("WebDAV (Nextcloud)")),
                (Way.MAIL.value, self.tr("Courriel")),
                (HAND, self.tr("En main propre ou par la poste")),
            ),
            self.tr("Comment le joindre"),
        )
        self.way.chosen.connect(self._choose)
        self.by_hand = note(
            self.tr(
                "Rien ne part de cet ordinateur pour lui\u00a0: l’envoi du mois s’enregistre dans "
                "un fichier que vous lui remettez, son nom est sur le bordereau."
            )
        )
        self.fields = ReachFields(context)
        self.fields.pasted.connect(self.take)
        self.secret = SecretField(context)
        self.host_key = HostKeyBox(context, self._server)
        self.authority = PemField(
            context,
            self.tr("Autorité qui répond de son serveur"),
            self.tr("Une autorité publique, comme pour les sites du web."),
            authority_certificate,
        )
        self.safety = MailSafetyBox(context)
        self.test = button(self.tr("Tester"), glyph="log-in")
        self.test.setToolTip(self.tr("Essaie ce qui est écrit, sans rien envoyer à personne"))
        self.test.clicked.connect(self.try_it)
        self.trial = TrialLine(context.runner)
        self.answer = refusal_line()
        for line in self.lines:
            line.textChanged.connect(self._forget_trial)
        for part in (self.secret, self.authority):
            part.changed.connect(self._forget_trial)
        for key in ("host", "port"):
            self.fields.edits[key].textChanged.connect(self.host_key.forget_shown)
        self._server_parts = (self.secret, self.host_key, self.authority, self.safety)
        self.setLayout(
            column(
                label(self.tr("Comment le joindre"), role="caption"),
                Flow(self.paste_it), self.read, self.way, self.by_hand, self.fields,
                *self._server_parts, Flow(self.test), self.trial, self.answer, spacing=10,
            )
        )  # fmt: skip
        self.show_row(None)

    @property
    def kept_fields(self) -> Mapping[str, QWidget]:
        """What a draft keeps: all but the secret."""
        return {
            "way": self.way,
            **self.fields.edits,
            "host_key": self.host_key.told,
            "authority": self.authority,
            "certificate": self.safety.certificate,
            "clear": self.safety.clear,
        }

    @property
    def lines(self) -> tuple[QLineEdit, ...]:
        """Where Enter records."""
        return (*self.fields.edits.values(), self.host_key.told, self.secret.line.line)

    def show_row(self, row: RecipientRow | None) -> None:
        """How ``row`` is reached, or nothing yet."""
        self._row = row
        try:
            reach = reach_of(row.channel if row is not None else None)
        except UserError:  # an address of another version: typed anew
            reach = Reach()
        self._fill(reach)
        self.secret.show_kept(kept=row is not None and row.has_secret)
        self.host_key.show_key((row.host_key or "") if row is not None else "")
        self.authority.show_pem((row.authority or "") if row is not None else "")
        self.safety.show_safety(
            (row.certificate or "") if row is not None else "",
            clear_allowed=row is not None and row.clear_allowed,
        )
        _say(self.read, "")
        self._forget_trial()

    def facts(self) -> ChannelFacts | None:
        """What is typed; None once what can't be is said beside its field."""
        reach = self._reach()
        url, wrong = checked_reach(reach, carries_copies=self.carries_copies())
        self.secret.refuse("")
        if self.fields.refuse(wrong):
            return None
        secret = self.secret.value()
        if reach.way in {None, Way.FOLDER}:
            secret = ""  # nobody asks for one there  # nosec B105
        elif secret is None and self._elsewhere(url):
            self.secret.ask_again(
                self.tr("Le serveur n’est plus le même\u00a0: redonnez le mot de passe ou la clé.")
            )
            return None
        mail = reach.way is Way.MAIL
        return ChannelFacts(
            url,
            secret,
            self.host_key.key() if reach.way is Way.SFTP else "",
            self.authority.pem() if reach.way in _TLS else "",
            self.safety.certificate.pem(),
            clear_allowed=mail and self.safety.clear.isChecked(),
        )

    def try_it(self) -> None:
        """Connect with what is typed; the sentence says what works, or what is wrong."""
        _say(self.answer, "")
        facts = self.facts()
        if facts is None:
            return
        desk = self._context.desk
        kept_id = self._row.id if self._row is not None else None
        name = self._named() or self.tr("Ce destinataire")

        def work() -> str:
            return try_access(typed_access(desk, kept_id, facts), name)

        self.trial.ask(
            self.tr("{} est appelé… Vous pouvez continuer pendant ce temps.").format(quoted(name)),
            work,
            lambda said: self._tell_trial(said, "done"),
            lambda error: self._tell_trial(str(error), "refused"),
        )

    def _tell_trial(self, said: str, tone: str) -> None:
        _say(self.answer, said, tone)
        self.trial.reveal(self.answer)

    def paste(self) -> None:
        """Read what was copied."""
        self.take(QGuiApplication.clipboard().text())

    def take(self, text: str) -> None:
        """Fill the fields by what ``text`` says, or say that it does not."""
        try:
            pasted = read_pasted(text)
        except UserError as error:
            _say(self.read, str(error), "refused")
            return
        self._fill(pasted.reach)
        self._propose_mailbox()
        if pasted.host_key:
            self.host_key.show_key(pasted.host_key)
        if pasted.secret:
            self.secret.put(pasted.secret)
        _say(self.read, self.tr("Lu\u00a0: {}.").format(understood(pasted.reach)), "quiet")
        self.fields.focus_first_missing(pasted.reach)

    def _reach(self) -> Reach:
        return self.fields.reach(self.way.key())

    def _elsewhere(self, url: str) -> bool:
        """Whether the secret that is kept would be shown to another server."""
        if self._row is None or not self._row.has_secret or not self._row.channel:
            return False
        return not is_same_server(self._row.channel, url)

    def _server(self) -> str | None:
        """The address of the server alone, to compare its fingerprint before all is typed."""
        reach = self._reach()
        wrong = checked_reach(reach)[1]
        wrong.pop("user", None)
        if self.fields.refuse(wrong):
            return None
        return checked_reach(Reach(Way.SFTP, reach.host, reach.port, "x"))[0]

    def _fill(self, reach: Reach) -> None:
        self.fields.show_reach(reach)
        self.way.show_key(reach.way.value if reach.way is not None else HAND)
        self._arrange()

    def _choose(self, key: object) -> None:
        if key is None:  # pressed again: one way is always chosen
            self.way.show_key(HAND)
        self.fields.edits["port"].clear()  # that of the way before
        self.fields.refuse({})
        _say(self.read, "")
        self._forget_trial()
        self._propose_mailbox()
        self._arrange()

    def _propose_mailbox(self) -> None:
        """The mailbox is most often the one typed above."""
        to = self.fields.edits["to"]
        if self.way.key() == Way.MAIL.value and not to.text():
            to.setText(self._mailbox())

    def _asked_secret(self, way: Way | None) -> str:
        match way:
            case Way.SFTP:
                return self.tr("Mot de passe ou clé")
            case Way.WEBDAV:
                return self.tr(
                    "Mot de passe (Nextcloud\u00a0: celui d’une application, de préférence)"
                )
            case _:
                return self.tr("Mot de passe")

    def _forget_trial(self) -> None:
        """What was tried is no longer what is written."""
        self.trial.give_up()
        _say(self.answer, "")

    def _arrange(self) -> None:
        key = self.way.key()
        way = None if key in {None, HAND} else Way(key)
        self.by_hand.setVisible(way is None)
        self.fields.show_way(way)
        self.secret.setVisible(way not in {None, Way.FOLDER})
        self.secret.ask_for(self._asked_secret(way), key=way is Way.SFTP)
        self.host_key.setVisible(way is Way.SFTP)
        self.authority.setVisible(way in _TLS)
        self.safety.setVisible(way is not None)
        self.safety.clear_box.setVisible(way is Way.MAIL)
        self.test.setVisible(way is not None)


def _say(line: QLabel, said: str, tone: str = "") -> None:
    """Nothing said is nothing seen."""
    line.setText(said)
    line.setVisible(bool(said))
    set_tone(line, tone)
