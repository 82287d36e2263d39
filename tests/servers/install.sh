#!/bin/sh
# Installs from apt what the tests start as real servers; says what is missing where it may not.
set -eu
cd "$(dirname "$0")"
missing=""
for package in $(grep -v '^#' apt-packages.txt); do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo"
else
    echo "The tests need these packages; as root: apt-get install$missing" >&2
    exit 1
fi
echo "Installing for the tests:$missing"
# shellcheck disable=SC2086  # a list of names
{
    $as_root apt-get -qq update
    DEBIAN_FRONTEND=noninteractive $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install -y --no-install-recommends $missing >/dev/null
}
