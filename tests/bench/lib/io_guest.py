"""The guest of tests/guest/io under Baton and under QEMU, for benchmarks that compare them. They take turns."""
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.environ.get("BATON_HOME") or os.path.join(HERE, "../../../cli/target/baton")
BATON = os.path.join(HOME, "bin/qemu-system-x86_64")
QEMU = shutil.which("qemu-system-x86_64", path="/usr/bin:/usr/local/bin")
SOURCES = os.path.join(HERE, "../../guest")
FLAGS = ("-m32 -O1 -ffreestanding -fno-pic -no-pie -fno-stack-protector -fno-asynchronous-unwind-tables -mno-sse -mno-mmx"
         " -fno-tree-loop-distribute-patterns -nostdlib -static -Wl,--build-id=none,-z,noexecstack,--no-warn-rwx-segments").split()
LIMIT_SECONDS = 30
FRAMES, FRAMES_SENT = 2, 13


def skip(why):
    print(why)
    sys.exit(77)


class Guest:
    """A monitor with the guest in it, until the end of a with statement."""

    def __init__(self, program, directory, words, arguments, fds=()):
        path = os.path.join(directory, "qmp")
        self.process = subprocess.Popen(
            [program, "-M", "microvm,acpi=off,pit=on,pic=on,rtc=on,isa-serial=on,x-option-roms=off", "-accel", "kvm",
             "-cpu", "qemu64,-cx16", "-m", "64M", "-nodefaults", "-display", "none", "-kernel",
             os.path.join(directory, "io.elf"), "-append", words, "-qmp", "unix:" + path + ",server=on,wait=off"] + arguments,
            pass_fds=fds, stderr=subprocess.DEVNULL)
        self.monitor = socket.socket(socket.AF_UNIX)
        end = time.monotonic() + LIMIT_SECONDS
        while self.monitor.connect_ex(path):
            if time.monotonic() > end or self.process.poll() is not None:
                sys.exit("nobody listens on " + path)
            time.sleep(0.02)
        self.path = path
        self.lines = self.monitor.makefile("rwb", 0)
        self.lines.readline()
        self.call("qmp_capabilities")

    def call(self, command, **arguments):
        self.lines.write(json.dumps({"execute": command, "arguments": arguments}).encode() + b"\n")
        while True:
            answer = json.loads(self.lines.readline())
            if "event" not in answer:
                return answer["return"]

    def counter(self, number):
        text = self.call("human-monitor-command", **{"command-line": "xp /1gx 0x%x" % (0x200000 + 8 * number)})
        return int(text.split(":")[1].strip(), 16)

    def await_counting(self, number):
        end = time.monotonic() + LIMIT_SECONDS
        while self.counter(number) < 1:
            if time.monotonic() > end:
                sys.exit("the guest does not start")
            time.sleep(0.05)

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.monitor.close()
        self.process.kill()
        self.process.wait()
        os.unlink(self.path)


def compare(kinds, rounds):
    """kinds: name, unit, and a function of program and directory that gives so many a second."""
    if not os.access("/dev/kvm", os.R_OK | os.W_OK):
        skip("needs /dev/kvm")
    if not shutil.which("gcc"):
        skip("needs gcc for its guest")
    with tempfile.TemporaryDirectory() as directory:
        subprocess.check_call(["gcc"] + FLAGS + ["-Wl,-T," + os.path.join(SOURCES, "lib/guest.ld"), "-o",
                               os.path.join(directory, "io.elf"), os.path.join(SOURCES, "io/start.S"), os.path.join(SOURCES, "io/io.c")])
        for name, unit, rate in kinds:
            ours, theirs = [], []
            for _ in range(rounds):
                ours.append(rate(BATON, directory))
                if QEMU:
                    theirs.append(rate(QEMU, directory))
            line = "%s: Baton %.0f %s" % (name, statistics.median(ours), unit)
            if theirs:
                ratio = statistics.median(a / b for a, b in zip(ours, theirs) if b)
                line += ", QEMU %.0f %s: %.2f of QEMU" % (statistics.median(theirs), unit, ratio)
            print(line, flush=True)
