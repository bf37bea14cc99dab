"""Alembic's scripts. `env.py` is run by alembic, `versions/` holds one file a revision."""
