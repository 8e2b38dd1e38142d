"""The verdict on the timestamp of a package: of that one, at what moment, stated by whom."""

from collections.abc import Collection
from datetime import timedelta

from coachdesk.core.french import NBSP, moment
from coachdesk.signing.timestamp import BadTimestampError, Timestamp, read_timestamp
from coachdesk.sync.findings import Finding
from coachdesk.sync.report import Report, Status, make_report

_TOLERANCE = timedelta(minutes=5)
"""Two clocks that agree may differ by that."""
_WHO = (
    f"Rien ne dit qui est cette autorité{NBSP}: donnez le certificat qu’elle publie avec l’option "
    "--authority."
)


def stamp_report(
    name: str, answer: bytes, packages: Collection[Report], authority: str | None
) -> Report:
    """What is said of the timestamp ``answer``, found in the file ``name``.

    Args:
        name: of the file.
        answer: its bytes.
        packages: those that it may be of.
        authority: certificates (PEM) of the authority that is expected; None when none is known.
    """
    try:
        found = read_timestamp(answer)
        if authority is not None:
            found.require(authority)
    except BadTimestampError as error:
        return make_report(name, None, [Finding(name, str(error))], ())
    digest = found.digest.hex()
    package = next((each for each in packages if each.manifest_sha256 == digest), None)
    if package is None:
        other = Finding(name, "c’est l’horodatage d’un autre fichier")
        return make_report(name, None, [other], ())
    verdict = f"{_told(found)}{NBSP}: c’est l’horodatage de {package.name}"
    notes = [] if authority else [_WHO]
    return Report(
        name,
        Status.INTACT if authority else Status.SIGNER_UNKNOWN,
        verdict,
        None,
        package.heading,
        (),
        (*notes, *_late(found, package)),
    )


def stamp_note(name: str, answer: bytes, package: Report, authority: str | None) -> str:
    """What a package's report says of the timestamp that lies beside it."""
    report = stamp_report(name, answer, (package,), authority)
    if report.findings:
        return f"{name}, à côté, n’est pas son horodatage{NBSP}: {report.findings[0].message}."
    return ". ".join((report.verdict, *report.notes)).rstrip(".") + "."


def _told(found: Timestamp) -> str:
    return f"Horodaté le {moment(found.moment.astimezone())} par {found.authority}"


def _late(found: Timestamp, package: Report) -> tuple[str, ...]:
    """A timestamp is asked for after the package is made: an earlier one tells on a clock."""
    if package.heading is None or package.heading.created_at <= found.moment + _TOLERANCE:
        return ()
    made = moment(package.heading.created_at)
    late = f"l’envoi se dit fait le {made}, après son horodatage"
    return (f"Date à vérifier{NBSP}: {late}\u202f; l’horloge du poste avançait.",)
