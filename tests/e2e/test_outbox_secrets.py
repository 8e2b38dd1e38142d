"""Nothing secret and nobody's name is overheard while sending: logs, errors, files, arguments."""

import base64
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coachdesk.services.closing.use_case import close_month
from coachdesk.services.directory.channels import ChannelFacts
from support.command import PASSPHRASE, coachdesk
from support.documents import make_dossier
from support.far_ends import WAYS, copied_store, far_end
from support.faults import child_environment
from support.outbox import lines, recipient
from support.signing_desk import CLOCK, DAY, make_empty_desk, reopen

PEOPLE = ("ARTAGNAN", "Léa", "06 12 34 56 78", "0612345678", "1234567", "Garagiste", "Référente")
OTHER_SECRET = "un autre mot de passe"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A store with someone's month, which will be closed."""
    directory = tmp_path_factory.mktemp("secrets") / "magasin"
    make_empty_desk(directory)
    desk = reopen(directory)
    make_dossier(desk)
    desk.close()
    return directory


def secret_words(facts):
    """What of a secret must not be heard, whole, by line, or as the wire writes it."""
    kept = [facts.secret or "", OTHER_SECRET, PASSPHRASE]
    words = [word for secret in kept for word in secret.splitlines() if len(word) > 8]
    coded = [base64.b64encode(word.encode()).decode().rstrip("=")[:-2] for word in words]
    return [word for word in (*words, *coded) if not word.startswith("-----")]


def overheard(store, temporary):
    """All that a sending lets out: its streams, the arguments it runs with, what it writes."""
    temporary.mkdir(exist_ok=True)
    quiet = {"TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "support.child_send_loudly", str(store)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        env=child_environment(quiet),
    ) as child:  # fmt: skip
        told = Path(f"/proc/{child.pid}/cmdline")  # where the system tells it to everybody
        arguments = told.read_bytes().decode() if told.exists() else ""
        out, err = child.communicate(timeout=120)
    assert child.returncode == 0, err
    left = [(path.name, path.read_bytes()) for path in temporary.rglob("*") if path.is_file()]
    return arguments, out, err, left


@pytest.mark.parametrize("fate", ["arrives", "is refused", "is cut"])
@pytest.mark.parametrize("way", WAYS)
def test_no_secret_and_nobody_is_overheard(made, tmp_path, way, fate):
    with far_end(way, tmp_path / "ailleurs") as far:
        store = copied_store(made, tmp_path / "magasin")
        desk = reopen(store)
        facts = far.facts()
        if fate == "is refused" and far.link is not None:
            facts = ChannelFacts(
                facts.url, OTHER_SECRET, facts.host_key, facts.authority, clear_allowed=True
            )
        recipient(desk, facts)
        close_month(desk, desk.action(None), DAY.replace(day=1), force_reason="essai")
        desk.close()
        if fate == "is cut" and far.link is not None:
            far.link.cut_after = far.link.sent + 6_000
        arguments, out, err, left = overheard(store, tmp_path / "temporaire")
        desk = reopen(store, CLOCK)
        (sent,) = lines(desk).values()
        desk.close()
        assert sent.state in {"handed_over", "failed", "to_check"}
        assert (sent.state == "handed_over") == (fate == "arrives" or far.link is None)
        for word in (*PEOPLE, *secret_words(far.facts())):
            for where, text in (("arguments", arguments), ("output", out), ("logs", err)):
                assert word not in text, f"{where} of {way}, which {fate}: {word[:12]}…"
        assert left == []
        ours = (str(store), str(tmp_path / "ailleurs"))
        written = [text[7:] for text in out.splitlines() if text.startswith("WRITES ")]
        assert not [path for path in written if not path.startswith((*ours, "/dev/"))]
        assert "STARTS" not in out


def test_the_command_takes_a_secret_from_the_environment_and_tells_nobody(made, tmp_path):
    with far_end("sftp", tmp_path / "ailleurs") as far:
        store = copied_store(made, tmp_path / "magasin")
        facts = far.facts()
        secret = facts.secret or ""
        ran = [
            coachdesk("recipient", "add", "Département", "--to", facts.url, "--host-key",
                      facts.host_key, "--secret-env", "SECRET", store=store,
                      env={"SECRET": secret}),
            coachdesk("recipient", "test", "Département", store=store),
            coachdesk("recipient", "list", "--json", store=store),
            coachdesk("outbox", "--json", store=store),
        ]  # fmt: skip
        for each in ran:
            assert each.code == 0, each.err
            for line in secret.splitlines()[1:-1]:
                assert line not in each.out + each.err
    desk = reopen(store)
    told = desk.read(
        lambda link: link.exec_driver_sql("SELECT body FROM journal_payload").scalars().all()
    )
    desk.close()
    body = secret.splitlines()[1].encode()
    assert not [payload for payload in told if payload and body in payload], "nor the journal"
    shutil.rmtree(store)
