#!/bin/sh
# Prints the path of a Python from 3.11 on; says what is missing where there is none.
# PYTHON=/path/to/python names one to try first.
for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
    path=$(command -v "$name") || continue
    if "$path" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "$path"
        exit 0
    fi
done
echo "Karmadex needs Python 3.11 or newer on the PATH (or PYTHON=/path/to/python make run)." >&2
exit 1
