"""The pages of a store as they are once decrypted, those that nothing uses any more included."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

_PAGE, _RESERVED, _SALT, _BLOCK = 4096, 80, 16, 16


def raw_pages(database: Path, key: bytes) -> bytes:
    """All that the file holds, in clear (SQLCipher 4: AES-256-CBC, a fresh IV for each page)."""
    data = database.read_bytes()
    clear = bytearray()
    for start in range(0, len(data), _PAGE):
        page = data[start : start + _PAGE]
        body = page[_SALT if start == 0 else 0 : _PAGE - _RESERVED]
        iv = page[_PAGE - _RESERVED : _PAGE - _RESERVED + _BLOCK]
        clear += Cipher(AES(key), CBC(iv)).decryptor().update(body)
    return bytes(clear)
