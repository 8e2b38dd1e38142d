"""A year of *Ateliers et chantiers d'insertion*, made for its bilan.

« entretiens » are the interviews of each month of 2023 from the first; « . » is a month that was
not whole. « bilans » are the bilans d'étape, then that of the end of the contract.

            contract             entretiens              immersion      bilans      left for
    NDOYE   15/03/21 – 14/03/23  2 2 .                   06–10/12/21                moved
    ADAMI   01/02/22 – 31/03/23  2 2 1                   10–21/10/22    30/03       CDI
    BOUZID  01/03/22 – 30/06/23  2 2 1 2 0 2             06–17/02/23    29/06       CDD 8 months
    CHEVAL  02/05/22 – 15/09/23  2 2 2 2 2 2 1 0 .       05–09/06/23    14/09       CDD 4 months
    MARTEL  01/04/22 – 31/05/23  2 2 2 2 1               14–25/11/22    30/05       CDD 6 months
    HAMIDI  01/07/22 –           2 2 2 2 2 2 1 0 2 2 2 1 12–23/06/23    20/12 20/06
    DUMONT  01/09/22 – 31/08/23  2 2 2 2 2 2 2 2         13–24/03/23    30/08       training
    FLEURY  03/10/22 – 14/04/23  2 1 0 .                                            seeking
    GOMIS   01/12/22 – 15/02/23  0 .                                                long illness
    EKANI   02/01/23 – 30/06/23  . 2 2 2 1 1                            29/06       another SIAE
    JULIEN  02/01/23 – 29/12/23  . 2 2 2 2 2 1 1 1 1 1 . did not happen             dropout
    LOPEZ   01/06/23 –           (June) 2 2 0 2 2 2 2                   30/11
    IVANOV  01/10/23 –           (October) 2 2 2
    KEITA   was not taken on (10/10/23)

Hours of training: DUMONT 35, HAMIDI 14, LOPEZ 7. At three months, ADAMI works and BOUZID does too;
DUMONT trains; FLEURY could not be reached.
"""

from datetime import date

from coachdesk.domain.attendance import Presence
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.services.exits.recording import ExitTerms
from support.told_year import PRESENT, Someone, Stage

TODAY = date(2024, 1, 8)
STAGE, END, TRAINING = "stage_review", "end_review", "training"
_DAYS = (10, 20)


def _met(first: int, numbers: str) -> dict[date, Presence]:
    """So many interviews in each month of 2023 from ``first``: on the 10th, then on the 20th."""
    return {
        date(2023, first + rank, day): PRESENT
        for rank, number in enumerate(numbers.split())
        for day in _DAYS[: int(number)]
    }


def _job(left: date, detail: str, starts: date, ends: date | None = None) -> ExitTerms:
    return ExitTerms(
        left, "employment", detail, "Garage du Centre", job_starts_on=starts, job_ends_on=ends
    )


PEOPLE = (
    Someone(
        "NDOYE", "Nabou", "female", date(1982, 2, 18), date(2021, 3, 1), date(2021, 3, 15),
        _met(1, "2 2"),
        stages=(Stage(date(2021, 12, 6), date(2021, 12, 10)),),
        left=ExitTerms(date(2023, 3, 14), "move", dry_reason="Part à Lille"),
    ),
    Someone(
        "ADAMI", "Amina", "female", date(1984, 1, 5), date(2022, 1, 18), date(2022, 2, 1),
        _met(1, "2 2 1"), ((END, date(2023, 3, 30)),),
        stages=(Stage(date(2022, 10, 10), date(2022, 10, 21)),),
        left=_job(date(2023, 3, 31), "permanent", date(2023, 4, 3)),
        follow_ups=((3, date(2023, 7, 3), "employed"),),
    ),
    Someone(
        "BOUZID", "Bilal", "male", date(1990, 2, 6), date(2022, 2, 15), date(2022, 3, 1),
        _met(1, "2 2 1 2 0 2"), ((END, date(2023, 6, 29)),),
        stages=(Stage(date(2023, 2, 6), date(2023, 2, 17)),),
        left=_job(date(2023, 6, 30), "fixed_long", date(2023, 7, 1), date(2024, 2, 29)),
        follow_ups=((3, date(2023, 10, 2), "employed"),),
    ),
    Someone(
        "CHEVAL", "Chloé", "female", date(1999, 3, 7), date(2022, 4, 19), date(2022, 5, 2),
        _met(1, "2 2 2 2 2 2 1 0"), ((END, date(2023, 9, 14)),),
        stages=(Stage(date(2023, 6, 5), date(2023, 6, 9)),),
        left=_job(date(2023, 9, 15), "fixed_short", date(2023, 9, 18), date(2024, 1, 17)),
    ),
    Someone(
        "MARTEL", "Marc", "male", date(1971, 4, 8), date(2022, 3, 15), date(2022, 4, 1),
        _met(1, "2 2 2 2 1"), ((END, date(2023, 5, 30)),),
        stages=(Stage(date(2022, 11, 14), date(2022, 11, 25)),),
        left=_job(date(2023, 5, 31), "fixed_short", date(2023, 6, 1), date(2023, 11, 30)),
    ),
    Someone(
        "HAMIDI", "Hana", "female", date(1979, 5, 9), date(2022, 6, 14), date(2022, 7, 1),
        _met(1, "2 2 2 2 2 2 1 0 2 2 2 1"),
        (
            (STAGE, date(2022, 12, 20)), (STAGE, date(2023, 6, 20)),
            (TRAINING, date(2023, 4, 5), 14),
        ),
        stages=(Stage(date(2023, 6, 12), date(2023, 6, 23)),),
    ),
    Someone(
        "DUMONT", "Dany", "male", date(1995, 6, 10), date(2022, 8, 16), date(2022, 9, 1),
        _met(1, "2 2 2 2 2 2 2 2"),
        ((TRAINING, date(2023, 3, 3), 35), (END, date(2023, 8, 30))),
        stages=(Stage(date(2023, 3, 13), date(2023, 3, 24)),),
        left=ExitTerms(date(2023, 8, 31), "training", "qualifying", "AFPA"),
        follow_ups=((3, date(2023, 12, 1), "training"),),
    ),
    Someone(
        "FLEURY", "Fanny", "female", date(1967, 7, 11), date(2022, 9, 20), date(2022, 10, 3),
        _met(1, "2 1 0"),
        left=ExitTerms(date(2023, 4, 14), "unemployment", dry_reason="Contrat non renouvelé"),
        follow_ups=((3, date(2023, 7, 17), "unreachable"),),
    ),
    Someone(
        "GOMIS", "Gaël", "male", date(1988, 8, 12), date(2022, 11, 15), date(2022, 12, 1),
        left=ExitTerms(date(2023, 2, 15), "health", dry_reason="Arrêt long"),
    ),
    Someone(
        "EKANI", "Esther", "female", date(1993, 9, 13), date(2022, 12, 13), date(2023, 1, 2),
        _met(2, "2 2 2 1 1"), ((END, date(2023, 6, 29)),),
        left=ExitTerms(
            date(2023, 6, 30), "supported_work", "company", "Garage du Centre",
            job_starts_on=date(2023, 7, 3), job_ends_on=date(2024, 7, 2),
        ),
    ),
    Someone(
        "JULIEN", "Jules", "male", date(2000, 10, 14), date(2022, 12, 13), date(2023, 1, 2),
        _met(2, "2 2 2 2 2 1 1 1 1 1"),
        stages=(Stage(date(2023, 7, 3), date(2023, 7, 7), ImmersionOutcome.NOT_DONE),),
        left=ExitTerms(date(2023, 12, 29), "dropout", dry_reason="Ne vient plus au chantier"),
    ),
    Someone(
        "LOPEZ", "Lola", "female", date(1985, 11, 15), date(2023, 5, 16), date(2023, 6, 1),
        _met(6, "2 2 0 2 2 2 2"),
        ((TRAINING, date(2023, 10, 10), 7), (STAGE, date(2023, 11, 30))),
    ),
    Someone(
        "IVANOV", "Ivan", "male", date(1976, 12, 16), date(2023, 9, 19), date(2023, 10, 1),
        _met(10, "2 2 2"),
    ),
    Someone("KEITA", "Kadi", "female", date(1998, 1, 17), date(2023, 10, 10)),
)  # fmt: skip
