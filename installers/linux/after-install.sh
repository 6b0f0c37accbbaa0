#!/bin/sh
# After the files are there: the command on the PATH, and what the sandbox needs. DPKG_ROOT is set where dpkg installs
# into another root folder without entering it.
set -eu
root="${DPKG_ROOT:-}"
folder="$root/opt/${sanitizedProductName}"

mkdir -p "$root/usr/bin"
ln -sfn "../../opt/${sanitizedProductName}/bin/${executable}" "$root/usr/bin/${executable}"

# Chromium prefers user namespaces; where the kernel has none, its own helper must belong to root with mode 4755.
if [ -L /proc/self/ns/user ] && unshare --user true 2>/dev/null; then
  chmod 0755 "$folder/chrome-sandbox"
else
  chmod 4755 "$folder/chrome-sandbox"
fi

# Where AppArmor restricts user namespaces (Ubuntu 24.04 and later) the program is named to it.
if [ -z "$root" ] && apparmor_status --enabled >/dev/null 2>&1 &&
  apparmor_parser --skip-kernel-load --debug "$folder/resources/apparmor-profile" >/dev/null 2>&1; then
  cp -f "$folder/resources/apparmor-profile" "/etc/apparmor.d/${executable}"
  apparmor_parser --replace --write-cache --skip-read-cache "/etc/apparmor.d/${executable}" || true
fi

if [ -z "$root" ]; then
  update-desktop-database /usr/share/applications >/dev/null 2>&1 || true
fi
