"""The chain handed over without its contents: what was done to it is named, entry by entry."""

import json
import random
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.errors import UserError
from coachdesk.core.journal_form import EVIDENCE
from coachdesk.sync.anchors import Anchor, read_anchor
from coachdesk.sync.journal_check import check_extract
from coachdesk.sync.journal_extract import read_extract
from coachdesk.sync.report import Report, Status
from coachdesk.sync.verification import verify_files
from support.chains import LINKS, Link, chain, changed, entry_hash, extract
from support.pdf_tools import run
from support.signed_contract import CONTRACT, DRAWING, answered, closed, of_document
from support.signed_papers import BUILT, NOW, SIGNER, identity

NAME = "journal.jsonl"
ENTRIES = chain()
GOOD = extract(ENTRIES)
Judge = Callable[..., Report]
HANDED = "le repère donné"


def faults(data: bytes, *anchors: Anchor) -> tuple[str, ...]:
    return check_extract(read_extract(data), anchors).faults


def anchor(seq: int, code: str) -> Anchor:
    return Anchor(seq, code, HANDED)


def test_a_good_one_is_told_with_its_limit(judge: Judge) -> None:
    report = judge(GOOD, NAME)
    assert (report.verdict, report.exit_code) == ("Intact, signé par Élodie Martin", 0)
    assert report.notes[0].startswith("Extrait du journal fait le 31\u00a0mai\u00a02023")
    assert "7\u00a0enregistrements, 0\u00a0repère retrouvé" in report.notes[0]
    assert "rien ne montre que sa fin n’a pas été coupée" in report.notes[1]


def test_it_says_nothing_of_anyone() -> None:
    fields = {name for line in GOOD.splitlines() for name in json.loads(line)}
    assert "payload" not in fields
    assert {"payload_digest", "prev", "signatures", "cms"} <= fields


def test_an_entry_edited_is_named() -> None:
    edited = changed(ENTRIES, 4, lambda header: header.update(wall="2023-05-03T09:00:00.000+02:00"))
    assert faults(extract(edited)) == ("l’enregistrement n°\u00a04 a été modifié",)


def test_a_signed_entry_edited_is_named() -> None:
    edited = changed(ENTRIES, 5, lambda header: header.update(entity="closing"))
    assert faults(extract(edited))[0] == "l’enregistrement n°\u00a05 a été modifié"


def test_an_entry_edited_and_all_that_follow_made_again_is_named_by_its_signature() -> None:
    """What the holder of the file could do, but not of the key."""
    stranger = identity("Un autre")
    kinds = (*LINKS[:4], Link(EVIDENCE, lead=timedelta(hours=1)), *LINKS[5:])
    rewritten = chain(kinds, by=stranger)
    assert faults(extract(rewritten)) == (
        "l’enregistrement n°\u00a03 n’est pas signé par ce poste",
        "l’enregistrement n°\u00a05 n’est pas signé par ce poste",
    )


@pytest.mark.parametrize("seq", [1, 3, 6])
def test_an_entry_taken_out_is_named(seq: int) -> None:
    left = [entry for entry in ENTRIES if entry.header["seq"] != seq]
    assert f"l’enregistrement n°\u00a0{seq} a été retiré" in faults(extract(left))


def test_entries_that_changed_places_are_named() -> None:
    moved = [*ENTRIES[:2], ENTRIES[3], ENTRIES[2], *ENTRIES[4:]]
    assert faults(extract(moved)) == ("l’enregistrement n°\u00a03 n’est plus à sa place",)


def test_an_entry_that_stands_twice_is_named() -> None:
    assert faults(extract([*ENTRIES[:3], ENTRIES[2], *ENTRIES[3:]])) == (
        "l’enregistrement n°\u00a03 y est deux fois",
    )


def test_a_signature_taken_out_is_named() -> None:
    data = extract([type(entry)(entry.header, None) for entry in ENTRIES])
    assert faults(data)[0] == (
        "la signature de l’enregistrement n°\u00a03 a été ajoutée ou retirée"
    )


def test_lines_cut_off_in_the_file_are_named() -> None:
    lines = GOOD.splitlines(keepends=True)
    cut = b"".join([*lines[:-4], *lines[-2:]])
    assert faults(cut) == (
        "l’enregistrement n°\u00a05 a été modifié",
        "il manque 2\u00a0enregistrements à la fin",
        "il n’est plus signé par le poste qui l’a fait",
    )


def test_a_chain_cut_off_before_it_was_extracted_is_known_by_an_anchor() -> None:
    lost = anchor(7, entry_hash(ENTRIES[6]))
    cut = extract(ENTRIES[:5])
    assert faults(cut) == ()
    (fault,) = faults(cut, lost)
    assert fault == (
        "il a été tronqué\u00a0: il s’arrête au n°\u00a05, avant l’enregistrement n°\u00a07 que "
        f"nomme {HANDED}"
    )


def test_a_chain_written_again_is_known_by_an_anchor() -> None:
    kinds = (*LINKS[:4], Link(EVIDENCE, lead=timedelta(minutes=1)), *LINKS[5:])
    rewritten = extract(chain(kinds))
    assert faults(rewritten) == ()
    assert faults(rewritten, anchor(4, entry_hash(ENTRIES[3]))) == ()
    assert faults(rewritten, anchor(5, entry_hash(ENTRIES[4])[:8])) == (
        f"il a été réécrit\u00a0: l’enregistrement n°\u00a05 que nomme {HANDED} n’est plus le même",
    )


def test_an_entry_dated_back_within_a_start_of_the_machine_is_named(judge: Judge) -> None:
    links = (*LINKS[:4], Link(EVIDENCE, lead=-timedelta(days=3)), *LINKS[5:])
    report = judge(extract(chain(links)), NAME)
    assert (report.status, report.exit_code) == (Status.DATES, 1)
    assert report.verdict.startswith(
        "Dates à vérifier\u00a0: l’enregistrement n°\u00a05, daté du 1er\u00a0mai\u00a02023 à"
    )
    assert "après le n°\u00a04, daté du 4\u00a0mai\u00a02023" in report.verdict
    assert "l’horloge a été reculée de 2\u00a0jours" in report.verdict


def test_a_clock_that_lost_time_is_named_even_when_dates_still_grow(judge: Judge) -> None:
    links = tuple(
        Link(link.kind, lead=-timedelta(minutes=8) * (at >= 4)) for at, link in enumerate(LINKS)
    )
    report = judge(extract(chain(links)), NAME)
    assert report.status is Status.DATES
    assert "l’horloge a été reculée de 8\u00a0min" in report.verdict


def test_dates_that_go_back_over_a_start_of_the_machine_are_named(judge: Judge) -> None:
    links = (*LINKS[:4], *(Link(lead=-timedelta(days=1), boot="1" * 16) for _ in range(2)))
    assert judge(extract(chain(links)), NAME).status is Status.DATES


def test_an_extract_signed_by_another_is_of_an_unknown_signer(judge: Judge) -> None:
    other = identity("Un autre")
    report = judge(extract(chain(by=other), by=other), NAME)
    assert report.status is Status.SIGNER_UNKNOWN


def test_flipped_bits_anywhere_are_refused(judge: Judge) -> None:
    places = random.Random(20231231)
    for at in range(0, len(GOOD), 7):
        data = bytearray(GOOD)
        data[min(at + places.randrange(7), len(GOOD) - 1)] ^= 1 << places.randrange(8)
        assert judge(bytes(data), NAME).status is Status.ALTERED, at


@given(st.binary(max_size=300))
def test_hostile_bytes_are_refused_in_order(junk: bytes) -> None:
    for data in (junk, b'{"format":"cdk-journal/1"}\n' + junk, GOOD[:600] + junk):
        try:
            found = read_extract(data)
        except ValueError:
            continue
        assert check_extract(found, ()).faults


def test_sealed_papers_given_with_it_are_anchors(tmp_path: Path) -> None:
    """A package names the head n° 40, a contract the entries 12 and 13: this chain holds none."""
    journal, package, contract = (tmp_path / name for name in (NAME, BUILT.filename, "c.pdf"))
    journal.write_bytes(GOOD)
    package.write_bytes(BUILT.data)
    contract.write_bytes(CONTRACT[3])
    first, *others = verify_files([journal, package, contract], signer=SIGNER)
    assert [each.exit_code for each in others] == [0, 0]
    assert isinstance(first.result, Report)
    said = " ".join(finding.message for finding in first.result.findings)
    assert f"n°\u00a040 que nomme {BUILT.filename}" in said
    assert "n°\u00a013 que nomme c.pdf" in said


def test_papers_of_another_device_are_no_anchors(tmp_path: Path) -> None:
    other = identity("Un autre")
    signed = answered(CONTRACT[0], "participant", of_document(CONTRACT[0], 12, DRAWING, by=other),
                      by=other)  # fmt: skip
    (tmp_path / NAME).write_bytes(GOOD)
    (tmp_path / "c.pdf").write_bytes(closed(signed, 1, by=other))
    (journal, _) = verify_files([tmp_path / NAME, tmp_path / "c.pdf"], signer=SIGNER)
    assert journal.exit_code == 0


@pytest.mark.parametrize("text", ["5:{}", "n° 5 : {}", "5={}", "n° 5, {}", "n°\u00a05, {}"])
def test_an_anchor_is_typed_as_the_slip_prints_it(text: str) -> None:
    code = entry_hash(ENTRIES[4])[:8].upper()
    assert read_anchor(text.format(code)) == anchor(5, code.lower())


@pytest.mark.parametrize("text", ["", "5", "5:abc", "cinq:9F86D081", "5:9F86D08Z"])
def test_what_is_no_anchor_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match="repère") as refused:
        read_anchor(text)
    assert "413:9F86D081" in refused.value.remedy


def test_ordinary_tools_check_it_too(tmp_path: Path) -> None:
    """Each line's SHA-256 is the next one's « prev »; openssl checks the whole."""
    lines = GOOD.splitlines(keepends=True)
    for line, following in pairwise(lines[1:-2]):
        (tmp_path / "line").write_bytes(line[:-1])
        digest = run("sha256sum", tmp_path / "line").stdout.split()[0]
        assert json.loads(following)["prev"] == digest
    (tmp_path / "body").write_bytes(b"".join(lines[:-1]))
    (tmp_path / "cms").write_bytes(bytes.fromhex(json.loads(lines[-1])["cms"]))
    (tmp_path / "coach.pem").write_bytes(identity().certificate.pem)
    verified = run(
        "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "cms",
        "-content", "body", "-CAfile", "coach.pem", "-out", "ok", folder=tmp_path,
    )  # fmt: skip
    assert verified.returncode == 0, verified.stderr


def test_an_extract_is_not_made_by_a_clock_out_of_the_certificates_life() -> None:
    with pytest.raises(UserError, match="2020"):
        extract(ENTRIES, when=NOW.replace(year=2020))
