#!/bin/sh
# qemu-qmp.sh: prints the directory that holds Python's qemu.qmp (for PYTHONPATH), nothing where Python has it of itself; says on
# stderr why there is none and exits 1. Debian's package is taken from the mirror apt uses here, once, and unpacked, not
# installed, below $XDG_CACHE_HOME/baton: stable releases have no such package.
version=0.0.6-1.1
sum=584fdc71673c328ea08a99e01ad2a8c7456adb96f753aa1854ece91bcd279b32
file=python3-qemu-qmp_${version}_all.deb
cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/baton/qemu-qmp-$version
packages=$cache/usr/lib/python3/dist-packages

fail() {
    echo "no qemu.qmp: $*" >&2
    exit 1
}

python3 -c 'import qemu.qmp' 2>/dev/null && exit
if [ ! -d "$packages" ]; then
    command -v dpkg-deb >/dev/null || fail "this is no Debian; install qemu.qmp for python3"
    mirror=$(apt-get indextargets --format '$(SITE)' 2>/dev/null | grep '/debian$' | head -n 1)
    [ -n "$mirror" ] || fail "apt knows no mirror of Debian here"
    mkdir -p "$cache" || exit 1
    # Quick to give up: nobody waits for a network that is not there.
    timeout 30 /usr/lib/apt/apt-helper -o Acquire::Retries=0 -o Acquire::http::Timeout=5 \
        download-file "$mirror/pool/main/p/python-qemu-qmp/$file" "$cache/$file" "SHA256:$sum" >/dev/null 2>&1 ||
        fail "$file could not be downloaded from apt's mirror"
    dpkg-deb -x "$cache/$file" "$cache/unpacked" && mv "$cache/unpacked/usr" "$cache" || fail "$file cannot be unpacked"
fi
echo "$packages"
