#!/bin/bash
# Runs a step of CI, and says which and how long it took. It has no part in the count of jobs of the make that runs it, which
# cargo and another make would ask for.
#
#   ci/step.sh COMMAND...
set -euo pipefail

unset MAKEFLAGS MFLAGS
echo "==== $*"
"$@"
echo "==== $*: $SECONDS s"
