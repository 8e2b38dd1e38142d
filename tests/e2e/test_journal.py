"""The journal handed over by ``coachdesk journal`` and judged by ``coachdesk verify``."""

import json
from pathlib import Path

from support.command import coachdesk
from support.signing_desk import make_desk, reopen, sign


def test_the_chain_leaves_without_a_name_and_holds_the_code_on_the_slip(tmp_path: Path) -> None:
    store, out = tmp_path / "store", tmp_path / "journal.jsonl"
    (appointment,) = make_desk(store, 1)
    desk = reopen(store)
    signed = sign(desk, appointment)
    desk.close()
    written = coachdesk("journal", "--out", out, "--json", store=store)
    entries = json.loads(written.out)["entries"]
    assert written.code == 0
    assert entries > signed.entry_seq
    assert b"DURAND" not in out.read_bytes()
    slip = f"{signed.entry_seq}:{signed.short_code}"
    judged = coachdesk("verify", out, "--anchor", slip, store=store)
    assert judged.code == 0, judged.out
    assert "1\u00a0repère retrouvé" in judged.out
    other = f"{signed.entry_seq}:{'0' * 8}"
    refused = coachdesk("verify", out, "--anchor", slip, "--anchor", other, store=store)
    assert refused.code == 1
    assert f"il a été réécrit\u00a0: l’enregistrement n°\u00a0{signed.entry_seq}" in refused.out


def test_what_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    make_desk(tmp_path / "store", 1)
    refused = coachdesk("journal", "--out", tmp_path / "absent" / "j", store=tmp_path / "store")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("Impossible d’écrire")
