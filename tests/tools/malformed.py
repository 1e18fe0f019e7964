#!/usr/bin/env python3
"""Sends a thousand malformed requests to a monitor and prints its answers: malformed.py PROGRAM [COUNT [SEED]].

The same list each time, so that two monitors can be compared with diff. Behind each input comes 0xFF, which gives one error and
a clean reader, and a probe; what is printed for it is all that came before the probe's answer. A monitor that ends is said
to. What Baton and QEMU differ in is in docs/wire/qmp.md, 5.
"""
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time

REQUESTS = [
    b'{"execute":"query-name"}', b'{"execute":"query-name","id":1}', b'{"execute":"query-status","arguments":{}}',
    b"{'execute':'query-name','id':'x\\n'}", b'{"exec-oob":"migrate-pause","id":"o"}', b'{"return":{}}',
    b'{"execute":"object-add","arguments":{"qom-type":"memory-backend-ram","id":"m","size":-4096}}',
    b'{"execute":"qom-get","arguments":{"path":"/machine","property":"type"},"id":{"a":[1,2.5e3,null,true]}}',
    b'{"execute":"migrate-set-parameters","arguments":{"max-bandwidth":1.5}}', b'{"execute":"qmp_capabilities"}',
    b'[1,2,{"a":"b"}]', b'"text"', b'12', b'-1.5e+3', b'true', b'null']
BYTES = b'{}[]:,"\'\\ \t\r\n0123456789-+.eEtfnxu%a/#*\x00\x01\x1f\x7f\x80\xc3\xe2\xf0\xff'
PIECES = [
    b'\\u0041', b'\\ud83d\\ude00', b'\\ud800', b'\\u00', b'\\q', b'\xc3\xa9', b'\xe2\x82\xac', b'\xf0\x9f\x98\x80', b'\xc0\x80',
    b'\xed\xa0\x80', b'\xfe', b'1e400', b'18446744073709551616', b'-9223372036854775809', b'0x10', b'01', b'.5', b'5.', b'1e',
    b'--1', b'+1', b'nul', b'nulll', b'True', b'NaN', b'{}', b'[]', b'""', b"''", b',', b'::', b'/*c*/', b'%s', b'%p', b'%']


def inputs(count, chance):
    for _ in range(count):
        text = bytearray(chance.choice(REQUESTS))
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            at, kind = chance.randrange(len(text) + 1), chance.randrange(4)
            end = at + 1 if kind in (0, 2) else at
            text[at:end] = b"" if kind == 0 else chance.choice(PIECES) if kind == 3 else bytes([chance.choice(BYTES)])
        yield bytes(text)


def shown(reply):
    error = reply.get("error")
    text = "%s %s" % (error["class"], error["desc"]) if error else json.dumps(reply.get("return"), sort_keys=True)[:80]
    return text + (" id=" + json.dumps(reply["id"], sort_keys=True) if "id" in reply else "")


def answers(replies, probe):
    while True:
        line = replies.readline()
        if not line:
            raise EOFError
        reply = json.loads(line)
        if reply.get("id") == probe:
            return
        if "timestamp" not in reply:
            yield shown(reply)


def connected(path, process):
    client = socket.socket(socket.AF_UNIX)
    client.settimeout(30)
    while True:
        try:
            client.connect(path)
            return client
        except OSError:
            if process.poll() is not None:
                raise
            time.sleep(0.02)


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "qmp")
        process = subprocess.Popen([sys.argv[1], "-nodefaults", "-display", "none", "-machine", "none", "-qmp", "unix:%s,server=on,wait=off" % path],
                                   stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        client = connected(path, process)
        replies = client.makefile("rb")
        client.sendall(b'{"execute":"qmp_capabilities","arguments":{"enable":["oob"]}}')
        replies.readline(), replies.readline()
        try:
            for number, text in enumerate(inputs(count, random.Random(seed))):
                got = []
                try:
                    client.sendall(text + b'\xff{"execute":"probe","id":"p%d"}' % number)
                    got.extend(answers(replies, "p%d" % number))
                except (EOFError, OSError):
                    print(ascii(text), "the monitor is gone", sep="\t")
                    return 1
                print(ascii(text), ascii(" || ".join(got)), sep="\t")
        finally:
            process.kill()
            process.wait()
    return 0


sys.exit(main())
