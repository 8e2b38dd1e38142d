"""The bakery where immersions are, and its hours."""

from coachdesk.domain.week_hours import WeekHours
from coachdesk.services.immersions import CompanyFacts

SEVEN_HOURS = ((540, 720), (780, 1020))
WEEK = WeekHours((SEVEN_HOURS,) * 5 + ((), ()))
BAKERY = CompanyFacts(
    "732 829 320 00074", "Boulangerie Petit", "3 place Verte, 80600 Doullens", "Boulangerie",
    "Boulangerie artisanale", "Paul PETIT, gérant",
)  # fmt: skip
