# System libraries on Debian and Ubuntu: what is missing is installed, the rest is left alone.
# Found with ldd on the Qt files this program loads: offscreen, xcb and wayland.

# Alternatives (a|b) are one library under the names of different releases.
LIBRARIES_RUN="
    libegl1 libgl1 libopengl0 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1
    libfreetype6 libglib2.0-0|libglib2.0-0t64 libgssapi-krb5-2 libbrotli1 libzstd1
    libx11-6 libx11-xcb1 libxcb1 libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0
    libxcb-keysyms1 libxcb-randr0 libxcb-render0 libxcb-render-util0 libxcb-shape0 libxcb-shm0
    libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1
    libwayland-client0 libwayland-cursor0 libwayland-egl1
"
# Tests read PDFs back with pdftotext, start the real window on a virtual screen, drive the server's
# pages in a real browser, run its log on PostgreSQL and let a cluster of two fail over.
LIBRARIES_DEV="$LIBRARIES_RUN poppler-utils xvfb chromium chromium-driver postgresql
    patroni etcd-server"
# WeasyPrint, one of the benchmark's opponents, draws with Pango; PouchDB, another, runs in Node.
LIBRARIES_BENCH="$LIBRARIES_RUN poppler-utils libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
    postgresql"

installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

known() {
    apt-cache show --no-all-versions "$1" >/dev/null 2>&1
}

# Prints the wanted packages ("a" or "a|b") of which no name is installed.
missing_of() {
    local wanted name found
    for wanted in "$@"; do
        found=
        for name in ${wanted//|/ }; do
            if installed "$name"; then found=yes; fi
        done
        [ -n "$found" ] || printf '%s\n' "$wanted"
    done
}

# Prints, for each "a|b", the first name that this release knows.
names_here() {
    local wanted name
    for wanted in "$@"; do
        for name in ${wanted//|/ }; do
            if known "$name"; then break; fi
        done
        printf '%s\n' "$name"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        fail "These system packages are missing and only an administrator can install them:" $missing
    fi
}

need_packages() {
    command -v dpkg-query >/dev/null 2>&1 || return 0
    command -v apt-get >/dev/null 2>&1 || return 0
    missing=$(missing_of "$@")
    [ -n "$missing" ] || return 0
    say "Installing system packages:" $missing
    as_root apt-get update -qq -o Acquire::Retries=3
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        $(names_here $missing) >/dev/null ||
        fail "Installing these system packages failed, the lines above say why:" $missing
}
