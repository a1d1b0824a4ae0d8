#!/usr/bin/env bash
# A Ceph RADOS gateway on loopback, all in memory, to test the object store against a server that companies run:
#   apt-get install --no-install-recommends radosgw ceph-mon ceph-osd      (Debian)
#   bench/ceph.sh FOLDER && COPYDESK_TEST_S3=http://127.0.0.1:7480 python -m pytest tests/flows/test_remote.py
# Its processes write their ids to FOLDER/run/*.pid; kill these to end them.
set -euo pipefail
home=$(realpath -m "$1"); rm -rf "$home"; mkdir -p "$home"/{mon,osd,rgw,run}
fsid=$(cat /proc/sys/kernel/random/uuid) osd=$(cat /proc/sys/kernel/random/uuid)
cat > "$home/ceph.conf" <<END
[global]
fsid = $fsid
mon host = 127.0.0.1:6789
public network = 127.0.0.0/8
auth cluster required = none
auth service required = none
auth client required = none
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd objectstore = memstore
memstore device bytes = 1073741824
osd crush chooseleaf type = 0
ms bind msgr2 = false
run dir = $home/run
pid file = $home/run/\$name.pid
admin socket = $home/run/\$name.\$pid.asok
log file = $home/\$name.log
[mon.a]
mon data = $home/mon
mon addr = 127.0.0.1:6789
[osd.0]
osd data = $home/osd
public addr = 127.0.0.1
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:7480
rgw data = $home/rgw
END
ceph=(-c "$home/ceph.conf")
monmaptool --create --addv a "[v1:127.0.0.1:6789]" --fsid "$fsid" "$home/monmap"
ceph-mon --mkfs -i a --monmap "$home/monmap" "${ceph[@]}"
ceph-mon -i a "${ceph[@]}"
timeout 60 ceph "${ceph[@]}" osd new "$osd" 0
ceph-osd -i 0 --mkfs --osd-uuid "$osd" "${ceph[@]}"
ceph-osd -i 0 "${ceph[@]}"
radosgw -n client.rgw "${ceph[@]}"
# The keys that the tests use; nothing but this gateway knows them.
radosgw-admin "${ceph[@]}" -n client.rgw user create --uid=tests --display-name=tests \
  --access-key=AKIDEXAMPLEEXAMPLE00 --secret=wJalrXUtnFEMIsecretK7MDENGbPxRfiCY > /dev/null
until curl -sf http://127.0.0.1:7480/ > /dev/null; do sleep 0.5; done
echo "Ceph answers at http://127.0.0.1:7480"
