"""Trusted time by the command line: set, sent, verified with what a recipient has."""

import shutil
from pathlib import Path

from support.command import coachdesk
from support.servers.authority_of_time import NAME, authority_of_time

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


def test_an_envoi_of_an_old_store_is_stamped_sent_and_verified(tmp_path):
    store = Path(shutil.copytree(GOLDEN / "store-0003", tmp_path / "store"))
    inbox = tmp_path / "la"
    inbox.mkdir()
    there = ("recipient", "add", "Département", "--to", inbox.as_uri())
    assert coachdesk(*there, store=store).code == 0
    with authority_of_time(tmp_path / "tsa") as authority:
        root = tmp_path / "tsa" / "root.pem"
        assert "Aucune autorité" in coachdesk("authority", "show", store=store).out
        told = coachdesk("authority", "set", authority.url, "--ca", root, store=store)
        assert told.code == 0
        assert "son certificat est connu" in told.out
        assert coachdesk("queue", "2023-06", store=store).code == 0
        authority.status = 503
        failed = coachdesk("send", store=store)
        assert failed.code == 0, "the envoi left: the timestamp blocks nothing"
        assert "l’erreur 503" in failed.err
        authority.status = 200
        done = coachdesk("send", store=store)
        assert done.code == 0
        assert "1\u00a0horodatage obtenu" in done.out
    (envoi,) = inbox.glob("*.zip")
    stamp = envoi.with_name(f"{envoi.name}.tsr")
    elsewhere = {"COACHDESK_STORE": str(tmp_path / "none")}
    read = coachdesk("verify", envoi, stamp, "--authority", root, env=elsewhere)
    assert f"par {NAME}" in read.out
    assert f"c’est l’horodatage de {envoi.name}" in read.out
    (tmp_path / "autre.zip.tsr").write_bytes(stamp.read_bytes())
    other = coachdesk("verify", tmp_path / "autre.zip.tsr", env=elsewhere)
    assert other.code == 1
    assert "son envoi manque" in other.err
    refused = coachdesk("authority", "set", "ftp://la", store=store)
    assert refused.code == 1
    assert coachdesk("authority", "none", store=store).code == 0
