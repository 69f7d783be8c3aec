#!/usr/bin/env bash
# Stops what slurm-up.sh started, by the ids that it wrote down, and removes its folder (SLURM_KEEP=1 keeps it).
base="${SLURM_BASE:-/tmp/retrain-slurm}"
export SLURM_CONF="$base/slurm.conf"
[ -d "$base" ] || exit 0

# A process that ended stays as a zombie where nothing reaps it, and a signal still reaches it.
is_alive() {
  [ -r "/proc/$1/stat" ] && ! grep -q ') Z ' "/proc/$1/stat" 2> /dev/null
}

stop() {
  local pid
  [ -s "$1" ] || return 0
  pid="$(cat "$1")"
  is_alive "$pid" || return 0
  kill "$pid" 2> /dev/null
  for ((i = 0; i < 50; i++)); do
    is_alive "$pid" || return 0
    sleep 0.1
  done
  kill -9 "$pid" 2> /dev/null
}

# The jobs first: what a slurmd leaves running has no other parent.
if [ -s "$base/run/slurmctld.pid" ] && is_alive "$(cat "$base/run/slurmctld.pid")"; then
  timeout 5 scancel -u "$(id -un)" 2> /dev/null
  for ((end = SECONDS + 5; SECONDS < end;)); do
    [ -n "$(timeout 2 squeue -h 2> /dev/null)" ] || break
    sleep 0.2
  done
fi
for file in "$base"/run/slurmd.*.pid; do
  stop "$file"
done
stop "$base/run/slurmctld.pid"
stop "$base/run/munged.pid"
[ "${SLURM_KEEP:-0}" = 1 ] || rm -rf "$base"
exit 0
