#!/bin/sh
# Installs the programs that a few tests open our files with (LibreOffice, Tesseract with Indonesian, Chromium), where this user
# may; else says what is left out.
set -u

install() { # what it is called, packages…
    name=$1
    shift
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing $name (once) …"
        apt-get update -q >/dev/null 2>&1
        DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1 && return 0
    fi
    echo "$name is not here and could not be installed: the tests that need it are left out." >&2
    echo "To include them: sudo apt-get install $*" >&2
}

command -v soffice >/dev/null 2>&1 || install LibreOffice libreoffice-writer libreoffice-calc
tesseract --list-langs 2>/dev/null | grep -qx ind ||
    install Tesseract tesseract-ocr tesseract-ocr-ind tesseract-ocr-eng tesseract-ocr-osd
command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || install Chromium chromium
exit 0
