"""The readers of outside files, each with good files to spoil: run as a child by ``fuzz``."""

import json
import sys
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import NamedTuple

from PIL import Image

from support.fuzz import bound_memory, judge, mutated
from support.source import ROOT

Read = Callable[[bytes], object]
SAMPLE = ROOT / "tests" / "golden" / "workbooks" / "coaching-emploi-2023.xlsx"


class Reader(NamedTuple):
    """A reader, its good files, and whether someone else's parser stands behind it."""

    read: Read
    seeds: Callable[[], list[bytes]]
    foreign: bool = False


def _profile(data: bytes) -> object:
    from coachdesk.services.profiles import load_profile

    return load_profile(_kept(data, "profil.toml"))


def _profiles() -> list[bytes]:
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


def _books() -> list[bytes]:
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

    return unlock(_kept(data, "store.keys.json").parent, "une phrase de passe")


def _mark(data: bytes) -> object:
    from coachdesk.store.mark import read_mark

    return read_mark(_kept(data, "store.head.json").parent)


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


def _packed() -> list[bytes]:
    from coachdesk.sync.zipfmt import pack

    return [pack({"manifest.json": b"{}", "coach.pem": b"x" * 300, "emargement/1.pdf": b"%PDF"})]


def _paper() -> list[bytes]:
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


def _photos() -> list[bytes]:
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


def _certificates() -> list[bytes]:
    from datetime import UTC, datetime
    from uuid import uuid4

    from coachdesk.signing.certificate import new_identity

    made = new_identity(
        coach="Claire", association="A", device=uuid4(), now=datetime(2024, 1, 1, tzinfo=UTC)
    ).certificate
    return [made.pem, made.der]


def _texts(*texts: str) -> Callable[[], list[bytes]]:
    return lambda: [text.encode() for text in texts]


READERS = {
    "receipt": Reader(_receipt, _texts(
        '{"schema":"cdk-recu/1","file":"a.zip","sha256":"00","by":"D","received_at":'
        '"2024-01-01T10:00:00+01:00"}')),
    "json": Reader(_machine, _texts('{"a":[1,2,{"b":null}],"c":"é"}')),
    "settings": Reader(_settings, _texts('{"format":"coachdesk-reglages","version":2,"parts":{}}')),
    "csv": Reader(_csv, _texts('N°;Nom;Prénom\r\n23-001;DURAND;"Lé\na"\r\n')),
    "cell": Reader(_cell, _texts("31/01/2023", "1er février 2023", "9h30", "1 234,50", "44957")),
    "archive": Reader(_archive, _packed),
    "extract": Reader(_verified(".jsonl"), _texts('{"format":"cdk-journal/1","store":"x"}\n{}\n')),
    "keys": Reader(_key_file, _texts('{"format":1,"store":"x","passphrase":{},"sum":"0"}')),
    "mark": Reader(_mark, _texts('{"store":"x","incarnation":"y","seq":1,"hash":"0"}')),
    "profile": Reader(_profile, _profiles),
    "workbook": Reader(_workbook, _books, foreign=True),
    "package": Reader(_verified(".zip"), _packed, foreign=True),
    "paper": Reader(_verified(".pdf"), _paper, foreign=True),
    "photo": Reader(_photo, _photos, foreign=True),
    "piece": Reader(_piece, _paper, foreign=True),
    "certificate": Reader(_certificate, _certificates, foreign=True),
}  # fmt: skip


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp())


def _kept(data: bytes, name: str) -> Path:
    path = _folder() / name
    path.write_bytes(data)
    return path


def main(name: str, first: int, last: int) -> None:
    """Read the inputs of the seeds from ``first`` to ``last``, and print what went wrong."""
    reader = READERS[name]
    good = reader.seeds()
    for each in good:
        judge(reader.read, iter([(-1, each)]))  # what it loads is not the input's doing
    bound_memory()

    def made(seed: int) -> bytes:
        draw = Random(f"{name} {seed}")
        data = draw.choice(good)
        if name == "workbook" and draw.random() < 0.7:
            return _unzipped(data, draw)
        return mutated(data, draw)

    wrong = judge(reader.read, ((seed, made(seed)) for seed in range(first, last)))
    for path in _folder().iterdir():
        path.unlink()
    _folder().rmdir()
    sys.stdout.write(json.dumps(wrong))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
