#!/usr/bin/env bash
# Make .venv with the first Python on this machine that is new enough.
set -euo pipefail
cd "$(dirname "$0")/.."

find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Backprop Explorer needs Python 3.11 or newer: please install it (python3 here is" \
        "$(python3 --version 2>/dev/null || echo missing))." >&2
    return 1
}

python=$(find_python)

# On Debian and Ubuntu, `python3 -m venv` needs a separate package.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    scripts/apt_install.sh "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
fi

echo "Making .venv with $("$python" --version)"
"$python" -m venv --clear .venv
