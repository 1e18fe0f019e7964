#!/bin/sh
# build.sh [again]: builds cli/target/baton (bin/ lib/) from a checkout, once; "again" builds even if it is there.
cli=$(cd "$(dirname "$0")/../.." && pwd -P)
. "$cli/lib/java.sh"
. "$cli/src/build/tools.sh"

mkdir -p "$cli/target" || exit 1
exec 9>"$cli/target/build.lock"
flock 9
if [ -f "$cli/target/baton/lib/baton.jar" ] && [ "${1:-}" != again ]; then
    exit 0 # somebody else built it while we waited
fi
need_tools jdk mvn || exit 1
echo "baton: building $cli/target/baton" >&2
cd "$cli/.." && mvn -B -q -Dmaven.test.skip=true -pl cli -am package </dev/null >&2 9>&- || {
    echo "baton: the build failed" >&2
    exit 1
}
