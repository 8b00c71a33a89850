#!/bin/bash
# Installs Debian packages where a command is missing, if that can be done here: as root, with apt-get.
# Never fails: whether the command is there now is for the caller to see.
#
#   ci/provide.sh COMMAND PACKAGE...
set -uo pipefail

command=$1
shift
if ! command -v "$command" >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get -qq update && apt-get -qq install -y --no-install-recommends "$@"; } >/dev/null 2>&1
fi
exit 0
