#!/usr/bin/env bash
# Install Debian or Ubuntu packages, or say in one sentence what a person has to install.
set -euo pipefail

please_install() {
    echo "Please install $* (on Debian or Ubuntu: sudo apt-get install $*), then run make again." >&2
    exit 1
}

command -v apt-get >/dev/null || please_install "$@"
if [ "$(id -u)" -eq 0 ]; then
    as_root=(env)
elif sudo -n true 2>/dev/null; then
    as_root=(sudo -n env)
else
    please_install "$@"
fi

apt() {
    "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 "$@" </dev/null
}

echo "Installing $* with apt-get"
# An unreachable source does not matter if another one has the packages.
apt update || true
apt install -y --no-install-recommends "$@" >/dev/null || please_install "$@"
