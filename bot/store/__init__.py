"""Where answers are kept: SQLAlchemy Core over SQLite by default, PostgreSQL by address."""
