#!/usr/bin/env bash
# Builds the wheel in an environment of its own and runs the small tests of the Python package; with
# --heavy the long ones too. What cannot be had is said aloud, and the rest goes on.
set -euo pipefail
cd "$(dirname "$0")/../.."
environment=target/python

skip() {
    echo "-- the Python package is not tested: $*"
    exit 0
}

python3 -c 'import sys, venv; sys.exit(sys.version_info < (3, 10))' || skip "no Python 3.10 with venv"
python3 -m venv "$environment" || skip "no environment can be made"
timeout 600 "$environment/bin/pip" install --quiet --disable-pip-version-check \
    --requirement tools/python/tests/requirements.txt || skip "PyPI cannot be had"
if ! command -v java >/dev/null; then
    timeout 300 apt-get install --yes --quiet openjdk-17-jre-headless >/dev/null 2>&1 ||
        echo "-- Spark is not tested: Java cannot be had"
fi
rm -rf target/wheels
# The same profile as that of the tests, so that most is built already.
"$environment/bin/maturin" build --profile dev --manifest-path tools/python/Cargo.toml --out target/wheels
"$environment/bin/pip" install --quiet --force-reinstall --no-deps target/wheels/cn_budget-*.whl
"$environment/bin/python" -m pytest --quiet tools/python/tests "$@"
