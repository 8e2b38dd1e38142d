"""What protects the desk: the lock, the recovery key, the certificate that its seals name."""

from pathlib import Path

from PySide6.QtCore import Qt

from coachdesk.core.french import fingerprint, long_date, moment
from coachdesk.services.association_key import LOST, MADE, NO, YES, AssociationKey, association_key
from coachdesk.services.security import (
    SecurityView,
    make_trust_card,
    save_trust_card,
    secrecy_words,
    security_view,
)
from coachdesk.system.disk_secrecy import disk_secrecy
from coachdesk.system.settings import save_settings
from coachdesk.ui.commands import commands, hint
from coachdesk.ui.context import Context
from coachdesk.ui.locking.idle import CHOICES, chosen_minutes
from coachdesk.ui.messages import Question
from coachdesk.ui.printing import of_nobody, print_pages
from coachdesk.ui.screens.first_run.association_box import AssociationBox
from coachdesk.ui.screens.settings.passphrase_box import PassphraseBox
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, label


class SecuritySection(SettingsSection):
    """What is done today; what is not is not shown."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.lock = button(self.tr("Verrouiller maintenant"), glyph="lock-keyhole")
        self.lock.setToolTip(hint("lock"))
        self.lock.clicked.connect(lambda: context.run("lock"))
        self.discreet = button(self.tr("Écran discret"), glyph="eye-off")
        self.discreet.setToolTip(hint("discreet"))
        self.discreet.clicked.connect(lambda: context.run("discreet"))
        self.minutes = Choices(
            ((str(minutes), self.tr("{}\u00a0min").format(minutes)) for minutes in CHOICES),
            self.tr("Verrouiller après un temps sans un geste"),
        )
        self.minutes.chosen.connect(self._choose_minutes)
        self.minutes.show_key(str(chosen_minutes()))
        self.box(
            self.tr("Verrou"),
            label(self.tr("Se verrouille tout seul, sans un geste de votre part, après\u00a0:")),
            self.minutes,
            Flow(self.lock, self.discreet),
            note(
                self.tr(
                    "Aussi quand l’ordinateur se met en veille, que son écran se ferme ou que sa "
                    "session se verrouille. Ce qui est tapé est gardé en brouillon, une signature "
                    "commencée reste comme elle est, et la phrase de passe est redemandée. L’écran "
                    "discret ({}) cache tout sans rien fermer."
                ).format(commands()["discreet"].shortcut)
            ),
        )
        self.passphrase = PassphraseBox(context)
        self.passphrase.changed.connect(self.refresh)
        self.box(
            self.tr("Phrase de passe"),
            self.passphrase,
            note(
                self.tr(
                    "Une sauvegarde faite avant, ou une copie prise de vos fichiers, s’ouvre "
                    "encore avec l’ancienne phrase."
                )
            ),
        )
        self.key = label("", wrap=True)
        self.renew = button(self.tr("Faire une nouvelle clé de secours…"), glyph="dices")
        self.renew.clicked.connect(self._renew)
        self.box(
            self.tr("Clé de secours"),
            self.key,
            Flow(self.renew),
            note(
                self.tr(
                    "La clé n’est gardée nulle part\u00a0: sa fiche ne peut pas être réimprimée. "
                    "Une fiche perdue, ou lue par d’autres, se remplace par une nouvelle clé. Les "
                    "sauvegardes faites avant s’ouvrent encore avec l’ancienne."
                )
            ),
        )
        self.association = label("", wrap=True)
        self.association_box = AssociationBox(context.runner, context.messages)
        self.association_box.take_desk(context.desk)
        self.association_box.decided.connect(self.refresh)
        self.association_box.changed.connect(self._hide_told)
        self.box(
            self.tr("Clé de l’association"),
            self.association,
            self.association_box,
            note(
                self.tr(
                    "Une seule clé sert à tous les coachs : le premier la fait et l’imprime, "
                    "les autres la tapent. En faire une autre ôte celle d’avant de ce magasin "
                    "seulement."
                )
            ),
        )
        self.holder = label("", wrap=True)
        self.digits = label("", role="key", wrap=True)
        self.digits.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.digits.setAccessibleName(self.tr("Empreinte du certificat"))
        self.print = button(self.tr("Imprimer la carte de confiance…"), glyph="printer")
        self.print.clicked.connect(self._print)
        self.save = button(self.tr("Enregistrer en PDF…"), glyph="save")
        self.save.clicked.connect(self._save)
        self.box(
            self.tr("Certificat du poste"),
            self.holder,
            self.digits,
            Flow(self.print, self.save),
            note(
                self.tr(
                    "La carte se remet en main propre à qui reçoit vos envois\u00a0: il y compare "
                    "l’empreinte une fois pour toutes. Elle n’ouvre rien."
                )
            ),
        )
        self.secrecy = label("", wrap=True)
        self.box(self.tr("Disque et mémoire de l’ordinateur"), self.secrecy)
        self.first = self.lock
        self.long_act = self.passphrase.progress
        self.found = {
            "lock": self.lock,
            "idle": self.minutes.buttons[str(chosen_minutes())],
            "discreet": self.discreet,
            "passphrase": self.passphrase.begin,
            "key": self.renew,
            "association": self.association_box.make,
            "certificate": self.print,
        }

    def open_entry(self, key: str) -> None:
        """The phrase is asked for at once, of who came to change it."""
        if key == "passphrase":
            self.passphrase.open_form()
            self.found[key] = self.passphrase.current.line

    def refresh(self) -> None:
        """See ``SettingsSection``."""
        desk = self.context.desk
        self.context.runner.read(self, lambda: security_view(desk), self._show)
        self.context.runner.read(self, lambda: desk.read(association_key), self._show_association)
        self.context.runner.read(
            self,
            lambda: secrecy_words(disk_secrecy(desk.store.directory)),
            self.secrecy.setText,
        )
        self.passphrase.refresh()

    def _choose_minutes(self, key: str | None) -> None:
        if key is None:
            self.minutes.show_key(str(chosen_minutes()))
            return
        self.context.runner.write(
            self, lambda _task: save_settings(lock_minutes=int(key)), lambda _: None
        )

    def _show(self, view: SecurityView) -> None:
        made = self.tr("La clé en usage date du {}.").format(long_date(view.key_since))
        kept = (
            self.tr("Vous l’avez relue sur papier le {}.").format(long_date(view.key_kept))
            if view.key_kept is not None
            else self.tr("Personne ne l’a encore retapée depuis sa fiche.")
        )
        said = [made, kept]
        if view.key_opened is not None:
            opened = self.tr("Elle a ouvert ce magasin pour la dernière fois le {}.")
            said.append(opened.format(moment(view.key_opened)))
        self.key.setText(" ".join(said))
        self.holder.setText(
            self.tr("Au nom de {}, valable jusqu’au {}. Son empreinte SHA-256\u00a0:").format(
                view.holder, long_date(view.until)
            )
        )
        groups = fingerprint(view.fingerprint).split()
        half = len(groups) // 2
        self.digits.setText("\n".join((" ".join(groups[:half]), " ".join(groups[half:]))))

    def _show_association(self, known: AssociationKey) -> None:
        words = {
            YES: self.tr("Elle ouvre ce magasin."),
            MADE: self.tr(
                "Elle ouvre ce magasin, mais sa feuille n’a été ni imprimée ni enregistrée\u00a0: "
                "personne ne l’a. Faites-en une autre, ou retirez-la."
            ),
            NO: self.tr("Aucune, comme vous l’avez choisi."),
            LOST: self.tr(
                "Elle n’ouvre plus depuis le nouveau chiffrement : retapez-la depuis sa feuille."
            ),
        }
        said = words.get(known.state, self.tr("Aucune clé de l’association n’ouvre ce magasin."))
        if known.opened is not None:
            said += " " + self.tr("Elle l’a ouvert pour la dernière fois le {}.").format(
                moment(known.opened)
            )
        box = self.association_box
        self.association.setText(said)
        self._hide_told()
        box.show_opens(opens=known.state in {YES, MADE}, kept=not known.unkept)
        box.decline.setVisible(known.state != NO)

    def _hide_told(self) -> None:
        """Of a key just made, the box tells more."""
        box = self.association_box
        self.association.setHidden(box.made.isVisibleTo(box))

    def _renew(self) -> None:
        self.context.messages.ask(
            Question(
                self.tr("Faire une nouvelle clé de secours\u202f?"),
                self.tr(
                    "L’ancienne n’ouvrira plus ce magasin, ni chez vous ni à l’association. Ayez "
                    "de quoi imprimer ou recopier la nouvelle\u00a0: elle n’est montrée qu’une "
                    "fois. Cela ne s’annule pas."
                ),
                self.tr("Faire la nouvelle clé"),
            ),
            lambda _: self.context.renew_key(),
        )

    def _print(self) -> None:
        desk, context = self.context.desk, self.context
        context.runner.read(
            self,
            lambda: make_trust_card(desk),
            lambda pdf: print_pages(
                self, context.runner, context.messages, pdf, lambda: None, noted=of_nobody
            ),
        )

    def _save(self) -> None:
        desk = self.context.desk

        def chosen(target: Path) -> None:
            self.context.runner.write(
                self,
                lambda _task: save_trust_card(desk, target),
                lambda _: self.context.messages.inform(
                    self.tr("Carte enregistrée\u00a0: {}").format(target), target
                ),
            )

        self.context.messages.choose_target(
            self.tr("Où enregistrer la carte"), Path.home() / "carte-de-confiance.pdf",
            self.tr("PDF (*.pdf)"), chosen,
        )  # fmt: skip
