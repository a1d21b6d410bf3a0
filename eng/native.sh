# The official binaries of others, as native/package-lock.json names them. Fetched again only when that file has changed.
fetch_native() {
    local fetched=$root/native/node_modules/.fetched-lock
    if cmp --silent "$root/native/package-lock.json" "$fetched"; then return; fi

    command -v node >/dev/null && command -v npm >/dev/null || fail "Athanor fetches native libraries by npm, and Node.js or npm is not on PATH." \
        "Install Node.js 20 or newer (on Debian and Ubuntu: apt-get install nodejs npm), then try again."
    logged npm-ci npm ci --prefix "$root/native" --ignore-scripts --no-audit --no-fund
    cp "$root/native/package-lock.json" "$fetched"
}
