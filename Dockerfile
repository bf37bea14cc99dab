# The bot alone, from the lock, run by a user who owns nothing but the database's folder. Settings come from the
# environment; `compose.yaml` runs two of these on one PostgreSQL.
FROM python:3.13-slim
WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY bot bot
COPY cogs cogs
RUN useradd --create-home rvu && install --directory --owner=rvu --mode=700 /data
USER rvu
VOLUME /data
ENV DATABASE_URL=sqlite+aiosqlite:////data/rvu.db
CMD ["python", "-m", "bot", "run"]
