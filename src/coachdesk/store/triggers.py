"""Append-only tables: what proves can be added to, never changed, whatever SQL is typed.

``INSERT OR REPLACE`` deletes without a DELETE trigger when ``recursive_triggers`` is off, so each
table also refuses an insertion that would take the place of a row.
"""

from sqlalchemy import Connection

from coachdesk.core.journal_form import GENESIS

_IDENTITIES = {
    "journal_payload": ("seq",),
    "secret": ("name",),
    "signature": (
        "id", "appointment_id", "countersigned_id", ("document_id", "role"),
        ("closing_id", "role"), "entry_seq", "drawing", "fingerprint",
    ),
    "signature_refusal": ("id", "entry_seq"),
    "document_revision": ("id", ("document_id", "number")),
    "satisfaction_answer": ("id",),
    "closing": ("id", ("action_id", "month", "revision")),
    "profile_version": ("id", ("action_id", "number")),
    "year_closing": ("id", ("action_id", "year", "revision")),
    "erased_person": ("id",),
    "package": ("id", "closing_id"),
    "delivery_content": ("id",),
    "delivery_event": ("id",),
    "receipt": ("id",),
    "timestamp_token": ("id", ("package_id", "authority")),
}  # fmt: skip
"""Per append-only table, every key of which it holds each value once."""
_SENT = (
    "id", "recipient_id", "package_id", "document_id", "filename", "sha256", "size", "encrypted",
    "queued_at",
)  # fmt: skip
"""What a delivery is, whatever becomes of it."""


def _refusal(table: str, name: str, when: str, condition: str) -> tuple[str, str]:
    trigger = f"{table}_{name}"
    return trigger, (
        f"CREATE TRIGGER {trigger} {when} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: append-only'); END"
    )


def _replaces(table: str, identities: tuple[str | tuple[str, ...], ...]) -> str:
    """True of a new row that a table already holds in part; its rowid may have been given too."""
    keys = [(key,) if isinstance(key, str) else key for key in (*identities, "rowid")]
    same = (" AND ".join(f"{column} = NEW.{column}" for column in key) for key in keys)
    return " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE {test})"  # noqa: S608  (our names)  # nosec B608
        for test in same
    )


def _differs(columns: tuple[str, ...]) -> str:
    """True of an update that changes one of them."""
    return " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)


def _all() -> dict[str, str]:
    last = "SELECT hash FROM journal_entry ORDER BY seq DESC LIMIT 1"
    follows = (
        "NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal_entry) "  # noqa: S608  (our names)  # nosec B608
        f"OR NEW.prev IS NOT coalesce(({last}), '{GENESIS}')"
    )
    erases = (
        "NEW.seq = OLD.seq AND OLD.body IS NOT NULL AND NEW.body IS NULL AND NEW.salt IS NULL "
        "AND NEW.erased_at IS NOT NULL"
    )
    made = [
        _refusal("journal_entry", "follows", "BEFORE INSERT", follows),
        _refusal("journal_entry", "kept", "BEFORE DELETE", "1"),
        _refusal("journal_entry", "unchanged", "BEFORE UPDATE", "1"),
        _refusal("journal_payload", "unchanged", "BEFORE UPDATE", f"NOT ({erases})"),
        # Its state changes; what it is stays, and so does its line.
        _refusal("delivery", "new", "BEFORE INSERT", _replaces("delivery", ("id",))),
        _refusal("delivery", "kept", "BEFORE DELETE", "1"),
        _refusal("delivery", "same", "BEFORE UPDATE", _differs(_SENT)),
    ]
    for table, identities in _IDENTITIES.items():
        made.append(_refusal(table, "new", "BEFORE INSERT", _replaces(table, identities)))
        made.append(_refusal(table, "kept", "BEFORE DELETE", "1"))
        if table != "journal_payload":
            made.append(_refusal(table, "unchanged", "BEFORE UPDATE", "1"))
    return dict(made)


TRIGGERS = _all()
"""Each trigger's name and statement, exactly as SQLite keeps it."""


def wrong_triggers(connection: Connection) -> list[str]:
    """The names of the triggers that are missing or not as they should be, or are not ours.

    So are views: the program has none. A sauvegarde may come from anyone who knows its passphrase,
    and what it brought would run inside the coach's own writes.
    """
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
    )
    found = {name: sql for name, sql in rows}  # noqa: C416  (a Row is not a pair to mypy)
    wrong = {name for name, sql in TRIGGERS.items() if found.get(name) != sql}
    return sorted(wrong | (found.keys() - TRIGGERS.keys()))


def drop_triggers(connection: Connection) -> None:
    """Make way for a migration, which may have to rebuild any table; what is not ours goes too."""
    found = connection.exec_driver_sql(
        "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')"
    ).all()
    quote = connection.dialect.identifier_preparer.quote_identifier
    for kind, name in sorted(found):  # triggers first: some are on views
        connection.exec_driver_sql(f"DROP {kind} IF EXISTS {quote(name)}")


def create_triggers(connection: Connection) -> None:
    """Put every trigger back as it should be."""
    drop_triggers(connection)
    for statement in TRIGGERS.values():
        connection.exec_driver_sql(statement)
    if wrong_triggers(connection):
        raise AssertionError(f"triggers not as created: {wrong_triggers(connection)}")
