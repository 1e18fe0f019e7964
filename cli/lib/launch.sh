# Sourced by bin/*: finds Baton's jar and a Java for it, then becomes that Java.
# Takes $self (path of the calling script), $main (class to run) and the arguments as they are.
#
# From a checkout the first start builds; later ones only look whether the jar is there ("baton build" after changes).
# BATON_JAVA names the java to use, BATON_JVM_OPTIONS adds options for it; all others are in jvm-*.options beside this file.
# BATON_NO_ARCHIVE=1 keeps it from making a class-data archive (a second or ten) where there is none yet.

# The JVM would open its own files as descriptor 0, 1 or 2, and Baton would take them for the user's.
if [ -e /proc/self/fd ]; then
    [ -e /proc/self/fd/0 ] || exec 0</dev/null
    [ -e /proc/self/fd/1 ] || exec 1>/dev/null
    [ -e /proc/self/fd/2 ] || exec 2>/dev/null
fi

case $self in /*) ;; *) self=$PWD/$self ;; esac
home=${self%/*}/..
case ${self%/*} in
    *./* | *//* | */.) home=$(cd "$home" && pwd -P) ;;
    */bin) home=${self%/bin/*} ;;
    *) home=$(cd "$home" && pwd -P) ;;
esac
lib=$home/lib
. "$lib/java.sh"

if [ "$main $1" = "baton.cli.BatonMain build" ]; then
    [ -f "$home/src/build/build.sh" ] || { echo "baton: $home is built already and has no sources" >&2; exit 1; }
    exec sh "$home/src/build/build.sh" again
fi
if [ ! -f "$lib/baton.jar" ]; then
    lib=$home/target/baton/lib
    [ -f "$lib/baton.jar" ] || sh "$home/src/build/build.sh" </dev/null >&2 || exit 1
fi

java=${BATON_JAVA:-}
if [ -n "$java" ]; then
    java_fits "$java" || { echo "baton: BATON_JAVA=$java is not a Java 17 or newer" >&2; exit 1; }
elif [ -n "${JAVA_HOME:-}" ] && java_fits "$JAVA_HOME/bin/java"; then
    java=$JAVA_HOME/bin/java
else
    # The one it was built with, as long as it is there.
    [ -r "$lib/java" ] && read -r java <"$lib/java"
    if ! java_fits "$java"; then
        java=$(find_java) || { echo "baton: needs Java 17 or newer: install openjdk-17-jre-headless, or set BATON_JAVA" >&2; exit 1; }
        java_release "$java"
        { echo "$java" >"$lib/java"; } 2>/dev/null
    fi
fi
options=$lib/jvm-17.options
[ "$java_major" -ge 24 ] && options=$lib/jvm-25.options

# The class-data archive fits one build of Java, which its name says, and one place, which NAME.for says; that without an
# archive says that making it failed.
archive=
for dir in "$lib/cds" "${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/baton"; do
    for=
    [ -r "$dir/$java_runtime.for" ] && read -r for <"$dir/$java_runtime.for"
    if [ "$for" = "$lib" ]; then
        [ -f "$dir/$java_runtime.jsa" ] && archive=$dir/$java_runtime.jsa
        break
    fi
done
if [ "$for" != "$lib" ] && [ -z "${BATON_NO_ARCHIVE:-}" ]; then
    archive=$(sh "$lib/archive.sh" "$java" "$options" "$lib" "$java_runtime" </dev/null)
fi

# shellcheck disable=SC2086 # BATON_JVM_OPTIONS is a list of words
set -- "$java" "@$options" ${archive:+"-XX:SharedArchiveFile=$archive"} "-Dbaton.lib=$lib" \
    "-Djffi.boot.library.path=$lib" ${BATON_JVM_OPTIONS:-} -cp "$lib/baton.jar" "$main" "$@"
for word; do
    # After cpr-exec the process is in the background already, and keeps its pid.
    case $word in -daemonize | --daemonize) [ -n "${QEMU_CPR_EXEC_STATE:-}${BATON_CPR_TRIAL:-}" ] || . "$lib/background.sh" ;; esac
done
exec "$@"
