"""What is no workbook is refused in one sentence and a remedy, and nothing is changed."""

import shutil
import zipfile
from contextlib import suppress
from io import BytesIO
from random import Random

import pytest
from openpyxl import Workbook

from coachdesk.core.errors import UserError
from coachdesk.services.importing import container
from coachdesk.services.importing import source as importing_source
from support.command import coachdesk
from support.workbooks import SAMPLE, contents, grid, new_work, small, write_csv, write_workbook


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    work = new_work(tmp_path_factory.mktemp("refusals") / "magasin")
    yield work
    work.store.close()


def refusal(work, path):
    before = contents(work.store)
    with pytest.raises(UserError) as caught:
        work.take(path)
    assert contents(work.store) == before
    assert caught.value.sentence.endswith(".")
    assert caught.value.remedy.endswith(".")
    return caught.value.sentence


def saved(path, book):
    book.save(path)
    return path


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 3_000_000)
    return path


def written(path, data):
    path.write_bytes(data)
    return path


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
REFUSED = {
    "missing": (lambda p: p / "absent.xlsx", "n’existe pas"),
    "blank workbook": (lambda p: saved(p / "a.xlsx", Workbook()), "est vide"),
    "headers only": (
        lambda p: write_workbook(p / "a.xlsx", {n: r[:1] for n, r in grid(SAMPLE).items()}),
        "aucune ligne",
    ),
    "other sheets": (lambda p: write_workbook(p / "a.xlsx", {"Notes": [["a"]]}), "feuilles"),
    "a PDF renamed": (lambda p: written(p / "a.xlsx", b"%PDF-1.7\n"), "PDF"),
    "an old .xls": (lambda p: written(p / "a.xls", OLE), "ancien format"),
    "protected": (
        lambda p: written(p / "a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le")),
        "mot de passe",
    ),
    "a picture renamed": (lambda p: written(p / "a.xlsx", b"\x89PNG\r\n\x1a\n"), "pas un classeur"),
    "an empty file": (lambda p: written(p / "a.xlsx", b""), "pas un classeur"),
    "a text document": (
        lambda p: zipped(p / "a.xlsx", {"content.xml": b"<a/>"}), "pas un classeur",
    ),
    "a hollow workbook": (
        lambda p: zipped(p / "a.xlsx", {"[Content_Types].xml": b"<Types/>"}), "abîmé",
    ),
    "half a workbook": (
        lambda p: written(p / "a.xlsx", SAMPLE.read_bytes()[:40_000]), "pas un classeur",
    ),
    "an empty folder": (lambda p: made(p / "vide"), "aucun des fichiers"),
    "a folder of others": (
        lambda p: write_csv(p / "autres", {"Notes": [["a"]]}, encoding="utf-8"),
        "aucun des fichiers",
    ),
    "blank CSV files": (
        lambda p: write_csv(p / "csv", {"Prescriptions": [[""]]}, encoding="utf-8"), "est vide",
    ),
    "binary CSV": (lambda p: written(p / "Prescriptions.csv", b"a;b\0;c"), "pas un fichier CSV"),
    "endless quote": (
        lambda p: written(p / "Prescriptions.csv", b'N\xb0;"' + b"x" * 140_000), "CSV",
    ),
}  # fmt: skip


def zipped(path, entries):
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def made(folder):
    folder.mkdir()
    return folder


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_workbook_is_refused_in_words(work, tmp_path, case):
    make, word = REFUSED[case]
    assert word in refusal(work, make(tmp_path))


def test_a_file_that_would_fill_the_memory_is_refused_unopened(work, tmp_path, monkeypatch):
    monkeypatch.setattr(container, "_MOST_UNPACKED", 2_000_000)
    assert "décompressé" in refusal(work, bomb(tmp_path / "a.xlsx"))


def test_more_rows_than_any_coach_writes_are_refused(work, tmp_path, monkeypatch):
    monkeypatch.setattr(importing_source, "MAX_ROWS", 100)
    assert "plus de" in refusal(work, SAMPLE)


def test_a_damaged_workbook_never_gives_a_traceback(work, tmp_path):
    """Random bytes of the sheets' XML are changed: refused in words, or read as what it says."""
    small_one = write_workbook(tmp_path / "a.xlsx", small(grid(SAMPLE), people=2))
    with zipfile.ZipFile(small_one) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for seed in range(60):
        draw = Random(seed)
        name = draw.choice(list(parts))
        data = bytearray(parts[name])
        for _ in range(draw.randint(1, 4)):
            at = draw.randrange(len(data))
            piece = draw.choice([b"", b"<", b"9999999", b'"', b"e", b"\xff", b"<c/>", b"-1"])
            data[at : at + draw.randint(0, 9)] = piece
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for other, content in parts.items():
                archive.writestr(other, bytes(data) if other == name else content)
        path = written(tmp_path / "b.xlsx", out.getvalue())
        with suppress(UserError):
            work.take(path, check=True)


def test_the_command_line_refuses_in_one_sentence(tmp_path):
    store = tmp_path / "magasin"
    assert (
        coachdesk("init", "--profile", "coaching-emploi", "--coach", "Zoé", store=store).code == 0
    )
    pdf = written(tmp_path / "faux.xlsx", b"%PDF-1.7\n")
    ran = coachdesk("import", pdf, store=store)
    assert ran.code == 1
    assert "faux.xlsx" in ran.err
    assert not ran.out
    shutil.rmtree(store)
