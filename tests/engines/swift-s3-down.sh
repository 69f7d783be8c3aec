#!/usr/bin/env bash
# Ends what swift-s3-up.sh started, and removes its folder.
set -euo pipefail
base="${RETRAIN_TEST_ENGINES_DIR:-/tmp/retrain-test-engines}/swift-s3"
live() { [ -r "/proc/$1/stat" ] && ! grep -q ') Z ' "/proc/$1/stat" 2> /dev/null; }
for file in "$base"/run/*.pid; do
  [ -s "$file" ] || continue
  pid=$(cat "$file")
  live "$pid" || continue
  kill "$pid"
  for ((i = 0; i < 100; i++)); do
    if ! live "$pid"; then
      break
    fi
    sleep 0.1
  done
  if live "$pid"; then
    kill -9 "$pid"
  fi
done
rm -rf "$base"
