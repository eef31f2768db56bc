# Any Debian with python3, python3-pip and python3-venv will do as the base.
ARG BASE=python:3.13-slim-bookworm


FROM ${BASE} AS build

# The packages have their own layer, which is rebuilt only when the lock changes. The base's pip
# installs them, so the environment needs no pip.
COPY requirements/run.txt /tmp/run.txt
RUN python3 -m venv --without-pip /venv \
 && python3 -m pip --python /venv/bin/python install \
        --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/run.txt

WORKDIR /app
COPY core core
COPY app app
COPY static static
COPY templates templates
# Nothing is written at run time, so the bytecode is compiled here and never compared to its source.
RUN /venv/bin/python -m compileall -q --invalidation-mode unchecked-hash .


FROM ${BASE}

LABEL org.opencontainers.image.title="Backprop Explorer" \
      org.opencontainers.image.licenses="MIT"

ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PORT=8000 \
    WORKERS=1

COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER 10001:10001
EXPOSE 8000

# http.client, because urllib would use a proxy.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["python", "-c", \
    "import http.client, os; \
     server = http.client.HTTPConnection('127.0.0.1', int(os.environ['PORT']), timeout=2); \
     server.request('GET', '/healthz'); \
     assert server.getresponse().status == 200"]

# The shell fills in the variables, and exec replaces it, so that SIGTERM reaches Python.
CMD ["sh", "-c", "exec python -m app --host 0.0.0.0 --port \"$PORT\" --workers \"$WORKERS\""]
