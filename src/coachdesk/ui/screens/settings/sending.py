"""Envois: what a connection does to what waits, what rides along, who vouches for the hour."""

from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit

from coachdesk.core.errors import UserError
from coachdesk.queries.directory import recipient_rows
from coachdesk.services.directory.pem import authority_certificate
from coachdesk.services.outbox.timestamp_authority import (
    TimeAuthority,
    keep_authority,
    kept_authority,
)
from coachdesk.services.outbox.when import When, keep_sending_when, sending_when
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.pem_field import PemField
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import captioned, refusal_line
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, label

_DRAFT = "horodatage"


@dataclass(frozen=True)
class _Known:
    when: When
    backups: tuple[str, ...]
    """Who receives a sauvegarde with the month."""
    authority: TimeAuthority | None


class SendingSection(SettingsSection):
    """The choice acts at once; the authority is recorded, since both its parts go together."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.when = Choices(
            (
                (When.ASK.value, self.tr("Proposer l’envoi")),
                (When.BY_ITSELF.value, self.tr("Envoyer de soi-même")),
            ),
            self.tr("Quand une connexion apparaît"),
        )
        self.when.chosen.connect(self._choose)
        self.box(
            self.tr("Quand une connexion apparaît"),
            self.when,
            note(
                self.tr(
                    "L’envoi se fait pendant que vous travaillez et s’interrompt quand vous "
                    "voulez. Rien ne part de soi-même par une connexion comptée, comme le partage "
                    "de connexion d’un téléphone\u00a0: là, c’est vous qui le demandez."
                )
            ),
        )
        self.backups = label("", wrap=True)
        self.to_recipients = button(self.tr("Destinataires"), glyph="send")
        self.to_recipients.clicked.connect(
            lambda: context.go(Target(Screen.SETTINGS, section="recipients"))
        )
        self.box(self.tr("Sauvegarde avec le mois"), self.backups, Flow(self.to_recipients))
        self.url = QLineEdit()
        self.url.setPlaceholderText("http://horodatage.exemple.fr/tsa")
        self.url.textChanged.connect(self._tell)
        self.certificate = PemField(
            context,
            self.tr("Certificat de cette autorité"),
            self.tr(
                "Aucun\u00a0: ses jetons sont gardés sans que ce poste vérifie qui les a faits."
            ),
            authority_certificate,
        )
        self.certificate.changed.connect(self._tell)
        self.answer = refusal_line()
        self.record = button(self.tr("Enregistrer"), kind="primary", glyph="check")
        self.record.setToolTip(self.tr("Enregistrer (Ctrl+Entrée)"))
        self.record.clicked.connect(self._record)
        self.url.returnPressed.connect(self.record.click)
        bind_main_act(self, self.record.click)
        address = captioned(self.tr("Adresse (vide\u00a0: aucune n’est demandée)"), self.url)
        address.addWidget(self.answer)
        self.box(
            self.tr("Autorité d’horodatage"),
            address,
            self.certificate,
            Flow(self.record, trailing=True),
            idea=self.tr(
                "Elle atteste à quelle heure un envoi existait. Il n’en part vers elle qu’une "
                "empreinte\u00a0: aucun nom, aucun papier. Si elle ne répond pas, l’envoi part "
                "quand même."
            ),
        )
        self._kept = TimeAuthority("")
        self.first = self.when.buttons[When.ASK.value]
        self.found = {"when": self.first, "backup": self.to_recipients, "authority": self.url}
        self._tell()

    def refresh(self) -> None:
        """See ``SettingsSection``."""
        desk, action_id = self.context.desk, self.context.action.id

        def look() -> _Known:
            return desk.read(
                lambda link: _Known(
                    sending_when(link),
                    tuple(r.name for r in recipient_rows(link, action_id) if r.takes_backups),
                    kept_authority(link),
                )
            )

        self.context.runner.read(self, look, self._show)

    def _show(self, known: _Known) -> None:
        self.when.show_key(known.when.value)
        self.backups.setText(
            self.tr("Une sauvegarde chiffrée accompagne chaque mois envoyé à {}.").format(
                ", ".join(known.backups)
            )
            if known.backups
            else self.tr(
                "Aucune ne part avec le mois. "
                "Cochez «\u00a0Une sauvegarde chiffrée chaque mois\u00a0» au "
                "destinataire qui doit la recevoir, par exemple le dossier de l’association."
            )
        )
        kept = known.authority or TimeAuthority("")
        if self._typed() == self._kept:  # what she types meanwhile stays
            self.url.setText(kept.url)
            self.certificate.show_pem(kept.certificate)
            fields = {"url": self.url, "certificate": self.certificate}
            self.context.drafts.keep(self, _DRAFT, fields)
        self._kept = kept
        self._tell()

    def _choose(self, key: str | None) -> None:
        if key is None:  # pressed again: one of both is always chosen
            self.refresh()
            return
        desk = self.context.desk

        def kept(_: None) -> None:
            self.refresh()
            self.context.sender.look()

        self.context.runner.write(self, lambda _task: keep_sending_when(desk, When(key)), kept)

    def _typed(self) -> TimeAuthority:
        return TimeAuthority(self.url.text().strip(), self.certificate.pem())

    def _tell(self) -> None:
        self.record.setEnabled(self._typed() != self._kept)
        self.answer.hide()

    def _record(self) -> None:
        desk, typed = self.context.desk, self._typed()
        if not typed.url:
            typed = TimeAuthority("")

        def done(_: None) -> None:
            self._kept = typed
            self.url.setText(typed.url)
            self.certificate.show_pem(typed.certificate)
            self.context.drafts.forget(_DRAFT)
            self.refresh()
            self.context.messages.inform(
                self.tr("L’autorité d’horodatage est retenue.")
                if typed.url
                else self.tr("Aucune autorité d’horodatage n’est demandée.")
            )

        def refused(error: UserError) -> None:
            self.answer.setText(str(error))
            self.answer.show()
            self.url.setFocus()

        self.context.runner.write(
            self, lambda _task: keep_authority(desk, typed.url, typed.certificate), done, refused
        )
