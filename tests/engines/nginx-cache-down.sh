#!/usr/bin/env bash
# Ends the nginx that nginx-cache-up.sh started, and removes its folder.
set -euo pipefail
base="${RETRAIN_TEST_ENGINES_DIR:-/tmp/retrain-test-engines}/nginx-cache"
live() { [ -r "/proc/$1/stat" ] && ! grep -q ') Z ' "/proc/$1/stat" 2> /dev/null; }
if [ -s "$base/nginx.pid" ]; then
  pid=$(cat "$base/nginx.pid")
  kill -TERM "$pid" 2> /dev/null || true
  for ((i = 0; i < 100; i++)); do
    if ! live "$pid"; then
      break
    fi
    sleep 0.1
  done
fi
rm -rf "$base"
