# Sourced by archive.sh: command lines whose classes go into the archive, besides all of Baton's own: those of the JDK and
# of libraries, and what method handles need. Each is one run of "train MAIN ARGUMENTS", in the directory $work; none
# leaves a file outside of it. One that fails costs its classes, nothing else.

train baton.cli.Main -version </dev/null
train baton.cli.BatonMain help </dev/null

# The monitors, without a machine.
train baton.cli.Main -machine none -nodefaults -display none -qmp stdio <<'QMP'
{"execute":"qmp_capabilities"}
{"execute":"query-status","id":1}
{"execute":"query-migrate"}
{"execute":"migrate-set-parameters","arguments":{"mode":"cpr-reboot"}}
{"execute":"nonsense","id":"x"}
{"execute":"human-monitor-command","arguments":{"command-line":"info status"}}
{"execute":"quit"}
QMP
train baton.cli.Main -machine none -nodefaults -display none -monitor stdio -qmp unix:qmp,server=on,wait=off \
    -monitor tcp:127.0.0.1:0,server=on,wait=off -pidfile pid -serial file:serial <<'HMP'
info status
migrate_set_parameter mode cpr-reboot
migrate_set_capability x-ignore-shared on
quit
HMP

# A guest, saved and brought back: what cpr-reboot passes through while the guest stands still.
train_guest() {
    train baton.cli.Main -machine microvm,memory-backend=ram0 -accel kvm -m 64M -nodefaults -display none -serial null \
        -object "memory-backend-file,id=ram0,size=64M,mem-path=$work/ram,share=on" -qmp stdio "$@"
}
set_up='{"execute":"qmp_capabilities"}
{"execute":"migrate-set-parameters","arguments":{"mode":"cpr-reboot"}}
{"execute":"migrate-set-capabilities","arguments":{"capabilities":[{"capability":"x-ignore-shared","state":true}]}}'
if [ -r /dev/kvm ] && [ -w /dev/kvm ]; then
    {
        echo "$set_up"
        sleep 0.5
        echo '{"execute":"migrate","arguments":{"uri":"file:vm.state"}}'
        sleep 1
        echo '{"execute":"query-migrate"}{"execute":"quit"}'
    } | train_guest
    {
        echo "$set_up"
        echo '{"execute":"migrate-incoming","arguments":{"uri":"file:vm.state"}}'
        sleep 1
        echo '{"execute":"query-status"}{"execute":"quit"}'
    } | train_guest -incoming defer
fi
