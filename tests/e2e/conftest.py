"""A new desk on a real store, and the whole window on one in use."""

import shutil
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from coachdesk.core.errors import UserError
from coachdesk.services.desk import open_desk
from coachdesk.services.setup import create_desk
from support.clock import FixedClock
from support.command import PASSPHRASE
from support.control_story import control_story
from support.documents import make_dossier
from support.lived import TODAY, clock_at, lived_store
from support.recovering import make_all
from support.sample_desk import copied_desk, sample_store
from support.signing_desk import CLOCK
from support.stores import cheapen

GESTURES = Path(__file__).resolve().parents[2] / "docs" / "gestures.md"
JANUARY = datetime(2024, 1, 15, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def new_desk(tmp_path_factory):
    """The folder of a desk that was just made, to be copied, and its recovery key.

    Made once, and opened by that key: a passphrase takes its time, as it should.
    """
    folder = tmp_path_factory.mktemp("new") / "store"
    clock = FixedClock(datetime(2023, 6, 1, 9, 0, tzinfo=timezone(timedelta(hours=2))))
    made = create_desk(
        folder, "été à la mer", profile="coaching-emploi", coach_name=None, clock=clock
    )
    made.desk.close()
    return folder, made.recovery_key


@pytest.fixture
def desk(new_desk, tmp_path, fixed_clock):
    """Empty, on 1 June 2023."""
    folder, recovery_key = new_desk
    shutil.copytree(folder, tmp_path / "store")
    opened = open_desk(tmp_path / "store", recovery_key, clock=fixed_clock)
    yield opened
    opened.close()


@pytest.fixture
def dossier(desk):
    """Someone with a dossier on that desk."""
    return make_dossier(desk)


@pytest.fixture
def on(fixed_clock):
    """The clock of that desk put at nine on a day."""
    return lambda day: fixed_clock.set_wall(
        fixed_clock.now().replace(year=day.year, month=day.month, day=day.day)
    )


@pytest.fixture
def clock():
    """The hour of the signing desk, which a test may move."""
    return FixedClock(CLOCK.now())


@pytest.fixture(scope="session")
def bilan_sample(tmp_path_factory):
    """The store of the sample, to be copied."""
    folder = tmp_path_factory.mktemp("bilan") / "store"
    return sample_store(folder, FixedClock(JANUARY))


@pytest.fixture
def bilan_clock():
    """Mid-January 2024: the year of the sample is over."""
    return FixedClock(JANUARY)


@pytest.fixture
def bilan_desk(bilan_sample, tmp_path, bilan_clock):
    """The desk on a copy of it, its bilan to be made."""
    with copied_desk(bilan_sample, tmp_path / "store", bilan_clock) as opened:
        yield opened


@pytest.fixture(scope="session")
def controlled(tmp_path_factory):
    """A desk that a controller comes to, closed: its tests work on copies."""
    made = control_story(tmp_path_factory.mktemp("controle"))
    cheapen(made.directory, PASSPHRASE)
    return made


@pytest.fixture(scope="session")
def qapp_cls():
    """The application of the product: its font, its theme, its French."""
    from coachdesk.app import make_application  # only the tests of the window pay for Qt

    return make_application


@pytest.fixture(scope="session")
def lived(tmp_path_factory):
    """The folder of a desk in use, made once, and the key that opens it."""
    directory = tmp_path_factory.mktemp("lived") / "magasin"
    return directory, lived_store(directory)


@pytest.fixture
def window(qtbot, lived, tmp_path):
    """The window on a copy of it, unlocked, its day read."""
    from support.desk_window import desk_window

    directory, key = lived
    copy = Path(shutil.copytree(directory, tmp_path / "magasin"))
    with desk_window(copy, clock_at(TODAY), qtbot) as made:
        made.shell.unlock(key)
        made.until(lambda: made.shell.workspace is not None and made.space.today.lines)
        yield made


@pytest.fixture
def hands(window):
    """Those that count, on the window of the lived desk."""
    return window.hands


@pytest.fixture
def counted(counted_by, hands):
    """``counted_by`` the hands of the lived desk."""
    return lambda act, limit: counted_by(hands, act, limit)


@pytest.fixture
def counted_by(record_property):
    """Note the count of an act, and hold it to its limit and to the table of the docs."""

    def note(hands, act, limit):
        count = hands.count(act, limit)
        record_property("gestures", str(count))
        assert len(count.gestures) <= limit, count
        assert str(count) in GESTURES.read_text("utf-8"), f"docs/gestures.md lacks:\n{count}"

    return note


@pytest.fixture(scope="session")
def damageable(tmp_path_factory):
    """The stores to be damaged, made once."""
    return make_all(tmp_path_factory.mktemp("recover"))


@pytest.fixture
def everything(damageable, tmp_path):
    """A copy of those stores."""
    return shutil.copytree(damageable, tmp_path / "tout")


@pytest.fixture
def cut(everything):
    """The one of them that a power cut left, much of it in the WAL."""
    return everything / "coupure"


@pytest.fixture
def controlled_desk(controlled, tmp_path):
    """A copy of the desk of a control, open; a test may close it, or leave it damaged."""
    opened = controlled.opened(shutil.copytree(controlled.directory, tmp_path / "magasin"))
    yield opened
    with suppress(UserError):
        opened.close()
