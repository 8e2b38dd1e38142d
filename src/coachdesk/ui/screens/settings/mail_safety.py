"""What keeps a mail unread by others: the recipient's certificate, or a mailbox found safe."""

from PySide6.QtWidgets import QWidget

from coachdesk.services.directory.pem import recipient_certificate
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.pem_field import PemField
from coachdesk.ui.screens.settings.section import note
from coachdesk.ui.widgets.layout import column
from coachdesk.ui.widgets.wide_check import WideCheck


class MailSafetyBox(QWidget):
    """Beside the form of a recipient, and of a référent RSA."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.certificate = PemField(
            context,
            self.tr("Son certificat, pour que lui seul puisse lire"),
            self.tr("Aucun\u00a0: ce qui lui est envoyé n’est pas chiffré pour lui."),
            recipient_certificate,
        )
        self.clear = WideCheck(self.tr("Sa messagerie est sûre"))
        self.clear_box = QWidget()
        self.clear_box.setLayout(
            column(
                self.clear,
                note(
                    self.tr(
                        "Cochez si vous savez sa boîte professionnelle et protégée\u00a0: des "
                        "données personnelles pourront y partir sans être chiffrées. Sinon, ce qui "
                        "nomme quelqu’un attend un certificat."
                    )
                ),
                spacing=4,
            )
        )
        self.setLayout(column(self.certificate, self.clear_box, spacing=8))

    def show_safety(self, certificate: str, *, clear_allowed: bool) -> None:
        """What is known of someone."""
        self.certificate.show_pem(certificate)
        self.clear.setChecked(clear_allowed)
