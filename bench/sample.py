"""What several benches begin with: a desk of sample people, a signer as bare pyHanko makes one."""

from pathlib import Path
from uuid import uuid4

from cryptography.hazmat.primitives import serialization
from pyhanko.sign import signers

from coachdesk.core.clock import SystemClock
from coachdesk.core.resources import resource
from coachdesk.services.desk import Desk
from coachdesk.services.importing import import_file
from coachdesk.services.setup import create_desk
from coachdesk.signing.certificate import new_identity

PASSPHRASE = "banc de mesure"


def sample_desk(directory: Path) -> Desk:
    """A desk in ``directory`` with the people of the sample of 2023."""
    desk = create_desk(
        directory, PASSPHRASE, profile="coaching-emploi", coach_name=None, clock=SystemClock()
    ).desk
    action = desk.action(None)
    import_file(
        desk.store, action.id, action.profile, resource("demo", "coaching-emploi-2023.xlsx")
    )
    return desk


def bare_signer(folder: Path) -> signers.SimpleSigner:
    """What signs by the simplest call that pyHanko offers; its key is kept in ``folder``."""
    identity = new_identity(
        coach="Banc", association="Banc", device=uuid4(), now=SystemClock().now()
    )
    key, certificate = folder / "key.pem", folder / "cert.pem"
    key.write_bytes(
        identity.private_key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    certificate.write_bytes(identity.certificate.pem)
    signer = signers.SimpleSigner.load(str(key), str(certificate))  # type: ignore[no-untyped-call]  # as pyHanko leaves it
    assert isinstance(signer, signers.SimpleSigner)
    return signer
