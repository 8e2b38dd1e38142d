"""What every evidence says of the machine that was signed on: its device, its clock."""

import platform

from sqlalchemy import Connection

from coachdesk.domain.clock_check import Reading, clock_doubt
from coachdesk.queries.standing import last_dates
from coachdesk.services.desk import Desk
from coachdesk.signing.evidence import SigningClock, SigningDevice
from coachdesk.system.outside_time import last_synchronised


def signing_device(desk: Desk) -> SigningDevice:
    """The device of ``desk``: its certificate, its system."""
    system = f"{platform.system()} {platform.release()}".strip()
    return SigningDevice(desk.identity.certificate.fingerprint, system)


def signing_clock(desk: Desk, link: Connection) -> SigningClock:
    """What is known of the clock now; a clock set back is noted, and stops nobody."""
    now = desk.clock.now()
    dates = last_dates(link)
    last = dates[0] if dates else None
    latest = max(dates, key=lambda dated: dated.wall, default=None)
    reading = Reading(now, desk.clock.monotonic_ms(), desk.clock.boot())
    doubt = clock_doubt(reading, last) or clock_doubt(reading, latest)
    heard = last_synchronised()
    return SigningClock(
        timezone=now.tzname() or "",
        offset=now.isoformat()[-6:],
        last_trusted=heard.isoformat() if heard else None,
        note=f"l’horloge {doubt}" if doubt else None,
    )
