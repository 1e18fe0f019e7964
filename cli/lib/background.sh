# Sourced by launch.sh for -daemonize, with the whole command line as "$@": a JVM cannot fork, so it starts in a session of
# its own, and what was called returns once it listens everywhere (0), or has ended (1) and said why. It says so on the
# descriptor that -Dbaton.ready names; all other descriptors reach it as we have them.

free=
for fd in 3 4 5 6 7 8 9; do
    [ -e "/proc/self/fd/$fd" ] || free=$free$fd
done
case $free in
    ??*) ;;
    *) echo "baton: -daemonize: two of the descriptors 3 to 9 must be free" >&2; exit 1 ;;
esac
stdout=${free%"${free#?}"}
free=${free#?}
ready=${free%"${free#?}"}

java=$1
shift
umask 027
eval "exec $stdout>&1"
said=$(eval "exec $ready>&1 1>&$stdout $stdout>&-" && exec setsid -f "$java" "-Dbaton.ready=$ready" "$@")
[ "$said" = ready ]
exit
