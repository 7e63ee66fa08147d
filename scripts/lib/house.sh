# Shared by every script: go to the project, know the environment, speak in sentences.
# Sourced, so that the working folder holds for the caller.
CALLER=$PWD
CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
ROOT=$PWD

VENV=${WORKSHOP_DESK_VENV:-$ROOT/.venv}
case $VENV in
/*) ;;
*) VENV=$CALLER/$VENV ;;
esac
export WORKSHOP_DESK_VENV=$VENV
PYTHON=$VENV/bin/python

say() { printf '%s\n' "$*"; }

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# A path as the caller meant it: relative to where the command was typed.
from_caller() {
    case $1 in
    /*) printf '%s\n' "$1" ;;
    *) printf '%s\n' "$CALLER/$1" ;;
    esac
}
