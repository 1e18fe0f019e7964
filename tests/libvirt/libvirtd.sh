#!/bin/sh
# libvirtd.sh DIR HOST: runs libvirtd in the foreground, in mount and UTS namespaces of its own (root only), as a host of that
# name; all it writes is below DIR, its socket is DIR/run/libvirt-sock. Nothing of the host's own libvirt is touched.
exec unshare -m -u sh -e -c '
dir=$1
hostname "$2"
mount --make-rprivate /
for name in lib cache log; do
    mkdir -p "$dir/$name/qemu" "/var/$name/libvirt"
    mount --bind "$dir/$name" "/var/$name/libvirt"
done
mkdir -p "$dir/run" "$dir/etc" /run/libvirt
mount --bind "$dir/run" /run/libvirt
cat >"$dir/etc/qemu.conf" <<END
user = "root"
group = "root"
namespaces = []
cgroup_controllers = []
security_driver = "none"
stdio_handler = "file"
END
cat >"$dir/etc/libvirtd.conf" <<END
unix_sock_dir = "$dir/run"
auth_unix_rw = "none"
log_outputs = "3:file:$dir/log/libvirtd.log"
host_uuid = "$(cat /proc/sys/kernel/random/uuid)"
END
mount --bind "$dir/etc" /etc/libvirt
exec libvirtd -f /etc/libvirt/libvirtd.conf -p "$dir/run/libvirtd.pid"
' sh "$1" "$2"
