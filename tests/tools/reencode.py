#!/usr/bin/env python3
"""Decodes a migration stream with a reader of its own, writes it again, and compares: reencode.py FILE...

The sections are described in sections.py, taken from what QEMU 10.2.2 writes, not from Baton. Everything is taken apart into
values and put together again: header, configuration, RAM records, device sections with footers, and the JSON description,
which must say what the sections are. Exit status 1 and the first difference when something does not come out the same.
"""
import json
import os
import struct
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import sections  # noqa: E402

EOF, START, PART, END, FULL, SUBSECTION, VMDESC, CONFIGURATION, COMMAND, FOOTER = 0, 1, 2, 3, 4, 5, 6, 7, 8, 0x7e
ZERO, SIZES, PAGE, EOS, CONTINUE, FLUSH = 0x02, 0x04, 0x08, 0x10, 0x20, 0x200


def text(data):
    return bytes([len(data)]) + data


def configuration(r, capabilities):
    name = r.n(r.u(4))
    out = struct.pack(">I", len(name)) + name
    while r.b[r.o] == SUBSECTION:
        r.u(1)
        sub, version = r.n(r.u(1)), r.u(4)
        out += bytes([SUBSECTION]) + text(sub) + struct.pack(">I", version)
        if sub == b"configuration/capabilities":
            names = [r.n(r.u(1)) for _ in range(r.u(4))]
            capabilities += [n.decode() for n in names]
            out += struct.pack(">I", len(names)) + b"".join(text(n) for n in names)
        elif sub == b"configuration/uuid":
            out += r.n(16)
        else:
            raise ValueError("unknown subsection %r" % sub)
    return name, out


def ram(r, capabilities):
    out = bytearray()
    while True:
        word = r.u(8)
        flags, address = word & 0xfff, word & ~0xfff
        out += struct.pack(">Q", address | flags)
        if flags & SIZES:
            left = address
            while left > 0:
                name, size = r.n(r.u(1)), r.u(8)
                out += text(name) + struct.pack(">Q", size)
                if "x-ignore-shared" in capabilities:
                    out += struct.pack(">Q", r.u(8))
                left -= size
        elif flags & (ZERO | PAGE):
            if not flags & CONTINUE:
                out += text(r.n(r.u(1)))
            out += r.n(1) if flags & ZERO else r.n(4096)
        elif flags & EOS:
            return bytes(out)
        elif not flags & FLUSH:
            raise ValueError("RAM flags %#x at %#x" % (flags, r.o))


def same(mine, theirs):
    """Whether the description says of fields what sections.py says; where both have a value."""
    if isinstance(mine, dict):
        return all(key in theirs and same(value, theirs[key]) for key, value in mine.items())
    if isinstance(mine, list):
        return len(mine) <= len(theirs) and all(same(m, t) for m, t in zip(mine, theirs))
    return mine == theirs


def reencode(data):
    r = sections.R(data)
    out = r.n(8)
    if out != b"QEVM\0\0\0\3":
        raise ValueError("not a version 3 stream")
    capabilities, names, seen = [], {}, []
    while True:
        kind = r.u(1)
        out += bytes([kind])
        if kind == EOF:
            break
        if kind == CONFIGURATION:
            out += configuration(r, capabilities)[1]
            continue
        if kind == COMMAND:
            command, length = r.u(2), r.u(2)
            out += struct.pack(">HH", command, length) + r.n(length)
            continue
        section = r.u(4)
        out += struct.pack(">I", section)
        if kind in (START, FULL):
            name, instance, version = r.n(r.u(1)), r.u(4), r.u(4)
            out += text(name) + struct.pack(">II", instance, version)
            names[section] = name.decode()
        if names[section] == "ram":
            out += ram(r, capabilities)
        else:
            shape = sections.SECT[names[section]]
            value = sections.dec(r, shape)
            out += sections.enc(value, shape)
            seen.append((names[section], instance, sections.desc(value, shape)))
        if r.u(1) != FOOTER or r.u(4) != section:
            raise ValueError("no footer of %s before %#x" % (names[section], r.o))
        out += bytes([FOOTER]) + struct.pack(">I", section)
    if r.o < len(data):
        out += description(r, seen)
    if r.o != len(data):
        raise ValueError("%d bytes behind the end" % (len(data) - r.o))
    return out


def description(r, seen):
    if r.u(1) != VMDESC:
        raise ValueError("no description at %#x" % r.o)
    raw = r.n(r.u(4))
    parsed = json.loads(raw)
    described = {(d["name"], d["instance_id"]): d for d in parsed["devices"]}
    for name, instance, mine in seen:
        theirs = described.get((name, instance))
        if theirs is None or not same(mine, theirs):
            raise ValueError("description of %s %d:\n%s\nbut it is\n%s" % (name, instance, json.dumps(theirs), json.dumps(mine)))
    return bytes([VMDESC]) + struct.pack(">I", len(raw)) + raw


def main():
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            data = file.read()
        again = reencode(data)
        if again != data:
            at = next((i for i, (a, b) in enumerate(zip(again, data)) if a != b), min(len(again), len(data)))
            print("%s: differs at %#x" % (path, at))
            return 1
        print("%s: %d bytes, the same" % (path, len(data)))
    return 0


sys.exit(main())
