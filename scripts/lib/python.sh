# The virtual environment: the right Python, exactly the locked packages, this project itself.

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 && new_enough "$name"; then
            printf '%s\n' "$name"
            return
        fi
    done
    fail "Python 3.11 or newer is needed and was not found. On Debian 12 or newer: apt install python3 python3-venv"
}

# Debian ships Python without the part that makes virtual environments work.
need_ensurepip() {
    local version
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 && return
    version=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    need_packages "python$version-venv|python3-venv"
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        fail "This Python ($1, $version) cannot make virtual environments: install python$version-venv and try again."
}

make_venv() {
    local base
    if [ -x "$PYTHON" ] && new_enough "$PYTHON"; then return; fi
    base=$(find_python)
    need_ensurepip "$base"
    say "Making a virtual environment in $VENV with $("$base" --version)"
    "$base" -m venv --clear "$VENV"
}

# What an environment was filled from: when this text changes, it is filled again.
fingerprint() {
    "$PYTHON" --version
    say "$ROOT"
    cksum "requirements/$1.txt" pyproject.toml
}

fill_venv() {
    local stamp=$VENV/.filled-$1
    if [ "$(fingerprint "$1")" = "$(cat "$stamp" 2>/dev/null)" ]; then return; fi
    say "Installing the locked packages of requirements/$1.txt"
    "$PYTHON" -m pip install --quiet --disable-pip-version-check --require-hashes \
        --requirement "requirements/$1.txt"
    if [ "$1" != lock ]; then
        # The build backend warns about what an editable installation is; we know.
        PYTHONWARNINGS=ignore "$PYTHON" -m pip install --quiet --disable-pip-version-check --no-deps \
            --no-build-isolation --editable .
    fi
    fingerprint "$1" >"$stamp"
}
