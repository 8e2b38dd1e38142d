"""The readers of outside files, each with good files to spoil: run as a child by ``fuzz``.

A good file is one that its reader takes: spoilt, it goes as far in as a hostile one can. Where a
sum stands at the door, half of them have it right again.
"""

import json
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from PIL import Image

from coachdesk.core.store_files import (
    ERASED_FILE,
    KEY_FILE,
    MANIFEST_FILE,
    MARK_FILE,
    REPLACED_FILE,
    TRIES_FILE,
)
from support.command import PASSPHRASE
from support.fuzz import bound_memory, judge, mutated
from support.signing_desk import CLOCK
from support.source import ROOT

Read = Callable[[bytes], object]
_AUTHOR = generate_private_key(SECP256R1())
"""Who signs the updates that are spoilt."""
_GOOD: list[Path] = []
"""Where the good files are, once that is known."""
SAMPLE = ROOT / "tests" / "golden" / "workbooks" / "coaching-emploi-2023.xlsx"


class Reader(NamedTuple):
    """A reader, its good files, and whether someone else's parser stands behind it."""

    read: Read
    seeds: Callable[[Path], list[bytes]]
    """Made from what is in a folder of ``support.fuzz_good``."""
    foreign: bool = False
    summed: Callable[[bytes], bytes] | None = None
    """The sum of a spoilt file made right."""


def _made(*names: str) -> Callable[[Path], list[bytes]]:
    return lambda good: [(good / name).read_bytes() for name in names]


def _updates(_: Path) -> list[bytes]:
    from support.updates import publish

    return [publish(_folder() / "maj", _AUTHOR).read_bytes()]


def _update(data: bytes) -> object:
    from coachdesk.services.updating.use_case import look_at

    return look_at(_kept(data, "a.maj"), keys=(_AUTHOR.public_key(),))


def _texts(*texts: str) -> Callable[[Path], list[bytes]]:
    return lambda _: [text.encode() for text in texts]


def _profile(data: bytes) -> object:
    from coachdesk.services.profiles import load_profile

    return load_profile(_kept(data, "profil.toml"))


def _profiles(_: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((ROOT / "resources" / "actions").glob("*.toml"))]


def _receipt(data: bytes) -> object:
    from coachdesk.sync.receipt import read_receipt

    return read_receipt(data)


def _csv(data: bytes) -> object:
    from coachdesk.services.importing.csv_sheets import read_csv

    return read_csv("a", data)


def _workbook(data: bytes) -> object:
    from coachdesk.services.importing.reader import read_source

    return read_source(_kept(data, "a.xlsx"), lambda _: None)


def _books(_: Path) -> list[bytes]:
    from openpyxl import Workbook

    book = Workbook()
    page = book.worksheets[0]
    page.title = "Prescriptions"
    for line in (["N°", "Nom", "Prénom"], ["23-001", "DURAND", "Léa"], [3, 4.5, True]):
        page.append(line)
    out = BytesIO()
    book.save(out)
    return [out.getvalue()]


def _unzipped(data: bytes, draw: Random) -> bytes:
    """A ZIP one of whose parts is spoilt inside: checksums do not stand in the way."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        names = source.namelist()
        chosen = draw.choice(names)
        for name in names:
            part = source.read(name)
            target.writestr(name, mutated(part, draw) if name == chosen else part)
    return out.getvalue()


def _settings(data: bytes) -> object:
    from coachdesk.services.settings_file.form import read_bundle

    return read_bundle(data, "a.coachdesk")


def _key_file(data: bytes) -> object:
    from coachdesk.store.vault import unlock

    return unlock(_kept(data, KEY_FILE).parent, PASSPHRASE)


def _mark(data: bytes) -> object:
    from coachdesk.store.mark import read_mark

    return read_mark(_kept(data, MARK_FILE).parent)


def _summed(data: bytes) -> bytes:
    from coachdesk.store.key_file import _sum

    try:
        told = json.loads(data)
        told.pop("sum", None)
        return json.dumps(told | {"sum": _sum(told)}).encode()
    except (ValueError, AttributeError, TypeError, RecursionError):
        return data


def _manifest(data: bytes) -> object:
    from coachdesk.store.manifest import changed_files, read_manifest

    found = read_manifest(_kept(data, MANIFEST_FILE).parent)
    return found and list(changed_files(_folder(), found))


def _ledger(data: bytes) -> object:
    from coachdesk.services.rights.ledger import read_ledger

    return read_ledger(_kept(data, ERASED_FILE).parent)


def _tries(data: bytes) -> object:
    from coachdesk.core.tries import seconds_to_wait

    return seconds_to_wait(_kept(data, TRIES_FILE).parent, CLOCK)


def _replacing(data: bytes) -> object:
    from coachdesk.store.replacing import finish_replacing

    return finish_replacing(_kept(data, REPLACED_FILE).parent)


def _wrapped(data: bytes) -> object:
    from coachdesk.signing import envelope

    if _GOOD:  # her key takes 0.1 s to be loaded, and is not what is spoilt
        key = envelope._private_key((_GOOD.pop() / "cle.pem").read_bytes())
        vars(envelope)["_private_key"] = lambda _: key
    return envelope.decrypt(b"", data)


def _stamp(data: bytes) -> object:
    from coachdesk.signing.timestamp import BadTimestampError, read_timestamp

    try:
        return read_timestamp(data)
    except BadTimestampError as refusal:
        return str(refusal)


def _machine(data: bytes) -> object:
    from coachdesk.core.canonical import parse_json

    try:
        return parse_json(data)
    except ValueError:
        return None


def _cell(data: bytes) -> object:
    from coachdesk.domain import cells

    text = data.decode("utf-8", "replace")
    return [each(text) for each in (cells.as_date, cells.as_minute, cells.as_duration,
            cells.as_hundredths, cells.as_yes_no, cells.as_phone, cells.as_text)]  # fmt: skip


def _verified(ending: str) -> Read:
    def read(data: bytes) -> object:
        from coachdesk.sync.verification import verify_file

        return verify_file(_kept(data, f"recu{ending}"))

    return read


def _archive(data: bytes) -> object:
    from coachdesk.sync.zipfmt import unpack

    try:
        return unpack(data)
    except ValueError:
        return None


def _packed(_: Path) -> list[bytes]:
    from coachdesk.sync.zipfmt import pack

    return [pack({"manifest.json": b"{}", "coach.pem": b"x" * 300, "emargement/1.pdf": b"%PDF"})]


def _paper(_: Path) -> list[bytes]:
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    page = Canvas(out)
    page.setCreator("CoachDesk")
    page.drawString(100, 700, "Feuille")
    page.showPage()
    page.save()
    return [out.getvalue()]


def _photo(data: bytes) -> object:
    from coachdesk.services.photo_shrinking import shrunk

    return shrunk("a.png", data)


def _photos(_: Path) -> list[bytes]:
    found = []
    for kind in ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP"):
        out = BytesIO()
        Image.radial_gradient("L").convert("RGB").save(out, kind)
        found.append(out.getvalue())
    return found


def _piece(data: bytes) -> object:
    from coachdesk.services.attachment_files import TakenFile
    from coachdesk.services.attachment_pages import file_picture

    return file_picture(TakenFile("a.pdf", data), 300)


def _certificate(data: bytes) -> object:
    from coachdesk.signing.certificate import read_certificate

    return read_certificate(data)


READERS = {
    "receipt": Reader(_receipt, _texts(
        '{"schema":"cdk-recu/1","file":"a.zip","sha256":"00","by":"D","received_at":'
        '"2024-01-01T10:00:00+01:00"}')),
    "json": Reader(_machine, _texts('{"a":[1,2,{"b":null}],"c":"é"}')),
    "settings": Reader(_settings, _made("reglages.coachdesk")),
    "csv": Reader(_csv, _texts('N°;Nom;Prénom\r\n23-001;DURAND;"Lé\na"\r\n')),
    "cell": Reader(_cell, _texts("31/01/2023", "1er février 2023", "9h30", "1 234,50", "44957")),
    "archive": Reader(_archive, _packed),
    "extract": Reader(_verified(".jsonl"), _made("journal.jsonl")),
    "keys": Reader(_key_file, _made(KEY_FILE), summed=_summed),
    "mark": Reader(_mark, _made(MARK_FILE)),
    "manifest": Reader(_manifest, _made(MANIFEST_FILE)),
    "ledger": Reader(_ledger, _made(ERASED_FILE)),
    "tries": Reader(_tries, _texts(
        '{"wrong":7,"left_ms":60000,"wall":"2023-06-01T18:00:00+02:00","monotonic_ms":5,'
        '"boot":"b"}')),
    "replacing": Reader(_replacing, _texts('{"aside":"2023","incoming":"venu","step":"out"}')),
    "wrapped": Reader(_wrapped, _made("envoi.zip.p7m")),
    "profile": Reader(_profile, _profiles),
    "update": Reader(_update, _updates),
    "workbook": Reader(_workbook, _books, foreign=True),
    "package": Reader(_verified(".zip"), _made("envoi.zip"), foreign=True),
    "stamp": Reader(_stamp, _made("envoi.zip.tsr"), foreign=True),
    "paper": Reader(_verified(".pdf"), _made("papier.pdf"), foreign=True),
    "photo": Reader(_photo, _photos, foreign=True),
    "piece": Reader(_piece, _paper, foreign=True),
    "certificate": Reader(_certificate, _made("coach.pem", "coach.der", "c.pem"), foreign=True),
}  # fmt: skip
_ZIPPED = {"workbook", "package"}
"""Of these, most have a part spoilt inside."""


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp())


def _kept(data: bytes, name: str) -> Path:
    path = _folder() / name
    path.write_bytes(data)
    return path


def main(name: str, good_folder: Path, first: int, last: int) -> None:
    """Read the inputs of the seeds from ``first`` to ``last``, and print what went wrong."""
    reader = READERS[name]
    _GOOD.append(good_folder)
    good = reader.seeds(good_folder)
    for each in good:
        reader.read(each)  # and what it loads is not the input's doing
    bound_memory()

    def made(seed: int) -> bytes:
        draw = Random(f"{name} {seed}")
        data = draw.choice(good)
        if name in _ZIPPED and draw.random() < 0.7:
            return _unzipped(data, draw)
        spoilt = mutated(data, draw)
        return reader.summed(spoilt) if reader.summed and draw.random() < 0.5 else spoilt

    wrong = judge(reader.read, ((seed, made(seed)) for seed in range(first, last)))
    shutil.rmtree(_folder())
    sys.stdout.write(json.dumps(wrong))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
