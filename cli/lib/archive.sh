#!/bin/sh
# archive.sh JAVA OPTIONS LIB NAME: makes the class-data archive NAME.jsa for LIB/baton.jar run by JAVA, and prints its
# path. It goes to LIB/cds, or to the user's cache where that cannot be written. Prints nothing where it cannot be made.
java=$1 options=$2 lib=$3 name=$4

dir=$lib/cds
mkdir -p "$dir" 2>/dev/null && [ -w "$dir" ] || dir=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/baton
mkdir -p "$dir" 2>/dev/null && [ -w "$dir" ] || exit 0
# Who comes second does not wait, and starts without.
exec 9>"$dir/lock"
flock -n 9 2>/dev/null || exit 0

work=$(mktemp -d) || exit 0
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

train() {
    list=$(mktemp "$work/XXXXXX.classes")
    (cd "$work" && exec timeout -k 2 10 "$java" "@$options" -Xshare:off "-XX:DumpLoadedClassList=$list" \
        "-Dbaton.lib=$lib" "-Djffi.boot.library.path=$lib" -cp "$lib/baton.jar" "$@") >"$list.out" 2>&1 9>&-
}
. "$lib/training.sh"

rm -f "$dir/$name.jsa" "$dir/$name.for"
# One list of them all, and of every class of ours: the first that is missing costs 8 ms, for which the jar is opened.
# Numbers of classes differ from run to run, and only classes of other loaders need them.
cat "$lib/baton.classes" "$work"/*.classes 2>/dev/null | sed -e '/ source: /d' -e 's/ id: [0-9]*//' | sort -u >"$work/all"
if "$java" "@$options" -Xshare:dump "-XX:SharedClassListFile=$work/all" "-XX:SharedArchiveFile=$dir/$name.new" \
    -cp "$lib/baton.jar" >"$work/log" 2>&1 9>&- && [ -s "$dir/$name.new" ]; then
    mv -f "$dir/$name.new" "$dir/$name.jsa" && echo "$dir/$name.jsa"
else
    rm -f "$dir/$name.new"
    echo "baton: no class-data archive (starts are slower): $(head -n 1 "$work/log")" >&2
fi
echo "$lib" >"$dir/$name.for"
