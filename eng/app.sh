# The program that ./athanor and the tests start, and whether it is still the one these sources make. Needs $root.

# Every file that the program is made of, with size and time: an edit, a checkout, a new and a deleted file all change the list.
list_sources() (
    cd "$root"
    find src Directory.*.props global.json native/package-lock.json -type f -printf '%p %s %T@\n'
)

app_is_current() {
    [[ -r $root/artifacts/app/.sources && $(list_sources) == "$(<"$root/artifacts/app/.sources")" ]]
}

# The program looks for .NET in the standard folders only; where it is installed elsewhere, the one on PATH shows the way.
point_to_dotnet() {
    if [[ -z ${DOTNET_ROOT:-} && ! -e /etc/dotnet/install_location && ! -d /usr/share/dotnet && ! -d /usr/lib/dotnet ]]; then
        local dotnet
        dotnet=$(readlink -f "$(command -v dotnet)") && export DOTNET_ROOT=${dotnet%/*}
    fi
}
