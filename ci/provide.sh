#!/bin/bash
# Installs Debian packages where a command is missing, if that can be done here: as root, with apt-get.
# Never fails: whether the command is there now is for the caller to see.
#
#   ci/provide.sh COMMAND PACKAGE...
set -uo pipefail

command=$1
shift
command -v "$command" >/dev/null || "$(dirname "$0")/packages.sh" "$@"
exit 0
