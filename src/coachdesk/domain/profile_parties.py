"""Who else is a party to the papers of immersions, as a profile may name it."""

from coachdesk.domain.profile import ImmersionPrescriber
from coachdesk.domain.profile_table import Table


def immersion_prescriber(root: Table) -> ImmersionPrescriber | None:
    """Who prescribes the immersions."""
    if not root.has("immersion_prescriber"):
        return None
    table = root.table("immersion_prescriber")
    contact = table.text_or_none("contact") or ""
    found = ImmersionPrescriber(table.text("name"), table.text("address"), contact)
    table.done()
    return found
