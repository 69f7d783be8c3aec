#!/usr/bin/env bash
# Starts nginx as a cache with the configuration of docs/shared-cache.md, below http and https, and with locations that fail. Does nothing if
# it runs already. Its folder then has the addresses in http.url, https.url and faults.url, and the certificate in tls.crt.
# Writer rw:rwpass, reader ro:ropass.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
base="${RETRAIN_TEST_ENGINES_DIR:-/tmp/retrain-test-engines}/nginx-cache"
http="${RETRAIN_TEST_NGINX_PORT:-28880}"
https=$((http + 1))
faults=$((http + 2))
up() { [ "$(curl -s -o /dev/null -m 2 -w '%{http_code}' "http://127.0.0.1:$faults/health")" = 204 ]; }
if up; then
  exit 0
fi

mkdir -p "$base"/{data/cas,data/ac,incoming,log}
chmod 755 "$base"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout "$base/tls.key" -out "$base/tls.crt" 2> /dev/null
printf 'rw:%s\n' "$(openssl passwd -apr1 rwpass)" > "$base/writers"
{ cat "$base/writers"; printf 'ro:%s\n' "$(openssl passwd -apr1 ropass)"; } > "$base/readers"
{
  cat << END
user www-data;
worker_processes 1;
pid $base/nginx.pid;
error_log $base/log/error.log warn;
events { worker_connections 256; }
http {
  access_log off;
  log_not_found off;
  default_type application/octet-stream;
  sendfile on;
  keepalive_requests 100000;
  proxy_temp_path $base/incoming/p;
  fastcgi_temp_path $base/incoming/f;
  uwsgi_temp_path $base/incoming/u;
  scgi_temp_path $base/incoming/s;
  server {
    listen 127.0.0.1:$faults;
    location /health { return 204; }
    location /busy/ { return 503; }
    location /slow/ {
      alias $base/data/;
      limit_rate 20;
    }
    location /moved/ { return 302 file:///etc/passwd; }
  }
END
  sed -e "s|listen 443 ssl;|listen 127.0.0.1:$https ssl; listen 127.0.0.1:$http;|" \
    -e "s|/etc/nginx/cache.crt|$base/tls.crt|; s|/etc/nginx/cache.key|$base/tls.key|" \
    -e "s|/etc/nginx/cache.readers|$base/readers|; s|/etc/nginx/cache.writers|$base/writers|" \
    -e "s|/srv/retrain|$base|" "$here/nginx-cache.conf"
  echo "}"
} > "$base/nginx.conf"
if [ "$(id -u)" = 0 ]; then
  chown -R www-data "$base/data" "$base/incoming"
  chown root:www-data "$base/readers" "$base/writers"
fi
chmod 640 "$base/readers" "$base/writers"
nginx -c "$base/nginx.conf" -e "$base/log/error.log"
echo "http://127.0.0.1:$http" > "$base/http.url"
echo "https://localhost:$https" > "$base/https.url"
echo "http://127.0.0.1:$faults" > "$base/faults.url"
for ((i = 0; i < 100; i++)); do
  if up; then
    exit 0
  fi
  sleep 0.1
done
tail "$base/log/error.log" >&2
exit 1
