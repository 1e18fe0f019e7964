/*
 * A guest that drives virtio-mmio devices (legacy) by polling, without interrupts: 32 bits, no paging, PVH. What it finds at
 * 0xfeb00000 to 0xfeb00e00 it uses:
 *   network card   sends every frame back, source and target exchanged
 *   serial ports   sends every byte back; the port named org.qemu.guest_agent.0 speaks the agent's protocol
 *   balloon        gives pages to it and takes them back, as it is asked; answers for statistics
 * COM1 echoes too. Counters for tests are at 0x200000; docs in ../README.md.
 */
#include "../lib/base.h"
#include "../lib/agent.h"

#define COUNTERS ((volatile u64 *)0x200000) /* magic, rounds, frames, console bytes, agent requests, balloon pages */
#define MAX_QUEUES 8
#define SIZE 32
#define RX_BYTES 2048

struct desc { u64 address; u32 length; u16 flags; u16 next; };
struct queue {
	struct desc desc[SIZE];
	u16 avail_flags, avail_index, avail[SIZE], used_event;
	u8 pad[4096 - SIZE * 16 - 6 - SIZE * 2];
	volatile u16 used_flags, used_index;
	struct { u32 id, length; } used[SIZE];
	u8 end[4096 - 4 - SIZE * 8];
} __attribute__((aligned(4096)));

struct device { volatile u32 *regs; struct queue *queues; u16 seen[MAX_QUEUES]; };

static struct queue net_queues[3], serial_queues[8], balloon_queues[3];
static u8 net_rx[SIZE][RX_BYTES], net_tx[SIZE][RX_BYTES];
static u8 port_rx[4][SIZE][256], port_tx[4][SIZE][512], control_rx[SIZE][128], control_tx[SIZE][8];
static u32 pages[256];
static u8 stats[128];

static void begin(struct device *d, volatile u32 *regs, struct queue *queues, u32 count, u32 features)
{
	d->regs = regs;
	d->queues = queues;
	regs[0x70 / 4] = 0;
	regs[0x70 / 4] = 3;
	regs[0x24 / 4] = 0;
	regs[0x20 / 4] = features & regs[0x10 / 4];
	regs[0x28 / 4] = 4096;
	for (u32 i = 0; i < count; i++) {
		volatile u8 *q = (volatile u8 *)&queues[i];
		for (u32 n = 0; n < sizeof(struct queue); n++) q[n] = 0;
		regs[0x30 / 4] = i;
		regs[0x38 / 4] = SIZE;
		regs[0x3c / 4] = 4096;
		regs[0x40 / 4] = (u32)&queues[i] >> 12;
		d->seen[i] = 0;
		queues[i].avail_flags = 1; /* no interrupts */
	}
	regs[0x70 / 4] = 7;
}

static void offer(struct device *d, u32 queue, u16 head)
{
	struct queue *q = &d->queues[queue];
	q->avail[q->avail_index % SIZE] = head;
	barrier();
	q->avail_index++;
	barrier();
	d->regs[0x50 / 4] = queue;
}

static void give(struct device *d, u32 queue, u16 i, void *data, u32 bytes, int writable)
{
	d->queues[queue].desc[i] = (struct desc){ (u32)data, bytes, writable ? 2 : 0, 0 };
	offer(d, queue, i);
}

/* The next descriptor that came back, -1 for none; its length to *bytes. */
static int taken(struct device *d, u32 queue, u32 *bytes)
{
	struct queue *q = &d->queues[queue];
	if (q->used_index == d->seen[queue]) return -1;
	barrier();
	u32 at = d->seen[queue]++ % SIZE;
	*bytes = q->used[at].length;
	return q->used[at].id;
}

/* ---- network */
static struct device net;

static void net_begin(volatile u32 *regs)
{
	begin(&net, regs, net_queues, 3, 1 << 5);
	for (u16 i = 0; i < SIZE; i++) give(&net, 0, i, net_rx[i], RX_BYTES, 1);
}

static void net_poll(void)
{
	u32 bytes, gone;
	int i = taken(&net, 0, &bytes);
	while (taken(&net, 1, &gone) >= 0) ;
	if (i < 0 || (u16)(net_queues[1].avail_index - net_queues[1].used_index) >= SIZE) {
		if (i >= 0) net.seen[0]--;
		return;
	}
	u16 slot = net_queues[1].avail_index % SIZE;
	copy(net_tx[slot], net_rx[i], bytes);
	copy(net_tx[slot] + 10, net_rx[i] + 16, 6);
	copy(net_tx[slot] + 16, net_rx[i] + 10, 6);
	for (u32 n = 0; n < 10; n++) net_tx[slot][n] = 0;
	give(&net, 0, i, net_rx[i], RX_BYTES, 1);
	give(&net, 1, slot, net_tx[slot], bytes, 0);
	COUNTERS[2]++;
}

/* ---- serial ports: ports 0 to 3 have queues 0/1, 4/5, 6/7 and so on; 2/3 are for control */
static struct device serial;
static u32 agent_port = 99;

static u32 in_queue(u32 port) { return port == 0 ? 0 : 2 + 2 * port; }

static void control(u32 port, u16 event, u16 value)
{
	u16 slot = serial_queues[3].avail_index % SIZE;
	u32 gone;
	while (taken(&serial, 3, &gone) >= 0) ;
	*(volatile u32 *)control_tx[slot] = port;
	*(volatile u16 *)(control_tx[slot] + 4) = event;
	*(volatile u16 *)(control_tx[slot] + 6) = value;
	give(&serial, 3, slot, control_tx[slot], 8, 0);
}

static void serial_begin(volatile u32 *regs)
{
	begin(&serial, regs, serial_queues, 8, 1 << 1);
	for (u16 i = 0; i < SIZE; i++) give(&serial, 2, i, control_rx[i], 128, 1);
	for (u32 p = 0; p < 3; p++)
		for (u16 i = 0; i < SIZE; i++) give(&serial, in_queue(p), i, port_rx[p][i], 256, 1);
	control(0, 0, 1);
}

static void serial_control(u8 *message, u32 bytes)
{
	u32 port = *(u32 *)message;
	u16 event = *(u16 *)(message + 4);
	if (event == 1) control(port, 3, 1); /* there is a port: ready */
	if (event == 4) control(port, 6, 1); /* it is a console: open */
	if (event == 7) {
		if (bytes >= 8 + 22 && same(message + 8, AGENT_PORT, 22)) agent_port = port;
		control(port, 6, 1);
	}
}

static void send(u32 port, const u8 *data, u32 bytes)
{
	u32 queue = in_queue(port) + 1, gone;
	while ((u16)(serial_queues[queue].avail_index - serial_queues[queue].used_index) >= SIZE) ;
	while (taken(&serial, queue, &gone) >= 0) ;
	u16 slot = serial_queues[queue].avail_index % SIZE;
	copy(port_tx[port][slot], data, bytes);
	give(&serial, queue, slot, port_tx[port][slot], bytes, 0);
}

static void agent_send(const u8 *data, u32 bytes) { send(agent_port, data, bytes); }
static int agent_sleep(void) { return 0; }
static void agent_count(void) { COUNTERS[4]++; }

static void serial_poll(void)
{
	u32 bytes;
	int i = taken(&serial, 2, &bytes);
	if (i >= 0) {
		serial_control(control_rx[i], bytes);
		give(&serial, 2, i, control_rx[i], 128, 1);
	}
	for (u32 port = 0; port < 3; port++) {
		i = taken(&serial, in_queue(port), &bytes);
		if (i < 0) continue;
		if (port == agent_port) agent_take(port_rx[port][i], bytes);
		else { send(port, port_rx[port][i], bytes); COUNTERS[3] += bytes; }
		give(&serial, in_queue(port), i, port_rx[port][i], 256, 1);
	}
}

/* ---- balloon: pages from 32 MiB on */
static struct device balloon;
static u32 ballooned;

static void balloon_begin(volatile u32 *regs)
{
	begin(&balloon, regs, balloon_queues, 3, 1 << 1);
	for (u32 n = 0; n < 20; n++) stats[n] = 0;
	*(u16 *)stats = 4; /* VIRTIO_BALLOON_S_MEMFREE */
	*(u64 *)(stats + 2) = 12345678;
	*(u16 *)(stats + 10) = 5;
	*(u64 *)(stats + 12) = 64 << 20;
	give(&balloon, 2, 0, stats, 20, 0);
}

static void balloon_poll(void)
{
	u32 wanted = balloon.regs[0x100 / 4], gone;
	int queue = wanted > ballooned ? 0 : 1;
	u32 count = wanted > ballooned ? wanted - ballooned : ballooned - wanted;
	if (taken(&balloon, 2, &gone) >= 0) give(&balloon, 2, 0, stats, 20, 0);
	if (count == 0) return;
	if (count > 256) count = 256;
	for (u32 n = 0; n < count; n++) pages[n] = (32 << 8) + (queue == 0 ? ballooned + n : ballooned - 1 - n);
	give(&balloon, queue, 0, pages, 4 * count, 0);
	while (taken(&balloon, queue, &gone) < 0) ;
	ballooned += queue == 0 ? count : -count;
	balloon.regs[0x104 / 4] = ballooned;
	COUNTERS[5] = ballooned;
}

void run(void)
{
	u8 words[] = { 1, 0, 3, 0x80, 0, 1, 1, 0, 3, 3, 2, 0xc7, 4, 0x0b };
	for (u32 i = 0; i < sizeof words; i += 2) out8(0x3f8 + words[i], words[i + 1]);
	for (u32 slot = 0; slot < 8; slot++) {
		volatile u32 *regs = (volatile u32 *)(0xfeb00000 + 0x200 * slot);
		if (regs[0] != 0x74726976) continue;
		if (regs[2] == 1) net_begin(regs);
		if (regs[2] == 3) serial_begin(regs);
		if (regs[2] == 5) balloon_begin(regs);
	}
	COUNTERS[0] = 0x5453474e4f494f49ull;
	print("io: ready\n");
	for (;;) {
		COUNTERS[1]++;
		if (net.regs) net_poll();
		if (serial.regs) serial_poll();
		if (balloon.regs) balloon_poll();
		if (in8(0x3fd) & 1) { put(in8(0x3f8)); COUNTERS[6]++; }
		__asm__ volatile("pause");
	}
}
