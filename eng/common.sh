# What every command of ./build shares: where things are, how to speak, how to call dotnet.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
logs=$root/artifacts/logs
mkdir -p "$logs"

# No compiler or build node stays behind when a command ends.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false UseRazorBuildServer=false DOTNET_CLI_USE_MSBUILD_SERVER=0
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

# One line per argument.
note() { printf '%s\n' "$@" >&2; }

fail() {
    note "$@"
    exit 1
}

# The output of a step matters only when the step fails.
logged() {
    local log=$logs/$1.log
    shift
    if ! "$@" </dev/null >"$log" 2>&1 9>&-; then
        cat "$log" >&2
        note "" "This failed: $*" "Its output is kept in $log"
        return 1
    fi
}

# Two builds would write into the same artifacts; the second waits. The lock ends with the shell that took it.
take_build_lock() {
    exec 9>"$root/artifacts/build.lock"
    flock --nonblock 9 || {
        note "Waiting for another build to end…"
        flock 9
    }
}

require_dotnet() {
    command -v dotnet >/dev/null || fail "Athanor is built with the .NET SDK 10, and there is no 'dotnet' on PATH." \
        "Install it as https://learn.microsoft.com/dotnet/core/install/linux describes, then try again."
    (cd "$root" && dotnet --version >/dev/null 2>&1) || fail "Athanor is built with the .NET SDK 10, and 'dotnet' here is another one:" \
        "$(dotnet --list-sdks)" "Install it as https://learn.microsoft.com/dotnet/core/install/linux describes, then try again."
}

require_sqlite() {
    has_sqlite || {
        source "$root/eng/debian.sh"
        install_packages libsqlite3-0
        has_sqlite
    } || fail "Athanor needs libsqlite3.so.0. On Debian and Ubuntu: apt-get install libsqlite3-0"
}

has_sqlite() { has_library libsqlite3.so.0; }

has_library() { [[ $(PATH=$PATH:/usr/sbin:/sbin ldconfig -p) == *"$1"* ]]; }
