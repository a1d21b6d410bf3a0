# The official binaries of others, as native/package-lock.json names them.
fetch_native() { fetch_by_npm native; }

# What the lock file of a folder names. Fetched again only when that file has changed.
fetch_by_npm() {
    local folder=$root/$1
    local fetched=$folder/node_modules/.fetched-lock
    if cmp --silent "$folder/package-lock.json" "$fetched"; then return; fi

    command -v node >/dev/null && command -v npm >/dev/null || fail "Athanor fetches native libraries by npm, and Node.js or npm is not on PATH." \
        "Install Node.js 20 or newer (on Debian and Ubuntu: apt-get install nodejs npm), then try again."
    logged npm-ci npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund
    cp "$folder/package-lock.json" "$fetched"
}
