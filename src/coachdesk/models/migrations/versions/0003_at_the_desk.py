"""At the desk: what was tried to reach someone absent, how long a démarche took."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns; SQLite adds a column that may be empty without rebuilding the table."""
    op.add_column("appointment", sa.Column("contact_attempts", sa.Text(), nullable=True))
    op.add_column("step", sa.Column("minutes", sa.Integer(), nullable=True))
