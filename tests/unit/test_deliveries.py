"""When a delivery is tried again, and what it may become."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coachdesk.domain.deliveries import LEADS_TO, STATE_WORDS, UNSENT, DeliveryState, next_try

NOW = datetime(2023, 6, 1, 9, 0, tzinfo=UTC)
chances = st.floats(0, 1)


@given(st.integers(1, 1000), chances)
def test_it_waits_longer_each_time_never_less_than_a_minute_nor_more_than_a_night(attempts, chance):
    wait = next_try(attempts, NOW, chance) - NOW
    assert timedelta(seconds=45) <= wait <= timedelta(hours=7, minutes=30)
    assert next_try(attempts + 1, NOW, chance) - NOW >= wait


@given(chances, chances)
def test_two_coaches_of_one_hall_do_not_collide(one, other):
    first, second = (next_try(3, NOW, chance) for chance in (one, other))
    assert (first < second) == (timedelta(seconds=120 * (one - other)) < timedelta())


def test_nothing_unsent_ends_but_by_arriving_or_by_a_decision():
    for state in UNSENT:
        assert LEADS_TO[state] - UNSENT <= {
            DeliveryState.HANDED_OVER, DeliveryState.CONFIRMED, DeliveryState.WITHDRAWN
        }  # fmt: skip
    assert DeliveryState.QUEUED not in LEADS_TO[DeliveryState.QUEUED]
    assert DeliveryState.SENDING not in LEADS_TO[DeliveryState.TO_CHECK], "never by itself"
    assert DeliveryState.SENDING not in LEADS_TO[DeliveryState.HANDED_OVER]


def test_what_was_taken_by_a_machine_is_never_called_received():
    assert "reçu" not in STATE_WORDS[DeliveryState.HANDED_OVER]
    assert len(set(STATE_WORDS.values())) == len(DeliveryState)
