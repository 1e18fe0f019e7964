# Sourced by archive.sh: command lines whose classes go into the archive. Each is one run of "train MAIN ARGUMENTS"; none
# may need /dev/kvm to come to an end by itself, and none may leave a file outside of $work.

train baton.cli.Main -version
train baton.cli.Main -machine none -nodefaults -display none -qmp stdio <<'QMP'
{"execute":"qmp_capabilities"}
{"execute":"query-status","id":1}
{"execute":"quit"}
QMP
