"""Sign an update: its sheet, the signature of it, and one ``.maj`` file for each installer.

``sign_update.py new-key PRIVATE.pem PUBLIC.pem`` makes the pair: the public one goes in
``resources/updates``, the private one stays with whoever publishes, off the network.
``sign_update.py sign FOLDER PRIVATE.pem [--news FILE]`` signs the installers of FOLDER; what it
says of the version is what « Nouveautés » says (docs/guide/nouveautes.md).
"""

import argparse
import hashlib
import os
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from coachdesk import __version__
from coachdesk.services.guide.news import news_of
from coachdesk.services.updating.form import (
    SHEET,
    SIGNATURE,
    FileKind,
    Update,
    UpdateFile,
    Version,
    write_update,
)
from coachdesk.services.updating.sources import SUFFIX
from coachdesk.signing.release_signature import sign_release

KINDS = {
    "*-setup.exe": FileKind.WINDOWS_SETUP,
    "*-windows-*.zip": FileKind.WINDOWS_ARCHIVE,
    "*.dmg": FileKind.MACOS_DISK,
    "*.deb": FileKind.LINUX_DEB,
    "*-linux-*.tar.xz": FileKind.LINUX_ARCHIVE,
}
"""What an installer is, by the name that installer/build.py gives it."""
MACHINES = {"arm64": "arm64", "aarch64": "arm64", "amd64": "x86_64", "x86_64": "x86_64"}
"""For which processor, by a part of its name; x86_64 where it says nothing."""


def main(arguments: list[str]) -> None:
    """Do what is asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    new = commands.add_parser("new-key")
    new.add_argument("private", type=Path)
    new.add_argument("public", type=Path)
    sign = commands.add_parser("sign")
    sign.add_argument("folder", type=Path)
    sign.add_argument("private", type=Path)
    sign.add_argument("--news", type=Path, help="a sentence a line, in French; else « Nouveautés »")
    asked = parser.parse_args(arguments)
    if asked.command == "new-key":
        new_key(asked.private, asked.public)
        return
    key = load_pem_private_key(asked.private.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        sys.exit("sign_update: a P-256 key was expected")
    told = asked.news.read_text("utf-8").splitlines() if asked.news else news_of(__version__)
    for made in sign_folder(asked.folder, key, [line for line in told if line.strip()]):
        print(made)


def new_key(private: Path, public: Path) -> None:
    """A new pair; the private one is only for this account to read, and never written over."""
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(pem)
    told = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    public.write_bytes(told)


def sign_folder(
    folder: Path, key: ec.EllipticCurvePrivateKey, news: list[str], version: str = __version__
) -> list[Path]:
    """Sign the installers of ``folder``, which then is an update; one file of each beside them."""
    files = [file for path in sorted(folder.iterdir()) if (file := _file(path)) is not None]
    if not files:
        sys.exit(f"sign_update: no installer in {folder}")
    if older := [file.name for file in files if version not in re.split("[-_]", file.name)]:
        sys.exit(f"sign_update: {', '.join(older)}: not of version {version}")
    update = Update(Version(version), datetime.now(tz=UTC).date(), news, files)
    sheet = write_update(update)
    (folder / SHEET).write_bytes(sheet)
    (folder / SIGNATURE).write_bytes(sign_release(key, sheet))
    return [_one_file(folder, replace(update, files=[file]), key) for file in files]


def kind_of(name: str) -> FileKind | None:
    """What the file of that name is; None when it is no installer."""
    return next((kind for known, kind in KINDS.items() if fnmatch(name, known)), None)


def _file(path: Path) -> UpdateFile | None:
    kind = kind_of(path.name)
    if kind is None:
        return None
    machine = next((name for part, name in MACHINES.items() if part in path.name), "x86_64")
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return UpdateFile(path.name, kind, machine, path.stat().st_size, digest)


def _one_file(folder: Path, update: Update, key: ec.EllipticCurvePrivateKey) -> Path:
    (file,) = update.files
    sheet = write_update(update)
    made = folder / f"{file.name}{SUFFIX}"
    with ZipFile(made, "w", ZIP_STORED) as archive:
        archive.writestr(SHEET, sheet)
        archive.writestr(SIGNATURE, sign_release(key, sheet))
        archive.write(folder / file.name, file.name)
    return made


if __name__ == "__main__":
    main(sys.argv[1:])
