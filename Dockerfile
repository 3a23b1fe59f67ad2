# Hamkori in a container: the program and its locked dependencies, nothing else.
# The authors have built it on a base of Debian's own packages (`python -m tests.image`), having no registry to take
# the base image and its digest from. Operators should pin it: python:3.13-slim-trixie@sha256:… as `docker buildx
# imagetools inspect python:3.13-slim-trixie` shows it, in both stages.

FROM python:3.13-slim-trixie AS build
WORKDIR /app
COPY requirements.lock ./
RUN python -m venv /venv \
    && /venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
       --only-binary :all: --require-hashes -r requirements.lock
COPY pyproject.toml ./
COPY content ./content
COPY db ./db
COPY bot ./bot
# Readable for the user below, whatever umask the checkout was made with.
RUN chmod -R a+rX . && /venv/bin/python -m compileall -q content db bot

FROM python:3.13-slim-trixie
RUN groupadd --gid 10001 hamkori \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent hamkori \
    && install -d -o 10001 -g 10001 -m 0700 /data
COPY --from=build /venv /venv
COPY --from=build /app /app
# A relative path in DATABASE_URL (data/…, the default outside containers) must land on the volume too.
RUN ln -s /data /app/data
WORKDIR /app
# SQLITE_TMPDIR: a migration sorts big tables on the volume; /tmp is memory here.
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SQLITE_TMPDIR=/data \
    DATABASE_URL=sqlite+aiosqlite:////data/hamkori.db
VOLUME /data
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-m", "bot.operations.alive"]
CMD ["python", "-m", "bot"]
