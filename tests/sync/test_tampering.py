"""Whatever is done to a package, its verification refuses it and names what was done."""

import hashlib
import io
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from coachdesk.signing import cms
from coachdesk.sync.manifest import Manifest, read_manifest, write_manifest, write_sums
from coachdesk.sync.report import Report, Status
from coachdesk.sync.zipfmt import pack, unpack
from support.pdf_tools import run
from support.signed_papers import (
    BUILT,
    FILES,
    NOW,
    SHEET,
    identity,
    package,
    paper,
    proof,
    sealed,
)

Files = dict[str, bytes]


def test_flipped_bits_at_random_places_of_every_file_are_refused(
    judge: Callable[..., Report],
) -> None:
    places = random.Random(20230531)
    for path, data in FILES.items():
        for _ in range(12):
            changed = bytearray(data)
            changed[places.randrange(len(data))] ^= 1 << places.randrange(8)
            around = pack(FILES | {path: bytes(changed)})
            report = judge(around)
            assert report.status is Status.ALTERED, path
            in_place = BUILT.data.replace(data, bytes(changed))
            assert judge(in_place).status is Status.ALTERED, path


def test_flipped_bits_around_the_files_are_refused(judge: Callable[..., Report]) -> None:
    places = random.Random(20231231)
    data = BUILT.data
    directory = data.index(b"PK\1\2")
    for _ in range(150):
        changed = bytearray(data)
        changed[places.randrange(directory, len(data))] ^= 1 << places.randrange(8)
        assert judge(bytes(changed)).status is Status.ALTERED
    for start in (at for at in range(directory) if data[at : at + 4] == b"PK\3\4"):
        changed = bytearray(data)
        changed[start + places.randrange(30)] ^= 1 << places.randrange(8)
        assert judge(bytes(changed)).status is Status.ALTERED


def test_flipped_bits_anywhere_in_the_whole_are_refused(judge: Callable[..., Report]) -> None:
    places = random.Random(1)
    for _ in range(200):
        changed = bytearray(BUILT.data)
        changed[places.randrange(len(changed))] ^= 1 << places.randrange(8)
        assert judge(bytes(changed)).status is Status.ALTERED


def edited(files: Files) -> Files:
    writer = IncrementalPdfFileWriter(io.BytesIO(files[SHEET]))
    writer.root["/Lang"] = generic.pdf_string("fr")
    writer.update_root()
    output = io.BytesIO()
    writer.write(output)
    return files | {SHEET: output.getvalue()}


def cut_back(files: Files) -> Files:
    return files | {SHEET: paper("Feuille 1")}


def cut_short(files: Files) -> Files:
    return files | {SHEET: files[SHEET][:-100]}


def missing(files: Files) -> Files:
    return {path: data for path, data in files.items() if path != SHEET}


def added(files: Files) -> Files:
    return files | {"emargement/0000009.pdf": files[SHEET]}


def changed(files: Files) -> Files:
    return files | {"tableau-de-suivi.csv": b"n\xc2\xb0;nom\r\n1;Autre\r\n"}


def extended(files: Files) -> Files:
    return files | {"tableau-de-suivi.csv": files["tableau-de-suivi.csv"] + b"2;Autre\r\n"}


def swapped(files: Files) -> Files:
    return files | {SHEET: files["emargement/0000002.pdf"]}


def another_month(files: Files) -> Files:
    return files | {SHEET: sealed("Feuille de juin")}


def another_signer(files: Files) -> Files:
    return files | {SHEET: sealed("Feuille 1", by=identity("Un autre"))}


def not_a_paper(files: Files) -> Files:
    return files | {SHEET: b"bonjour"}


def other_certificate(files: Files) -> Files:
    return files | {"coach.pem": identity("Un autre").certificate.pem}


def unsigned(files: Files) -> Files:
    return {path: data for path, data in files.items() if path != "manifest.json.p7s"}


def other_signature(files: Files) -> Files:
    other = unpack(package(papers=2, by=identity("Un autre")).data).files
    return files | {"manifest.json.p7s": other["manifest.json.p7s"]}


def no_manifest(files: Files) -> Files:
    return {path: data for path, data in files.items() if path != "manifest.json"}


@pytest.mark.parametrize("sums_too", [False, True], ids=["sums kept", "sums recomputed"])
@pytest.mark.parametrize(
    ("tamper", "file", "words"),
    [
        (edited, SHEET, "modifié après son cachet"),
        (cut_back, SHEET, "ramené à une version d’avant son cachet"),
        (cut_short, SHEET, "il est coupé"),
        (missing, SHEET, "il manque"),
        (added, "emargement/0000009.pdf", "il a été ajouté"),
        (changed, "tableau-de-suivi.csv", "son contenu a changé"),
        (extended, "tableau-de-suivi.csv", "9\u00a0octets ajoutés à la fin"),
        (swapped, SHEET, "remplacé par le contenu de emargement/0000002.pdf"),
        (another_month, SHEET, "remplacé par un autre document"),
        (another_signer, SHEET, "cachet est d’un autre signataire, Un autre"),
        (not_a_paper, SHEET, "ce n’est pas un document scellé"),
        (other_certificate, "coach.pem", "ce n’est pas le certificat"),
        (unsigned, "manifest.json.p7s", "il manque"),
        (other_signature, "manifest.json.p7s", "l’un a changé"),
        (no_manifest, "manifest.json", "il manque"),
    ],
)
def test_what_was_done_to_a_file_is_named(
    judge: Callable[..., Report],
    tamper: Callable[[Files], Files],
    file: str,
    words: str,
    sums_too: bool,  # noqa: FBT001  (a parameter of the table)
) -> None:
    files = tamper(FILES)
    if sums_too:
        files = files | {"SHA256SUMS": write_sums(files)}
    report = judge(pack(files))
    assert report.verdict.startswith("Altéré\u00a0: ")
    assert report.exit_code == 1
    assert any(each.file == file and words in each.message for each in report.findings)


def test_a_file_saved_again_by_another_program_is_named(
    judge: Callable[..., Report], tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").write_bytes(FILES[SHEET])
    assert run("qpdf", tmp_path / "a.pdf", tmp_path / "b.pdf").returncode == 0
    report = judge(pack(FILES | {SHEET: (tmp_path / "b.pdf").read_bytes()}))
    assert f"{SHEET}\u00a0: il a été réenregistré par un autre logiciel" in report.verdict


def listed(change: Callable[[Manifest], Manifest], **papers: bytes) -> Files:
    """A package whose coach signed another list: what a faulty or dishonest maker could do."""
    files = FILES | {path.replace("__", "/") + ".pdf": data for path, data in papers.items()}
    manifest = change(read_manifest(files["manifest.json"]))
    entries = tuple(
        replace(entry, sha256=hashlib.sha256(files[entry.path]).hexdigest())
        if entry.path == SHEET
        else entry
        for entry in manifest.files
    )
    data = write_manifest(replace(manifest, files=entries))
    signature = cms.sign(identity(), hashlib.sha256(data).digest(), NOW)
    files |= {"manifest.json": data, "manifest.json.p7s": signature}
    return files | {"SHA256SUMS": write_sums(files)}


def counting_two(manifest: Manifest) -> Manifest:
    return replace(
        manifest,
        files=tuple(
            replace(entry, signatures=2) if entry.path == SHEET else entry
            for entry in manifest.files
        ),
    )


def of_another_size(manifest: Manifest) -> Manifest:
    return replace(
        manifest,
        files=tuple(replace(entry, size=entry.size + 1) for entry in manifest.files),
    )


def of_another_day(manifest: Manifest) -> Manifest:
    return replace(
        manifest, heading=replace(manifest.heading, created_at=NOW - timedelta(days=400))
    )


@pytest.mark.parametrize(
    ("files", "file", "words"),
    [
        (listed(counting_two), SHEET, "1\u00a0cachet au lieu de 2\u00a0cachets"),
        (listed(of_another_size), SHEET, "sa taille n’est pas celle de la liste"),
        (listed(of_another_day), "manifest.json", "sa date n’est pas celle de sa signature"),
        (
            listed(lambda manifest: replace(manifest, fingerprint="ab" * 32)),
            "manifest.json",
            "un autre certificat que coach.pem",
        ),
        (
            listed(lambda manifest: manifest, emargement__0000001=paper("Feuille 1")),
            SHEET,
            "ramené à une version d’avant son cachet",
        ),
        (
            listed(
                lambda manifest: manifest,
                emargement__0000001=sealed("Feuille 1", by=identity("Un autre")),
            ),
            SHEET,
            "son cachet est d’un autre signataire",
        ),
        (
            listed(lambda manifest: manifest, emargement__0000001=b"bonjour"),
            SHEET,
            "ce n’est pas un document scellé",
        ),
        (
            listed(
                lambda manifest: manifest,
                emargement__0000001=sealed("Feuille 1", proof(by=identity("Un autre"))),
            ),
            SHEET,
            "n’est pas signé par le certificat du cachet",
        ),
    ],
)
def test_a_signed_list_does_not_excuse_what_it_lists(
    judge: Callable[..., Report], files: Files, file: str, words: str
) -> None:
    report = judge(pack(files))
    assert report.status is Status.ALTERED
    assert any(each.file == file and words in each.message for each in report.findings)
