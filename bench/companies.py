"""The list of 10,000 companies and the page of one, with 30,000 contacts in the log.

A letter is measured from the keystroke to the rows painted. The floors are the cheapest that Python
could do: a substring sought in as many strings, one SELECT of names without objects.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from big_people import PLACES, TODAY
from big_store import BenchClock
from coachdesk.app import make_application
from coachdesk.core.ids import new_id
from coachdesk.models import Company, CompanyTrade, Prospecting
from coachdesk.queries.companies import company_lines
from coachdesk.queries.listing import rows
from coachdesk.queries.prospecting import call_backs
from coachdesk.services.companies.company_list import CompanyFacet, Relation, company_list
from coachdesk.services.companies.likely import likely_same
from coachdesk.services.companies.view import company_view
from coachdesk.services.desk import Desk
from coachdesk.services.setup import create_desk
from coachdesk.services.trades import trades, trades_found
from coachdesk.ui.screens.companies.view import CompaniesScreen
from measure import Row, best_of, now, percentile_95, show
from page import page_on

COMPANIES, CONTACTS = 10_000, 30_000
RUNS = 5
MOST_MS = 16
KINDS = ("Boulangerie", "Garage", "EHPAD", "Ferme", "Brasserie", "Transports", "Coiffure")
OWNERS = ("Martin", "Lefèvre", "Duval", "Petit", "Leroy", "Dubois", "Carpentier", "Hénin")
TYPED = ("b", "boul", "boulangerie lef", "airaines", "73", "coiff", "zzzz", "martin poix")


@contextmanager
def filled_desk() -> Iterator[Desk]:
    """A new desk with as many companies."""
    with TemporaryDirectory() as folder:
        made = create_desk(
            Path(folder) / "store",
            "ruisseau lampe violon",
            profile="coaching-emploi",
            coach_name="Odile Vasseur",
            clock=BenchClock(),
        )
        fill(made.desk)
        yield made.desk
        made.desk.close()


def fill(desk: Desk) -> None:
    """The same companies and contacts at each run."""
    chance, action = Random(7), desk.actions[0]
    codes = [trade.code for trade in trades()]
    with desk.store.write() as uow:
        ids = [new_id() for _ in range(COMPANIES)]
        uow.session.add_all(
            Company(
                id=key,
                siret=f"{10_000_000_000_000 + 7 * number}",
                name=f"{chance.choice(KINDS)} {chance.choice(OWNERS)} {number}",
                address=f"{number} rue du Bourg, 80{number % 900:03} {chance.choice(PLACES)}",
                cut_over=False,
            )
            for number, key in enumerate(ids)
        )
        uow.session.flush()
        uow.session.add_all(
            CompanyTrade(id=new_id(), company_id=key, rome=code)
            for key in ids
            for code in chance.sample(codes, 2)
        )
        uow.session.add_all(
            Prospecting(
                id=new_id(),
                company_id=chance.choice(ids),
                action_id=action.id,
                done_on=day,
                kind="call",
                call_back_on=day + timedelta(days=chance.randrange(7, 60)) if number % 3 else None,
            )
            for number in range(CONTACTS)
            for day in [TODAY - timedelta(days=chance.randrange(900))]
        )
        uow.commit()


def measured(desk: Desk) -> list[Row]:
    """Every measure."""
    action = desk.actions[0]
    screen = page_on(desk, CompaniesScreen)
    companies = screen.companies.read()
    one = companies.rows[COMPANIES // 2]
    floor = best_of(RUNS, lambda: [at for at, text in enumerate(companies.texts) if "ma" in text])
    bare = best_of(RUNS, lambda: bare_names(desk))
    lines = desk.read(company_lines)

    def choose() -> None:
        for chosen in ({CompanyFacet.RELATION: frozenset((Relation.PROSPECT.value,))}, {}):
            screen.narrow("", chosen)
            screen.table.viewport().repaint()

    def page() -> None:
        desk.read(lambda link: company_view(link, action, TODAY, one.id, companies))

    letters = percentile_95([letter(screen, text) for text in TYPED])
    due = call_backs(action.id, TODAY - timedelta(days=366), TODAY)
    return [
        Row("companies: a letter typed, painted (95 %)", letters,
            floor, at_most=MOST_MS / 1000),
        Row("companies: a filter chosen, painted", best_of(RUNS, choose) / 2, floor,
            at_most=MOST_MS / 1000),
        Row("companies: coming back, nothing changed", best_of(RUNS, screen.refresh), floor,
            at_most=MOST_MS / 1000),
        Row("companies: read beside the window", best_of(RUNS, lambda: desk.read(company_lines)),
            bare, 40),
        Row("companies: haystacks and cells made, beside",
            best_of(RUNS, lambda: company_list(lines, TODAY)), bare, 60),
        Row("company: its page read, those alike sought", best_of(RUNS, page), bare, 20),
        Row("company: a name compared with all the others",
            best_of(RUNS, lambda: likely_same("Boulangerie Lefevre", None, lines)), bare, 20),
        Row("call-backs due", best_of(RUNS, lambda: desk.read(lambda link: rows(link, due))),
            bare, 12),
        Row("trades: a letter answered",
            max(answered(text) for text in ("a", "vente", "maconnerie")),
            floor, at_most=0.005),
    ]  # fmt: skip


def answered(typed: str) -> float:
    """How long the trades meant by ``typed`` take."""
    return best_of(RUNS, lambda: trades_found(typed, 12))


def letter(screen: CompaniesScreen, text: str) -> float:
    """From a keystroke to the rows painted, of the run least disturbed."""
    taken = []
    for _ in range(RUNS):
        screen.search.setText(text[:-1])
        screen.table.viewport().repaint()
        began = now()
        screen.search.setText(text)
        screen.table.viewport().repaint()
        taken.append(now() - began)
    return min(taken)


def bare_names(desk: Desk) -> None:
    with desk.store.read() as link:
        link.exec_driver_sql("SELECT id, siret, name, address FROM company").fetchall()


def main() -> None:
    application = make_application([])
    with filled_desk() as desk:
        show(measured(desk))
    del application


if __name__ == "__main__":
    main()
