"""A closed month whose small envoi is a real one: it can be stamped, sent and verified."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from coachdesk.core.ids import new_id
from coachdesk.models import Closing, Package
from coachdesk.services.desk import Desk
from coachdesk.services.outbox.queueing import queue_package
from coachdesk.sync.package import PackageContent, Paper, build_package
from support.signed_papers import heading, identity

MAY = date(2023, 5, 1)


def closed(desk: Desk, month: date = MAY, revision: int = 1) -> UUID:
    """A month closed, its envoi queued for whom takes months; gives the package."""
    action = desk.actions[0]
    with desk.store.write() as uow:
        closing = Closing(
            id=new_id(), action_id=action.id, month=month, revision=revision, closed_at=uow.now,
            figures="{}", gaps="[]",
        )  # fmt: skip
        uow.session.add(closing)
        uow.session.flush()
        about = replace(heading(revision), package=new_id(), month=month)
        papers = (Paper("tableau-de-suivi.csv", b"n;nom\r\n", None, 0),)
        built = build_package(PackageContent(about, papers), identity())
        package = Package(
            id=about.package, closing_id=closing.id, filename=built.filename,
            sha256=built.sha256, data=built.data,
        )  # fmt: skip
        uow.session.add(package)
        uow.session.flush()
        queue_package(uow, action, package)
        uow.commit()
        return package.id
