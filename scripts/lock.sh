#!/usr/bin/env bash
# Renew the locks: every package with its exact version and hashes, for every Python and system that
# we support. The locks do not say where packages come from: each machine is configured for that.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv pip compile "$@" --quiet \
        --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
}

compile pyproject.toml "$@" --output-file requirements/run.txt
# The tests use the same versions as the app.
compile pyproject.toml "$@" --group dev --constraint requirements/run.txt --output-file requirements/dev.txt
# PyTorch is half a gigabyte, and several with its Linux dependencies, so it has its own lock.
compile "$@" --group torch --constraint requirements/run.txt --output-file requirements/torch.txt
