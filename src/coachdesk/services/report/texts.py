"""What the coach writes in the parts of a bilan: kept from year to year, figures by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted, writable
from coachdesk.core.ids import new_id
from coachdesk.domain.report_names import filled
from coachdesk.models import ReportText
from coachdesk.queries.year_closings import last_year_closing, texts_until
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.report.anonymous import refuse_named
from coachdesk.services.report.counted import figures_named
from coachdesk.services.report.kept import KeptText, thawed


@dataclass(frozen=True, slots=True)
class PartText:
    """The text of one part, as it is typed."""

    part: str
    heading: str
    hint: str
    """What the profile asks her to write there."""
    text: str
    """With the names of figures in braces; empty for none."""
    carried_from: int | None = None
    """The year whose text is proposed, while none was written for this one."""
    after_closing: bool = False
    """Changed since the bilan was closed: it comes in when it is closed again."""

    @property
    def origin(self) -> str:
        """« repris de 2022 »; empty for a text of the year itself."""
        return "" if self.carried_from is None else f"repris de {self.carried_from}"


def bilan_texts(connection: Connection, action: ActionInfo, year: int) -> tuple[PartText, ...]:
    """The texts of the parts that have one or ask for one, in the order of the plan."""
    texts = texts_kept(connection, action.id, year)
    closed = last_year_closing(connection, action.id, year)
    at_closing = thawed(closed.figures).texts if closed else None
    return tuple(
        PartText(
            part=part.key,
            heading=part.heading,
            hint=part.hint,
            text=kept.text if kept else "",
            carried_from=kept.year if kept and kept.year != year else None,
            after_closing=at_closing is not None and at_closing.get(part.key) != kept,
        )
        for part in action.profile.report.parts
        for kept in (texts.get(part.key),)
        if part.hint or kept
    )


def texts_kept(connection: Connection, action_id: UUID, year: int) -> Mapping[str, KeptText]:
    """By part: that of the year, or the latest before; one emptied on purpose is none."""
    return {
        each.part: KeptText(each.text, each.year)
        for each in texts_until(connection, action_id, year)
        if each.text
    }


def write_text(desk: Desk, action: ActionInfo, year: int, part: str, text: str) -> None:
    """Keep the text of one part of the bilan; an empty one stays empty, nothing is carried over.

    Raises:
        UserError: the plan has no such part, the text names someone, or what is no figure.
    """
    plan = {each.key: each for each in action.profile.report.parts}
    if part not in plan:
        raise UserError("Cette partie n’est plus dans le bilan.", "Rouvrez la page du bilan.")
    text = _tidy(text)
    day = today(desk.clock)
    figures = desk.read(lambda link: figures_named(link, action, year, [text], day))
    desk.read(lambda link: refuse_named(link, [text]))
    wrong = filled(text, figures).wrong
    if wrong:
        raise UserError(*wrong[0])
    with act(desk, f"texte {quoted(plan[part].heading)} du bilan {year}") as uow:
        session = uow.session
        own = (ReportText.action_id == action.id, ReportText.year == year, ReportText.part == part)
        kept = session.scalars(select(ReportText).where(*own)).one_or_none()
        if kept is not None:
            kept.text = text
        else:
            session.add(
                ReportText(id=new_id(), action_id=action.id, year=year, part=part, text=text)
            )
        uow.commit()


def _tidy(text: str) -> str:
    """Without spaces at the ends of lines; paragraphs stay parted by one blank line."""
    lines = [line.rstrip() for line in map(writable, text.strip().splitlines())]
    kept = [line for at, line in enumerate(lines) if line or lines[at - 1]]
    return "\n".join(kept)
