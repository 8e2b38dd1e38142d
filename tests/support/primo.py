"""A year of *Primo professionnelle* and of *Primo sociale*, made for their bilans.

The same eleven people live it in both; where they go from there is what differs. « 1 », « 2 » and
« 3 » are the entretiens tripartites of the entry, of the stage and of the exit; « P », « E » and
« A » a presence, an excused absence and an unexcused one; « plan » is signed the day it bears.

            entered    1      2      3      meetings        plan    left
    LEROY   03/10/22   02/11  04/01  30/03  P (09/01)       30/03   31/03  training
    ALBERT  09/01      06/02  06/04  05/07  P P             05/07   07/07  job | another support
    BENALI  16/01      13/02  14/04  13/07  P               13/07   14/07  training
    COSTA   06/02      03/03  05/05  –      P E             –       04/08  another support
    DIALLO  20/02      17/03  –      –      P A A A         –       12/05  dropout
    ETIENNE 06/03      04/04  06/06  01/09  P A             01/09   05/09  no next step
    FARGE   03/04      02/05  –      –      P               –       15/06  moved
    GARCIA  02/05      30/05  02/08  30/10  P               draft   02/11  job | another support
    HAMON   04/09      02/10  04/12         P A A A
    IMBERT  02/10      –                    P A A
    JOLY    11/12      –                    P
    KONATE  did not want to come (05/12)

Follow-ups, those that were made: at three months LEROY (training), ALBERT (job | supported),
BENALI (training), COSTA (not reached), ETIENNE (seeking); at six, LEROY (job | training).
"""

from datetime import date

from coachdesk.services.exits.recording import ExitTerms
from support.told_year import ABSENT, EXCUSED, PRESENT, Paper, Someone

TODAY = date(2024, 1, 8)
START, MIDWAY, END = "tripartite_start", "tripartite_midway", "tripartite_end"


def _plan(day: date, *, signed: bool = True) -> Paper:
    answers = {"first_step": "S’inscrire à la formation", "first_day": day.isoformat()}
    return Paper("plan_action", day, answers, signed)


def _job(left: date, starts: date, ends: date | None = None) -> ExitTerms:
    detail = "permanent" if ends is None else "fixed_short"
    return ExitTerms(
        left, "employment", detail, "Garage du Centre", job_starts_on=starts, job_ends_on=ends
    )


def people(code: str) -> tuple[Someone, ...]:
    """They, in the action of that code."""
    social = code == "primo-sociale"
    measure = "rights" if social else "project"
    low, mid, high = ("unknown", "begun", "open") if social else ("none", "idea", "confirmed")
    albert, garcia = date(2023, 7, 7), date(2023, 11, 2)
    return (
        Someone(
            "LEROY", "Lina", "female", date(1990, 1, 5), date(2022, 9, 20), date(2022, 10, 3),
            {date(2023, 1, 9): PRESENT},
            ((START, date(2022, 11, 2)), (MIDWAY, date(2023, 1, 4)), (END, date(2023, 3, 30))),
            (_plan(date(2023, 3, 30)),),
            left=ExitTerms(date(2023, 3, 31), "training", "qualifying", "AFPA"),
            follow_ups=(
                (3, date(2023, 7, 3), "training"),
                (6, date(2023, 10, 2), "training" if social else "employed"),
            ),
        ),
        Someone(
            "ALBERT", "Anne", "female", date(1980, 2, 6), date(2023, 1, 2), date(2023, 1, 9),
            {date(2023, 1, 16): PRESENT, date(2023, 1, 23): PRESENT},
            ((START, date(2023, 2, 6)), (MIDWAY, date(2023, 4, 6)), (END, date(2023, 7, 5))),
            (_plan(date(2023, 7, 5)),),
            (
                (measure, low, date(2023, 1, 9)), (measure, high, date(2023, 7, 7)),
                ("autonomy", "helped", date(2023, 1, 9)), ("autonomy", "alone", date(2023, 7, 7)),
            ),
            left=ExitTerms(albert, "next_step", "socio_professional")
            if social
            else _job(albert, date(2023, 7, 10)),
            follow_ups=((3, date(2023, 10, 9), "supported" if social else "employed"),),
        ),
        Someone(
            "BENALI", "Brahim", "male", date(1975, 3, 7), date(2023, 1, 3), date(2023, 1, 16),
            {date(2023, 1, 23): PRESENT},
            ((START, date(2023, 2, 13)), (MIDWAY, date(2023, 4, 14)), (END, date(2023, 7, 13))),
            (_plan(date(2023, 7, 13)),),
            ((measure, mid, date(2023, 1, 16)), (measure, high, date(2023, 7, 14))),
            left=ExitTerms(date(2023, 7, 14), "training", "preparatory", "AFPA"),
            follow_ups=((3, date(2023, 10, 16), "training"),),
        ),
        Someone(
            "COSTA", "Clara", "female", date(1999, 4, 8), date(2023, 1, 24), date(2023, 2, 6),
            {date(2023, 2, 13): PRESENT, date(2023, 2, 20): EXCUSED},
            ((START, date(2023, 3, 3)), (MIDWAY, date(2023, 5, 5))),
            (),
            (
                (measure, mid, date(2023, 2, 6)), (measure, mid, date(2023, 8, 4)),
                ("autonomy", "none", date(2023, 2, 6)), ("autonomy", "none", date(2023, 8, 4)),
            ),
            left=ExitTerms(
                date(2023, 8, 4), "next_step", "care" if social else "professional"
            ),
            follow_ups=((3, date(2023, 11, 6), "unreachable"),),
        ),
        Someone(
            "DIALLO", "Demba", "male", date(2001, 5, 9), date(2023, 2, 7), date(2023, 2, 20),
            {
                date(2023, 2, 27): PRESENT, date(2023, 3, 20): ABSENT,
                date(2023, 3, 27): ABSENT, date(2023, 4, 3): ABSENT,
            },
            ((START, date(2023, 3, 17)),),
            left=ExitTerms(date(2023, 5, 12), "dropout", dry_reason="Ne vient plus"),
        ),
        Someone(
            "ETIENNE", "Emma", "female", date(1968, 6, 10), date(2023, 2, 21), date(2023, 3, 6),
            {date(2023, 3, 13): PRESENT, date(2023, 3, 20): ABSENT},
            ((START, date(2023, 4, 4)), (MIDWAY, date(2023, 6, 6)), (END, date(2023, 9, 1))),
            (_plan(date(2023, 9, 1)),),
            ((measure, mid, date(2023, 3, 6)), (measure, low, date(2023, 9, 5))),
            left=ExitTerms(
                date(2023, 9, 5), "end_of_support", dry_reason="Attend son déménagement"
            ),
            follow_ups=((3, date(2023, 12, 6), "seeking"),),
        ),
        Someone(
            "FARGE", "Fabien", "male", date(1985, 7, 11), date(2023, 3, 20), date(2023, 4, 3),
            {date(2023, 4, 11): PRESENT},
            ((START, date(2023, 5, 2)),),
            left=ExitTerms(date(2023, 6, 15), "move", dry_reason="Part à Lille"),
        ),
        Someone(
            "GARCIA", "Gina", "female", date(1993, 8, 12), date(2023, 4, 18), date(2023, 5, 2),
            {date(2023, 5, 9): PRESENT},
            ((START, date(2023, 5, 30)), (MIDWAY, date(2023, 8, 2)), (END, date(2023, 10, 30))),
            (_plan(date(2023, 10, 30), signed=False),),
            ((measure, low, date(2023, 5, 2)),),
            left=ExitTerms(garcia, "next_step", "primo_professional")
            if social
            else _job(garcia, date(2023, 11, 6), date(2024, 3, 5)),
        ),
        Someone(
            "HAMON", "Hugo", "male", date(1978, 9, 13), date(2023, 8, 22), date(2023, 9, 4),
            {
                date(2023, 9, 11): PRESENT, date(2023, 10, 9): ABSENT,
                date(2023, 10, 16): ABSENT, date(2023, 11, 6): ABSENT,
            },
            ((START, date(2023, 10, 2)), (MIDWAY, date(2023, 12, 4))),
        ),
        Someone(
            "IMBERT", "Inès", "female", date(1988, 10, 14), date(2023, 9, 19), date(2023, 10, 2),
            {
                date(2023, 10, 9): PRESENT, date(2023, 11, 13): ABSENT,
                date(2023, 11, 20): ABSENT,
            },
        ),
        Someone(
            "JOLY", "Jade", "female", date(2000, 11, 15), date(2023, 11, 28), date(2023, 12, 11),
            {date(2023, 12, 18): PRESENT},
        ),
        Someone("KONATE", "Karim", "male", date(1995, 12, 16), date(2023, 12, 5)),
    )  # fmt: skip
