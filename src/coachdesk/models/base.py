"""What all tables share: naming of constraints, column vocabulary, row version."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID, SafeUUID

from sqlalchemy import Date, Dialect, Enum, LargeBinary, MetaData, String, Text, TypeDecorator, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from coachdesk.core.ids import new_id
from coachdesk.domain.agenda import Weeks
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.deliveries import DeliveryKind, DeliveryState
from coachdesk.domain.papers import CopyState, DocumentState, Role, SigningOutcome
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.domain.support import AidOutcome, Impact, ObjectiveState

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def instant_text(moment: datetime) -> str:
    """« 2023-05-31T16:04:05.123Z » for an aware moment.

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone is not stored")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


class Instant(TypeDecorator[datetime]):
    """An aware moment, kept as UTC text « 2023-05-31T16:04:05.123Z »; naive values are refused."""

    impl = String(24)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What the program sees of it."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Aware datetime to text."""
        del dialect
        return None if value is None else instant_text(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401  (SQLAlchemy's)
        """Text to aware datetime in UTC."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


class Identifier(Uuid[UUID]):
    """A UUID, kept as 32 hex digits and read from them in half the time of ``UUID(digits)``.

    A list of ten thousand people holds twenty thousand of them.
    """

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], UUID | None]:
        """Digits to UUID, as unpickling makes one: nothing is checked of what we wrote."""
        del dialect, coltype
        new, put, safe = UUID.__new__, object.__setattr__, SafeUUID.unknown

        def read(digits: str | None) -> UUID | None:
            if digits is None:
                return None
            identifier = new(UUID)
            put(identifier, "int", int(digits, 16))
            put(identifier, "is_safe", safe)
            return identifier

        return read


def _by_value(enum: type[StrEnum]) -> Enum:
    return Enum(
        enum,
        native_enum=False,
        length=16,
        values_callable=lambda kind: [item.value for item in kind],
    )


_ENUMS: tuple[type[StrEnum], ...] = (
    Presence, Mode, Impact, ObjectiveState, AidOutcome, DocumentState, CopyState, SigningOutcome,
    Role, Weeks, ImmersionOutcome, DeliveryKind, DeliveryState,
)  # fmt: skip


class Base(DeclarativeBase):
    """The declarative base of every table."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Identifier(),
        datetime: Instant(),
        date: Date(),
        bytes: LargeBinary(),
        str: Text(),
        **{enum: _by_value(enum) for enum in _ENUMS},
    }


Key = Annotated[UUID, mapped_column(primary_key=True, default=new_id)]
"""A key made on the device."""
Word = Annotated[str, mapped_column(String(64))]
"""The key of a word of the action profile's lists (its label is the profile's)."""


class Versioned:
    """A row that people edit: its version is the base of the next change and guards against two."""

    version: Mapped[int]

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let SQLAlchemy refuse an update made on a version that is no longer the last."""
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]  # set by the mapper
