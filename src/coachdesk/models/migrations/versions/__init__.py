"""The revisions. None imports the tables of today: each must do tomorrow what it did first."""
