#!/usr/bin/env bash
# Starts a Slurm of its own on this machine's loopback, for the tests of arrays: munged, slurmctld and a slurmd for each node, without systemd.
# A further call starts only what is not running, so that a node whose slurmd was killed comes back. Takes root, and Debian's packages.
#   SLURM_BASE          its folder (default /tmp/retrain-slurm)
#   SLURM_NODES         nodes, all of them on this machine (default 2)
#   SLURM_CPUS          processors that each node claims to have (default 2)
#   SLURM_PORT          the first of its ports (default 27817)
#   SLURM_NODE_TIMEOUT  seconds after which a node that does not answer is lost (default 10)
# Afterwards: export SLURM_CONF=$SLURM_BASE/slurm.conf
set -euo pipefail
base="${SLURM_BASE:-/tmp/retrain-slurm}" nodes="${SLURM_NODES:-2}" cpus="${SLURM_CPUS:-2}" port="${SLURM_PORT:-27817}"
lost="${SLURM_NODE_TIMEOUT:-10}"
export SLURM_CONF="$base/slurm.conf"

# A process that ended stays as a zombie where nothing reaps it, and a signal still reaches it.
is_alive() {
  local pid
  [ -s "$1" ] && pid="$(cat "$1")" && [ -r "/proc/$pid/stat" ] && ! grep -q ') Z ' "/proc/$pid/stat"
}

# Daemons bind to what this name means (No…InAddrAny below). One that nothing resolves keeps all of Slurm waiting for minutes.
host="$(hostname -s)"
case "$(getent ahostsv4 "$host" | awk '{ print $1; exit }')" in
  127.*) ;;
  *)
    if [ "${SLURM_FIX_HOSTS:-0}" = 1 ]; then
      echo "127.0.0.1 $host" >> /etc/hosts
    else
      echo "slurm: '$host' is not a name of loopback; add '127.0.0.1 $host' to /etc/hosts, or set SLURM_FIX_HOSTS=1" >&2
      exit 1
    fi
    ;;
esac

mkdir -p "$base"/{state,log,run,spool}
chmod 755 "$base" "$base"/{state,log,run,spool}
# munged refuses a key that others can read.
[ -f "$base/munge.key" ] || (umask 077 && head -c 1024 /dev/urandom > "$base/munge.key")

names="n[0-$((nodes - 1))]" ports="[$((port + 1))-$((port + nodes))]"
[ "$nodes" != 1 ] || { names=n0 ports="$((port + 1))"; }
cat > "$SLURM_CONF" << END
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
# A task that is queued again waits until its old credential has expired: 120 s by default, and 5 s at least.
AuthInfo=socket=$base/run/munge.sock,cred_expire=5
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation=$base/state
SlurmdSpoolDir=$base/spool/%n
SlurmctldPidFile=$base/run/slurmctld.pid
SlurmdPidFile=$base/run/slurmd.%n.pid
SlurmctldLogFile=$base/log/slurmctld.log
SlurmdLogFile=$base/log/slurmd.%n.log
# Nothing that needs control groups, systemd or a database.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/filetxt
JobCompLoc=$base/log/jobcomp.txt
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
ReturnToService=2
JobRequeue=1
SlurmdTimeout=$lost
SlurmctldTimeout=10
MessageTimeout=10
InactiveLimit=0
KillWait=2
CompleteWait=0
MinJobAge=3600
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=2,sched_min_interval=0,bf_interval=1
MaxArraySize=10001
NodeName=$names NodeHostname=$host NodeAddr=127.0.0.1 Port=$ports CPUs=$cpus RealMemory=1000 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
# slurmd looks for control groups even if nothing uses them, and does not start where it finds none.
echo 'CgroupPlugin=cgroup/v1' > "$base/cgroup.conf"

is_alive "$base/run/munged.pid" || {
  rm -f "$base"/run/munge.sock*
  munged --socket="$base/run/munge.sock" --key-file="$base/munge.key" --pid-file="$base/run/munged.pid" \
    --seed-file="$base/run/munged.seed" --log-file="$base/log/munged.log" --num-threads=2
}
is_alive "$base/run/slurmctld.pid" || slurmctld
for ((node = 0; node < nodes; node++)); do
  is_alive "$base/run/slurmd.n$node.pid" || {
    mkdir -p "$base/spool/n$node"
    slurmd -N "n$node"
  }
done

ready() {
  [ "$(timeout 10 sinfo -h -N -t idle,alloc,mix -o '%N' 2> /dev/null | sort -u | wc -l)" = "$nodes" ]
}
for ((end = SECONDS + 90; SECONDS < end;)); do
  ! ready || { echo "slurm: $nodes nodes, SLURM_CONF=$SLURM_CONF"; exit 0; }
  sleep 0.2
done
echo "slurm: its nodes are not ready" >&2
sinfo >&2 || true
tail -n 20 "$base"/log/*.log >&2
exit 1
