#!/bin/sh
# Sees to it that there is a Node from 22 on, with its npm: the machine's own, or else one from
# PyPI inside the virtual environment. The argument is the command that installs Python packages.
if node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 22 ? 1 : 0)' 2>/dev/null \
    && npm --version >/dev/null 2>&1; then
    exit 0
fi
echo "Installing Node into the virtual environment"
exec $1 -r requirements-node.txt
