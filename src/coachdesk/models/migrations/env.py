"""Alembic's entry: run in the connection that ``store.migrate`` hands over, in its transaction."""

from alembic import context

from coachdesk.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
