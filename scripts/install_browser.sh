#!/usr/bin/env bash
# Make sure that a headless Chromium starts (docs/dependencies.md explains the order of attempts).
set -euo pipefail
cd "$(dirname "$0")/.."

starts() {
    .venv/bin/python -m scripts.browser
}

from_debian() {
    # The browser does not depend on any fonts; STIX has the mathematics.
    scripts/apt_install.sh chromium-headless-shell fonts-liberation fonts-stix
}

from_playwright() {
    local with_deps=()
    if command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }; then
        with_deps=(--with-deps)
    fi
    # The time limit is for networks that silently drop the download.
    timeout 600 .venv/bin/playwright install "${with_deps[@]}" --only-shell chromium </dev/null
}

# Playwright brings its own Node, which needs a library that small systems lack.
if ! .venv/bin/playwright --version >/dev/null 2>&1; then scripts/apt_install.sh libatomic1; fi

if starts 2>/dev/null; then exit; fi

if grep -qx 'ID=debian' /etc/os-release 2>/dev/null; then
    sources=(from_debian from_playwright)
else
    sources=(from_playwright from_debian)
fi
for source in "${sources[@]}"; do
    if "$source" && starts; then exit; fi
done

echo "No headless Chromium starts here: please install Chromium, then run make again." >&2
exit 1
