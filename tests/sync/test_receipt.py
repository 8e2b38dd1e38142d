"""Receipts: what a recipient wrote by hand or by a program, and what is none."""

import json
from datetime import UTC, datetime

import pytest

from coachdesk.core.errors import UserError
from coachdesk.sync.receipt import read_receipt

SAID = {
    "schema": "cdk-recu/1",
    "file": "envoi.zip",
    "sha256": "AB" * 32,
    "received_at": "2024-01-15T10:00:00+01:00",
    "by": "Pôle insertion",
}


def written(**changes: object) -> bytes:
    return json.dumps(SAID | changes, ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_receipt_says_what_was_received_when_and_by_whom(mark):
    said = read_receipt(mark + written())
    assert (said.file, said.sha256, said.by) == ("envoi.zip", "ab" * 32, "Pôle insertion")
    assert said.received_at == datetime(2024, 1, 15, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "changes",
    [
        {"schema": "cdk-recu/2"},
        {"by": ""},
        {"by": "x" * 201},
        {"by": "la\nMDS"},
        {"by": None},
        {"sha256": 5},
        {"received_at": "hier"},
        {"received_at": "2024-01-15T10:00:00"},
        {"received_at": "0001-01-01T00:00:00+01:00"},
        {"received_at": "9999-12-31T23:59:59-01:00"},
    ],
)
def test_what_is_no_receipt_is_told(changes):
    with pytest.raises(UserError, match="n’est pas lisible"):
        read_receipt(written(**changes))


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff", b"[" * 60_000, b'{"a":' + b"9" * 5000])
def test_nor_are_other_bytes(data):
    with pytest.raises(UserError, match="n’est pas lisible"):
        read_receipt(data)
