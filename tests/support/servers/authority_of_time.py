"""A timestamp authority: `openssl ts -reply` behind an HTTP server of loopback."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from support.pdf_tools import run

NAME = "Horodatage d’essai"
_DAY = timedelta(days=1)
_CONFIG = """\
[tsa]
default_tsa = here
[here]
serial = serial
crypto_device = builtin
signer_cert = signer.pem
signer_key = signer.key
certs = between.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = {alg}
"""

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass
class AuthorityOfTime:
    """Where it listens, what its certificates lead to, and what it does wrong when told to.

    Attributes:
        root: PEM; ``root.pem`` in its folder.
        status: of HTTP.
        change: what becomes of an answer before it leaves.
        before: what becomes of a request before it is answered.
        drip: seconds between two bytes.
        cut: bytes of an answer after which the connection breaks.
        requests: what it was asked.
    """

    url: str
    root: str
    status: int = 200
    change: Callable[[bytes], bytes] = lambda answer: answer
    before: Callable[[bytes], bytes] = lambda query: query
    drip: float = 0.0
    cut: int | None = None
    requests: list[bytes] = field(default_factory=list)


@contextmanager
def authority_of_time(
    home: Path,
    *,
    expired: bool = False,
    rsa_key: bool = True,
    alg: str = "sha256",
    last: datetime | None = None,
) -> Iterator[AuthorityOfTime]:
    """An authority with a root, a certificate between, and a signer; its files in ``home``."""
    home.mkdir(parents=True, exist_ok=True)
    root = _make_files(home, expired=expired, rsa_key=rsa_key, last=last)
    (home / "serial").write_text("01\n")
    (home / "tsa.cnf").write_text(_CONFIG.format(alg=alg))
    lock, never = threading.Lock(), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            authority.requests.append(query)
            with lock:
                answer = authority.change(_reply(home, authority.before(query)))
            self.send_response(authority.status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            pieces = (answer[at : at + 1] for at in range(len(answer)))
            try:
                for piece in pieces if authority.drip else (answer[: authority.cut],):
                    never.wait(authority.drip)
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:
                pass  # whoever asked is gone
            self.close_connection = True

        def log_message(self, *_args: object) -> None:
            """Nothing on the terminal of the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    authority = AuthorityOfTime(f"http://127.0.0.1:{server.server_port}/tsa", root)
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield authority
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def _reply(home: Path, query: bytes) -> bytes:
    (home / "query.tsq").write_bytes(query)
    done = run(
        "openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq",
        "-out", "answer.tsr", folder=home,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return (home / "answer.tsr").read_bytes()


def _make_files(home: Path, *, expired: bool, rsa_key: bool, last: datetime | None) -> str:
    """The signer's files; gives the root, PEM."""
    root_key, between_key = _key(rsa_key=False), _key(rsa_key=False)
    signer_key = _key(rsa_key=rsa_key)
    now = datetime.now(UTC)
    last = last or (now - _DAY if expired else now + 900 * _DAY)
    root = _issued("Racine d’essai", root_key, "Racine d’essai", root_key, now + 3650 * _DAY)
    between = _issued("Entre-deux", between_key, "Racine d’essai", root_key, now + 3650 * _DAY)
    signer = _issued(NAME, signer_key, "Entre-deux", between_key, last, ca=False)
    (home / "signer.pem").write_bytes(_pem(signer))
    (home / "between.pem").write_bytes(_pem(between))
    (home / "signer.key").write_bytes(
        signer_key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    (home / "root.pem").write_bytes(_pem(root))
    return _pem(root).decode()


def _key(*, rsa_key: bool) -> Key:
    return (
        rsa.generate_private_key(65537, 2048)
        if rsa_key
        else ec.generate_private_key(ec.SECP256R1())
    )


def _issued(
    name: str, key: Key, by: str, by_key: Key, last: datetime, *, ca: bool = True
) -> x509.Certificate:
    made = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(by))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(last - 3700 * _DAY)
        .not_valid_after(last)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )
    if not ca:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        made = made.add_extension(usage, critical=True)
    return made.sign(by_key, hashes.SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
