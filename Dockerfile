# The bot alone, from the lock, run by a user who owns nothing but the database's folder. Nothing else is written to, so
# that the rest may be read-only. Settings come from the environment; `compose.yaml` runs two of these on one PostgreSQL.
FROM python:3.13-slim
WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY bot bot
COPY cogs cogs
# What Python compiles, and what the language makes of its words: a start reads both, and cannot write here.
RUN python -m compileall -q bot cogs && python -m bot.warm
# By number, which is how an orchestrator tells that it is not root's.
RUN useradd --uid 10001 --no-create-home rvu && install --directory --owner=10001 --mode=700 /data
USER 10001
VOLUME /data
# Temporary files of SQLite, and matplotlib's list of fonts, beside the database.
ENV DATABASE_URL=sqlite+aiosqlite:////data/rvu.db
ENV TMPDIR=/data
ENV MPLCONFIGDIR=/data/matplotlib
ENV PYTHONDONTWRITEBYTECODE=1
ENV HEALTH_PORT=8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --start-interval=2s --retries=3 CMD ["python", "-m", "bot.app.healthcheck"]
CMD ["python", "-m", "bot", "run"]
