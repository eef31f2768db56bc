#!/usr/bin/env bash
# Renew the locks: every package, exact and with hashes, for every Python and system we run on,
# and no word about where the packages come from (that is each machine's own affair).
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv pip compile "$@" --quiet \
        --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
}

compile pyproject.toml "$@" --output-file requirements/run.txt
# The tests run on the very versions that the app runs on.
compile pyproject.toml "$@" --group dev --constraint requirements/run.txt --output-file requirements/dev.txt
# PyTorch is half a gigabyte, and several with what it needs on Linux: it has a lock of its own.
compile "$@" --group torch --constraint requirements/run.txt --output-file requirements/torch.txt
