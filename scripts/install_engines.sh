#!/usr/bin/env bash
# Make sure that there are Firefox and WebKit for the tests. Chromium has install_browser.sh.
set -euo pipefail
cd "$(dirname "$0")/.."

# Firefox speaks WebDriver BiDi itself. WebKit has a driver, which needs a screen.
missing=()
firefox-esr --version >/dev/null 2>&1 || firefox --version >/dev/null 2>&1 || missing+=(firefox-esr)
command -v WebKitWebDriver >/dev/null || missing+=(webkit2gtk-driver)
command -v Xvfb >/dev/null || missing+=(xvfb)

# One at a time: Ubuntu has the others, but no firefox-esr.
for package in "${missing[@]}"; do
    if ! scripts/apt_install.sh "$package"; then
        if [ -n "${CI:-}" ]; then exit 1; fi
        echo "The tests that need $package are skipped." >&2
    fi
done
