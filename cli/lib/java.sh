# Sourced: which Java there is. Uses builtins only where every start passes.

# java_release JAVA: sets java_major (17) and java_runtime (17.0.15+6-Debian-1deb12u1) of that executable, or empties both.
java_release() {
    java_major=
    java_runtime=
    release=$1
    [ -L "$release" ] && release=$(readlink -f "$release")
    release=${release%/bin/*}/release
    if [ -r "$release" ]; then
        while IFS='="' read -r key _ value _; do
            case $key in
                JAVA_VERSION) java_major=${value%%[!0-9]*} ;;
                JAVA_RUNTIME_VERSION) java_runtime=$value ;;
            esac
        done <"$release"
    fi
    if [ -z "$java_major" ] || [ -z "$java_runtime" ]; then
        java_runtime=$("$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.runtime.version = //p')
        java_major=${java_runtime%%[!0-9]*}
    fi
}

# java_fits JAVA: whether that is an executable of Java 17 or newer.
java_fits() {
    [ -x "$1" ] || return 1
    java_release "$1"
    [ "${java_major:-0}" -ge 17 ]
}

# find_java [PROGRAM]: prints the first java (or javac) that fits: $JAVA_HOME, the search path, then what Debian installs.
find_java() {
    for candidate in "${JAVA_HOME:-/none}/bin/${1:-java}" "$(command -v "${1:-java}")" \
        /usr/lib/jvm/*17*/bin/"${1:-java}" /usr/lib/jvm/*/bin/"${1:-java}"; do
        if java_fits "$candidate"; then
            readlink -f "$candidate"
            return 0
        fi
    done
    return 1
}
