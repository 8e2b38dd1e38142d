"""Nothing that is to be sent, or was, can be taken away or changed, whatever SQL is typed."""

import pytest

from coachdesk.core.ids import new_id
from coachdesk.domain.deliveries import DeliveryKind, DeliveryState
from coachdesk.models import (
    Action,
    Closing,
    Delivery,
    DeliveryContent,
    DeliveryEvent,
    Package,
    Receipt,
    Recipient,
    TimestampToken,
)
from support.stores import tampering

TABLES = ("delivery", "delivery_content", "delivery_event", "receipt", "timestamp_token")


@pytest.fixture
def raw(store, fixed_clock):
    """A store with a delivery and all that goes with it, and a raw connection."""
    now = fixed_clock.now()
    action = Action(id=new_id(), code="a", profile="", created_at=now)
    closing = Closing(
        id=new_id(), action_id=action.id, month=now.date().replace(day=1), revision=1,
        closed_at=now, figures="{}", gaps="[]",
    )  # fmt: skip
    package = Package(
        id=new_id(), closing_id=closing.id, filename="a.zip", sha256="0" * 64, data=b"zip"
    )
    recipient = Recipient(
        id=new_id(), action_id=action.id, name="Département", takes_months=True,
        takes_notices=False, takes_returns=False, channel="file:///cle",
    )  # fmt: skip
    delivery = Delivery(
        id=new_id(), action_id=action.id, recipient_id=recipient.id, kind=DeliveryKind.MONTH,
        package_id=package.id, addressee="Département", subject="Mois de mai", filename="a.zip",
        sha256="0" * 64, size=3, encrypted=False, state=DeliveryState.QUEUED, uncertain=False,
        attempts=0, queued_at=now,
    )  # fmt: skip
    event = DeliveryEvent(id=new_id(), delivery_id=delivery.id, at=now, state=DeliveryState.QUEUED)
    receipt = Receipt(id=new_id(), delivery_id=delivery.id, received_at=now, author="Mme Martin")
    token = TimestampToken(
        id=new_id(), package_id=package.id, authority="https://a.example", stamped_at=now,
        data=b"jeton",
    )  # fmt: skip
    with store.write() as uow:
        content = DeliveryContent(id=delivery.id, data=b"zip")
        for rows in ([action, recipient], [closing], [package], [delivery],
                     [content, event, receipt, token]):  # fmt: skip
            uow.session.add_all(rows)
            uow.session.flush()
        uow.commit()
    with tampering(store.directory) as connection:
        yield connection


ATTACKS = [
    *(f"DELETE FROM {table}" for table in TABLES),
    *(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}" for table in TABLES),
    *(
        f"UPDATE delivery SET {change}"
        for change in (
            "filename = 'b.zip'", "sha256 = 'f'", "size = 4", "recipient_id = 'f'",
            "package_id = NULL", "encrypted = 1", "queued_at = '2020-01-01'", "id = 'f'",
        )
    ),
    "UPDATE OR REPLACE delivery SET document_id = 'f', state = 'withdrawn'",
    "UPDATE delivery_content SET data = x'00'",
    "UPDATE delivery_event SET state = 'handed_over'",
    "UPDATE receipt SET author = 'moi'",
    "UPDATE timestamp_token SET stamped_at = '2020-01-01'",
]  # fmt: skip


def content(connection):
    return [connection.execute(f"SELECT rowid, * FROM {table}").fetchall() for table in TABLES]


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("sql", ATTACKS)
def test_what_waits_or_left_cannot_be_changed_by_any_sql(raw, sql, recursive):
    raw.execute(f"PRAGMA recursive_triggers = {recursive}")
    before = content(raw)
    assert all(before), "each table has a row to attack"
    with pytest.raises(raw.IntegrityError, match="append-only"):
        raw.execute(sql)
    assert content(raw) == before


def test_its_state_alone_follows_what_becomes_of_it(raw):
    raw.execute("UPDATE delivery SET state = 'failed', attempts = 1, trouble = 'coupé'")
    assert raw.execute("SELECT state FROM delivery").fetchone() == ("failed",)
