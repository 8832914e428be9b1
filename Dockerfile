# syntax=docker/dockerfile:1

# The image answers from the reports inside it, or from those in the volume /data:
#
#   docker build -t wenju .
#   docker run --read-only --tmpfs /tmp -p 8000:8000 -v wenju-data:/data wenju
#
# A plain build takes pip's default torch, which brings GPU libraries of several GB that are not
# used here. With an index that holds CPU builds the image stays below 2 GB:
#
#   docker build --build-arg PIP_EXTRA_INDEX_URL=<index of CPU builds> -t wenju .

FROM python:3.11-slim-bookworm AS build
ARG PIP_EXTRA_INDEX_URL=""
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/wenju
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY index ./index
COPY service ./service
RUN /opt/wenju/bin/pip install .
# The encoder is made ready here, once, so that a start takes seconds and writes nothing.
RUN /opt/wenju/bin/wenju prepare --cache-dir /opt/wenju/cache

FROM python:3.11-slim-bookworm
ENV PATH=/opt/wenju/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HF_HUB_OFFLINE=1 \
    WENJU_CACHE_DIR=/opt/wenju/cache \
    WENJU_LIBRARY=/data/library \
    WENJU_REPORTS=/app/reports \
    WENJU_READER=/app/reader \
    WENJU_HOST=0.0.0.0 \
    WENJU_PORT=8000
WORKDIR /app
COPY --from=build /opt/wenju /opt/wenju
COPY data/reports /app/reports
COPY data/models/reader /app/reader
RUN install -d -o 65532 -g 65532 /data
USER 65532:65532
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
STOPSIGNAL SIGTERM
CMD ["wenju", "serve"]
