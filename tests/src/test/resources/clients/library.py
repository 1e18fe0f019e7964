"""What qemu.qmp's client does with a monitor: library.py SOCKET. Prints one line a step."""
import asyncio
import os
import sys

from qemu.qmp import EventListener, ExecuteError, QMPClient


async def refused(client, command, **how):
    try:
        return await client.execute(command, **how)
    except ExecuteError as error:
        return "%s: %s" % (error.error_class, error)


async def main():
    client = QMPClient("test")
    await client.connect(sys.argv[1])
    print("greeted by", client.greeting.QMP.version["qemu"]["major"], client.greeting.QMP.capabilities)
    stops = EventListener("STOP")
    with client.listen(stops):
        print(await client.execute("query-status"))
        await client.execute("stop")
        print((await stops.get())["event"])
    every = EventListener()
    with client.listen(every):
        await client.execute("cont")
        await client.execute("stop")
        print([event["event"] for event in every.clear()])
    print(await refused(client, "no-such-command"))
    print(await refused(client, "object-add", arguments={"qom-type": "memory-backend-ram"}))
    print(await refused(client, "migrate-pause", oob=True))
    print(await refused(client, "query-status", oob=True))
    answers = await asyncio.gather(*(client.execute("query-name") for _ in range(50)))
    print(len(answers), "at once")
    print(dict(await client._raw({"execute": "query-name"}, assign_id=False)))
    print(dict(await client._raw(b'{"execute":"query-status","id":"mine"}', assign_id=False)))
    read, write = os.pipe()
    client.send_fd_scm(read)
    print(await client.execute("getfd", {"fdname": "pipe"}), await client.execute("closefd", {"fdname": "pipe"}))
    print(len(await client.execute("query-qmp-schema")) > 300)
    await client.disconnect()
    await client.connect(sys.argv[1])
    print(await client.execute("query-status"))
    ends = EventListener("SHUTDOWN")
    with client.listen(ends):
        await client.execute("quit")
        print((await ends.get())["data"]["reason"])
    try:
        await client.disconnect()
    except EOFError:
        pass  # also with QEMU


asyncio.run(main())
