"""What the texts that say how to verify have in common: an envoi's, a dossier de contrôle's."""

from coachdesk.core.french import fingerprint
from coachdesk.signing.certificate import Certificate


def two_lines(certificate: Certificate) -> str:
    """The fingerprint of a certificate in groups of four, cut in the middle, four spaces before."""
    digits = fingerprint(certificate.fingerprint)
    half = len(digits) // 2
    return f"{digits[:half].strip()}\n    {digits[half:].strip()}"


def as_windows_reads(text: str) -> bytes:
    """UTF-8 with its mark and CRLF."""
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8")
