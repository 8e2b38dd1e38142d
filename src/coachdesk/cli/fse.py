"""``esf``: the FSE+ of a year, its incomplete records, the file for the funder's platform."""

import argparse
from datetime import date

from sqlalchemy import Connection

from coachdesk.cli import text
from coachdesk.cli.asking import open_desk_of, parse_year
from coachdesk.cli.outcome import DONE
from coachdesk.core.clock import today
from coachdesk.core.french import NBSP, plural, short_date
from coachdesk.domain.periods import year_of
from coachdesk.services.figures import require_year
from coachdesk.services.fse.content import (
    FseContent,
    as_json,
    fse_content,
    missing_rows,
    period_words,
)
from coachdesk.services.fse.export import export_fse
from coachdesk.services.fse.report import (
    completeness_words,
    correction_source,
    fse_report,
)


def esf(options: argparse.Namespace) -> int:
    """``esf``: indicators and incomplete records of a year; to files where they are named."""
    year = parse_year(options.year)
    with open_desk_of(options) as desk:
        action = desk.action(options.action)
        day = today(desk.clock)

        def read(connection: Connection) -> FseContent:
            require_year(connection, action.id, year, day)
            return fse_content(connection, fse_report(connection, action, year_of(year), day))

        content = desk.read(read)
        for target in filter(None, (options.xlsx, options.csv)):
            number = export_fse(desk, content, target)
            if not options.json:
                print(f"{plural(number, 'participant')}{NBSP}: {target}")
    if options.json:
        text.print_json(as_json(content))
    elif not (options.xlsx or options.csv):
        _print(content)
    return DONE


def _print(content: FseContent) -> None:
    report = content.report
    print(f"{report.action.profile.texts.operation}, FSE+ {period_words(report)}")
    for row in report.rows:
        genders = ", ".join(
            f"{words} {row.number(column)}"
            for column, words in (
                ("woman", "femmes"),
                ("man", "hommes"),
                ("non_binary", "non binaires"),
                ("untold", "genre non renseigné"),
            )
            if row.number(column)
        )
        said = f" ({genders})" if genders else ""
        print(f"{row.indicator.code} {row.indicator.written}{NBSP}: {row.number('total')}{said}")
    print(completeness_words(report.completeness))
    print(correction_source())
    for missing in missing_rows(report):
        when = "" if missing["dans_les_delais"] == "oui" else ", hors délai"
        due = missing["avant_le"]
        assert isinstance(due, date)
        print(
            f"  {missing['numero']} {missing['nom']} {missing['prenom']}, "
            f"{str(missing['moment']).lower()}{NBSP}: {missing['manque']} "
            f"(avant le {short_date(due)}{when})"
        )
