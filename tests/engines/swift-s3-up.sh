#!/usr/bin/env bash
# Starts OpenStack's Swift with its S3 API: a server from Debian that verifies signatures. One replica on one device. Does nothing if it
# runs already. Its folder then has the address in http.url. Access key test:tester, secret testing, region us-east-1; no bucket yet.
set -euo pipefail
base="${RETRAIN_TEST_ENGINES_DIR:-/tmp/retrain-test-engines}/swift-s3"
port="${RETRAIN_TEST_SWIFT_PORT:-28890}"
up() { [ "$(curl -s -m 2 "http://127.0.0.1:$port/healthcheck" 2> /dev/null)" = OK ]; }
if up; then
  exit 0
fi

mkdir -p "$base"/{etc,run,log,cache,devices/d1}

# The one path that Swift has fixed.
mkdir -p /etc/swift
cat > /etc/swift/swift.conf << 'END'
[swift-hash]
swift_hash_path_suffix = test
swift_hash_path_prefix = test
[storage-policy:0]
name = Policy-0
default = yes
END

cd "$base/etc"
offset=1
for kind in object container account; do
  rm -f $kind.builder $kind.ring.gz
  swift-ring-builder $kind.builder create 6 1 0 > /dev/null
  swift-ring-builder $kind.builder add "r1z1-127.0.0.1:$((port + offset))/d1" 1 > /dev/null
  swift-ring-builder $kind.builder rebalance > /dev/null || [ $? = 1 ] # 1 is a warning
  cat > $kind.conf << END
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $((port + offset))
workers = 0
user = $(id -un)
swift_dir = $base/etc
devices = $base/devices
mount_check = false
recon_cache_path = $base/cache
[pipeline:main]
pipeline = $kind-server
[app:$kind-server]
use = egg:swift#$kind
fallocate_reserve = 0
END
  offset=$((offset + 1))
done
cat > proxy.conf << END
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $port
workers = 0
user = $(id -un)
swift_dir = $base/etc
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats bulk s3api tempauth copy slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:$((port + 4))
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
s3_acl = false
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
END
cd "$base"
start() {
  name=$1
  shift
  setsid "$@" < /dev/null > "$base/log/$name" 2>&1 &
  echo $! > "$base/run/$name.pid"
}
start memcached memcached -u "$(id -un)" -l 127.0.0.1 -p $((port + 4)) -m 16
for kind in object container account; do
  start $kind swift-$kind-server "$base/etc/$kind.conf" -v
done
start proxy swift-proxy-server "$base/etc/proxy.conf" -v
echo "http://127.0.0.1:$port" > "$base/http.url"
for ((i = 0; i < 600; i++)); do
  if up; then
    exit 0
  fi
  sleep 0.1
done
tail -n 5 "$base"/log/* >&2
exit 1
