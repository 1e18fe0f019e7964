/*
 * A guest that drives virtio-rng-pci and virtio-net-pci devices by MSI-X, on bus 0 (no card) and in the slots of root ports; a
 * card sends every frame back, source and target exchanged. It does for its slots what an
 * operating system does: gives power to what is plugged in, lets go what is asked back. 32 bits, no paging, PVH. Counters for
 * tests are at 0x200000, see ../README.md.
 */
#include "../lib/base.h"
#include "../lib/pci.h"

#define MAGIC (*(volatile u64 *)0x200000)
#define ROUNDS (*(volatile u32 *)0x200008)
#define DEVICES (*(volatile u32 *)0x20000c)
#define PLUGGED (*(volatile u32 *)0x200010)
#define UNPLUGGED (*(volatile u32 *)0x200014)
/* 0x200018: interrupts */
#define FILLED ((volatile u32 *)0x200020) /* by slot, bus 0 first: requests that were filled */

#define PORTS 4
#define SLOTS (PORTS + 1)
#define SIZE 8
#define PRESENT 0x40
#define BUTTON 1
#define POWER_OFF 0x400

struct queue {
	struct { u64 address; u32 length; u16 flags, next; } desc[SIZE];
	u16 avail_flags, avail_index, avail[SIZE], used_event;
	u8 pad[256 - SIZE * 16 - 6 - SIZE * 2];
	volatile u16 used_flags, used_index;
	struct { u32 id, length; } used[SIZE];
} __attribute__((aligned(256)));

enum { NET = 1, RNG = 4 };

struct slot { u32 bus, device, port, at, kind; int there; u16 seen; struct queue queue, out; u32 random[4]; };
static struct slot slots[SLOTS];
static u32 ports;

/* Of the one card there may be. */
#define FRAME 1600
#define HEADER 12
static u8 received[SIZE][FRAME], sent[SIZE][FRAME];

/* ---- virtio: the windows are 64 KiB apart; common configuration first, notification at 0x3000 */
static volatile u8 *reg8(struct slot *s, u32 at) { return (volatile u8 *)(s->at + at); }
static volatile u16 *reg16(struct slot *s, u32 at) { return (volatile u16 *)(s->at + at); }
static volatile u32 *reg32(struct slot *s, u32 at) { return (volatile u32 *)(s->at + at); }

static void give(struct slot *s, u16 queue, u16 i, void *data, u32 bytes)
{
	struct queue *q = queue == 0 ? &s->queue : &s->out;
	q->desc[i].address = (u32)data;
	q->desc[i].length = bytes;
	q->desc[i].flags = queue == 0 ? 2 : 0; /* what the device writes to */
	q->avail[q->avail_index % SIZE] = i;
	barrier();
	q->avail_index++;
	barrier();
	*reg16(s, 0x3000 + 4 * queue) = queue;
}

static void ask(struct slot *s) { give(s, 0, 0, s->random, sizeof s->random); }

/* Sends back the frame in a buffer that was filled, and gives the buffer again. */
static void send_back(struct slot *s, u16 i, u32 bytes)
{
	u16 slot = s->out.avail_index % SIZE;
	if ((u16)(s->out.avail_index - s->out.used_index) < SIZE) {
		copy(sent[slot], received[i], bytes);
		copy(sent[slot] + HEADER, received[i] + HEADER + 6, 6);
		copy(sent[slot] + HEADER + 6, received[i] + HEADER, 6);
		for (u32 n = 0; n < HEADER; n++) sent[slot][n] = 0;
		give(s, 1, slot, sent[slot], bytes);
	}
	give(s, 0, i, received[i], FRAME);
}

static void begin_queue(struct slot *s, u16 index, struct queue *q, u16 vector)
{
	for (u32 n = 0; n < sizeof *q; n++) ((volatile u8 *)q)[n] = 0;
	*reg16(s, 0x16) = index;
	*reg16(s, 0x18) = SIZE;
	*reg16(s, 0x1a) = vector;
	*reg32(s, 0x20) = (u32)q->desc;
	*reg32(s, 0x24) = 0;
	*reg32(s, 0x28) = (u32)&q->avail_flags;
	*reg32(s, 0x2c) = 0;
	*reg32(s, 0x30) = (u32)&q->used_flags;
	*reg32(s, 0x34) = 0;
	*reg16(s, 0x1c) = 1;
}

static void begin(struct slot *s)
{
	volatile u32 *vectors = (volatile u32 *)(s->at + 0x10000);
	u32 msix = capability(s->bus, s->device, 0x11);
	put32(s->bus, s->device, 0x14, s->at + 0x10000);
	put32(s->bus, s->device, 0x20, s->at);
	put32(s->bus, s->device, 0x24, 0);
	put16(s->bus, s->device, 4, 6);
	put16(s->bus, s->device, msix + 2, 0x8000);
	vectors[4] = 0xfee00000;
	vectors[5] = 0;
	vectors[6] = 0x41;
	vectors[7] = 0;
	s->seen = 0;
	*reg8(s, 0x14) = 0;
	*reg8(s, 0x14) = 3;
	*reg32(s, 0x08) = 1;
	*reg32(s, 0x0c) = 1; /* VERSION_1 */
	*reg8(s, 0x14) = 11;
	begin_queue(s, 0, &s->queue, 1);
	if (s->kind == NET) begin_queue(s, 1, &s->out, 0xffff);
	*reg8(s, 0x14) = 15;
	s->there = 1;
	DEVICES++;
	if (s->kind == RNG) ask(s);
	for (u16 i = 0; i < SIZE && s->kind == NET; i++) give(s, 0, i, received[i], FRAME);
}

/* What is there that it drives, 0 for nothing. */
static u32 kind(u32 bus, u32 device)
{
	u32 id = get32(bus, device, 0);
	if (id == 0x10441af4 || id == 0x10051af4) return RNG;
	return id == 0x10411af4 ? NET : 0;
}

static void poll(struct slot *s)
{
	if (s->queue.used_index == s->seen) return;
	barrier();
	u32 at = s->seen++ % SIZE;
	FILLED[s - slots]++;
	if (s->kind == RNG) ask(s);
	else send_back(s, s->queue.used[at].id, s->queue.used[at].length);
}

/* ---- slots: control at 0x18 of the PCI Express capability, status 2 further */
static void port_begin(u32 device)
{
	struct slot *s = &slots[++ports];
	u32 window = 0xc1000000 + 0x100000 * ports;
	s->bus = ports;
	s->port = device;
	s->at = window;
	put32(0, device, 0x18, ports << 8 | ports << 16);
	put32(0, device, 0x20, window >> 16 | window);
	put16(0, device, 4, 6);
}

static void slot_power(struct slot *s, u32 express, int on)
{
	u16 others = get16(0, s->port, express + 0x18) & ~(POWER_OFF | 0x300);
	put16(0, s->port, express + 0x18, others | (on ? 0x100 : POWER_OFF | 0x300));
}

static void slot_poll(struct slot *s)
{
	u32 express = capability(0, s->port, 0x10);
	u16 status = get16(0, s->port, express + 0x1a);
	int off = get16(0, s->port, express + 0x18) & POWER_OFF;
	if (status & 0x1f) put16(0, s->port, express + 0x1a, status & 0x1f);
	if (s->there && (status & BUTTON)) {
		s->there = 0;
		DEVICES--;
		*reg8(s, 0x14) = 0;
		slot_power(s, express, 0);
		UNPLUGGED++;
		print("pci: unplugged\n");
	} else if (!s->there && (status & PRESENT)) {
		if (off) {
			slot_power(s, express, 1);
			PLUGGED++;
			print("pci: plugged\n");
		}
		s->kind = kind(s->bus, 0);
		if (s->kind) begin(s);
	}
}

void run(u32 start_info)
{
	find_pci(start_info);
	*(volatile u32 *)0xfee000f0 = 0x1ff;
	out8(0x21, 0xff);
	out8(0xa1, 0xff);
	for (u32 device = 1; device < 31; device++) {
		u32 id = get32(0, device, 0);
		if (id == 0x000c1b36 && ports < PORTS) port_begin(device);
		if (kind(0, device) == RNG && !slots[0].there) {
			slots[0].kind = RNG;
			slots[0].device = device;
			slots[0].at = 0xc0100000;
			begin(&slots[0]);
		}
	}
	MAGIC = 0x5453474e49435047ull;
	print("pci: ready\n");
	__asm__ volatile("sti");
	for (;;) {
		ROUNDS++;
		for (u32 i = 0; i < SLOTS; i++) if (slots[i].there) poll(&slots[i]);
		if (ROUNDS % 64 == 0) for (u32 i = 1; i <= ports; i++) slot_poll(&slots[i]);
		__asm__ volatile("pause");
	}
}
