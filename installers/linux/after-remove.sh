#!/bin/sh
# Only what after-install put there. On an upgrade (deb `upgrade`, rpm 1) the new program needs it. Data and policy stay.
set -eu
case "${1-}" in upgrade | 1) exit 0 ;; esac
root="${DPKG_ROOT:-}"
rm -f "$root/usr/bin/${executable}"
if [ -z "$root" ] && [ -f "/etc/apparmor.d/${executable}" ]; then
  apparmor_parser --remove "/etc/apparmor.d/${executable}" >/dev/null 2>&1 || true
  rm -f "/etc/apparmor.d/${executable}"
fi
