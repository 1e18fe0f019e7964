# Sourced by the scripts of a checkout: sees to the programs they need. Wants java.sh sourced before.

# need_tools TOOL...: each of jdk, mvn, or a program named like its Debian package. Installs what is missing when root;
# otherwise says what to install and fails. Sets JAVA_HOME to a JDK of Java 17 or newer.
need_tools() {
    packages=
    for tool in "$@"; do
        case $tool in
            jdk) find_java javac >/dev/null || packages="$packages openjdk-17-jdk-headless" ;;
            mvn) command -v mvn >/dev/null || packages="$packages maven" ;;
            gcc) [ -e /usr/include/stdio.h ] && command -v gcc >/dev/null || packages="$packages gcc libc6-dev" ;;
            *) command -v "$tool" >/dev/null || packages="$packages $tool" ;;
        esac
    done
    if [ -n "$packages" ]; then
        install_packages "$packages" || return 1
    fi
    javac=$(find_java javac) || { echo "baton: no JDK of Java 17 or newer" >&2; return 1; }
    JAVA_HOME=${javac%/bin/javac}
    export JAVA_HOME
}

install_packages() {
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "baton: missing here; install (Debian's names) and start again:$1" >&2
        return 1
    fi
    echo "baton: installing$1" >&2
    apt-get -qq update >&2 || echo "baton: apt-get update failed, trying on" >&2
    # Debian 13 has no 17 any more; what it has instead will do.
    apt-cache show openjdk-17-jdk-headless >/dev/null 2>&1 || set -- "$(echo "$1" | sed 's/openjdk-17-jdk/default-jdk/')"
    # shellcheck disable=SC2086 # a list of words
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $1 >&2
}
