#!/bin/sh
# Known faults of the packages. What a registry does not answer is said and is no failure: where it
# answers, a fault is one.
status=0
python=${PYTHON:-.venv/bin/python}
said=$(mktemp)
trap 'rm -f "$said"' EXIT

# An environment of its own: what audits is no part of what is audited.
tool=.venv/.audit
[ -x $tool/bin/pip-audit ] || { $python -m venv $tool && $tool/bin/pip install -q pip-audit==2.10.1; } >"$said" 2>&1
if [ -x $tool/bin/pip-audit ]; then
    for file in requirements.txt requirements-dev.txt requirements-node.txt; do
        if $tool/bin/pip-audit --progress-spinner=off --disable-pip --require-hashes -r $file >"$said" 2>&1; then
            echo "$file: no known fault"
        elif grep -q "known vulnerabilit" "$said"; then
            cat "$said"
            status=1
        else
            echo "$file: not asked, $(tail -1 "$said" | cut -c -120)"
        fi
    done
else
    echo "Python's packages: not asked, pip-audit cannot be had"
fi

if npm --prefix pwa audit --audit-level=moderate >"$said" 2>&1; then
    echo "pwa: no known fault"
elif grep -q "severity" "$said"; then
    cat "$said"
    status=1
else
    echo "pwa: not asked, $(grep -m1 error "$said" | cut -c -120)"
fi
exit $status
