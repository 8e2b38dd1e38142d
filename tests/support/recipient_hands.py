"""Hands on the form of a recipient in Réglages: a new one, recorded, tried on a server."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from PySide6.QtWidgets import QApplication, QLineEdit
from sqlalchemy import select

from coachdesk.models import RecipientSecret
from coachdesk.queries.directory import RecipientRow, recipient_rows
from coachdesk.ui.screens.settings.reach_form import ReachForm
from coachdesk.ui.screens.settings.recipients import RecipientsSection
from support.desk_window import DeskWindow
from support.settings_hands import idle, opened

NAME = "Service insertion"


class RecipientHands:
    """The section, opened in the real window."""

    def __init__(self, window: DeskWindow) -> None:
        self.window = window
        section = opened(window, "recipients")
        assert isinstance(section, RecipientsSection), "it was asked for"
        self.section = section

    @property
    def reach(self) -> ReachForm:
        """How the one in the form is reached."""
        return self.section.reach

    def new(self, way: str, **typed: str) -> ReachForm:
        """An empty form with a name, a way chosen, and what is typed of it."""
        self.section.book.add.click()
        name = self.section.book.edits["name"]
        assert isinstance(name, QLineEdit)
        name.setText(NAME)
        self.reach.way.buttons[way].click()
        for key, text in typed.items():
            self.reach.fields.edits[key].setText(text)
        idle(self.window)
        return self.reach

    def again(self) -> ReachForm:
        """The form of the first of the list."""
        self.section.book.open(self.rows()[0])
        idle(self.window)
        return self.reach

    def paste(self, text: str) -> None:
        """Copy it elsewhere, paste it here."""
        QApplication.clipboard().setText(text)
        self.reach.paste_it.click()

    def recorded(self) -> RecipientRow:
        """Record the form; gives the first recipient as the store has it."""
        self.section.book.record.click()
        self.window.until(self.section.book.form.isHidden)
        idle(self.window)
        return self.rows()[0]

    def tried(self) -> tuple[str, str]:
        """Try what is typed; gives what is said, and its tone."""
        reach = self.reach
        reach.test.click()
        self.window.until(lambda: reach.answer.text() and not reach.trial.busy)
        return reach.answer.text(), reach.answer.property("tone")

    def rows(self) -> tuple[RecipientRow, ...]:
        """Who is in the list, as the store says."""
        action_id = self.window.space.context.action.id
        return self.window.read(lambda link: recipient_rows(link, action_id))

    def secrets(self) -> Sequence[bytes]:
        """Every secret that is kept."""
        return self.window.read(
            lambda link: link.execute(select(RecipientSecret.value)).scalars().all()
        )


def certificate(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, *, last: int = 365) -> bytes:
    """PEM of a certificate that holds for ``last`` days more."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Conseil départemental")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(1)
        .not_valid_before(datetime(2015, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime.now(UTC) + timedelta(days=last))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    return made.public_bytes(serialization.Encoding.PEM)
