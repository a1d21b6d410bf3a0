# Debian packages, for those who may install them.

can_install_packages() { [[ $EUID == 0 ]] && command -v apt-get >/dev/null; }

# Fails when a package could not be installed, or when this is not ours to do.
install_packages() {
    can_install_packages || return 1
    note "Installing $*…"
    (
        keep_services_stopped
        # The lists of packages may be missing or old.
        logged apt-get apt_install "$@" 2>/dev/null || {
            logged apt-get-update apt-get update -q && logged apt-get apt_install "$@"
        }
    )
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
}

# Debian asks this file whether an installed service may be started.
keep_services_stopped() {
    if [[ -e /usr/sbin/policy-rc.d ]]; then return; fi
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    install -m 755 /dev/stdin /usr/sbin/policy-rc.d <<<$'#!/bin/sh\nexit 101'
}
