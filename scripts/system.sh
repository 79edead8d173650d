#!/bin/sh
# Installs LibreOffice, which a few tests open our files with, where this user may; else says what is left out.
set -u
command -v soffice >/dev/null 2>&1 && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing LibreOffice (once) …"
    apt-get update -q >/dev/null 2>&1
    if DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        libreoffice-writer libreoffice-calc >/dev/null 2>&1; then
        exit 0
    fi
fi
echo "LibreOffice is not here and could not be installed: the tests that open the samples with it are left out." >&2
echo "To include them: sudo apt-get install libreoffice-writer libreoffice-calc" >&2
exit 0
