#!/bin/bash
# Installs Debian packages, if that can be done here: as root, with apt-get. Steps of CI run beside each other, and apt-get
# may only run once at a time: they wait for each other.
# Never fails: whether the packages are there now is for the caller to see.
#
#   ci/packages.sh PACKAGE...
set -uo pipefail

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    exec 9>"${TMPDIR:-/tmp}/libloss-packages.lock"
    flock 9
    { apt-get -qq update && apt-get -qq install -y --no-install-recommends "$@"; } >/dev/null 2>&1
fi
exit 0
