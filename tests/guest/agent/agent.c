/*
 * A guest that is asked to suspend by the guest agent's protocol: it drives a virtio-serial-pci device on bus 0, by polling, and
 * answers on the port named org.qemu.guest_agent.0. guest-suspend-ram writes S3 to PM1a; woken at its waking vector it sets
 * its devices up again, as drivers do, and goes on where it was. 32 bits, no paging, PVH. Counters are at 0x200000, see
 * ../README.md.
 */
#include "../lib/base.h"
#include "../lib/pci.h"
#include "../lib/agent.h"

#define MAGIC (*(volatile u64 *)0x200000)
#define ROUNDS (*(volatile u32 *)0x200008)
#define REQUESTS (*(volatile u32 *)0x20000c)
#define SLEEPS (*(volatile u32 *)0x200010)
#define WAKES (*(volatile u32 *)0x200014)

#define AT 0xc1000000 /* where the device's window is put */
#define NOTIFY 0x3000
#define QUEUES 8
#define SIZE 16
#define BYTES 512
#define CONTROL_IN 2
#define CONTROL_OUT 3
#define OPEN 6

enum { TO_DEVICE, FROM_DEVICE = 2 };

struct queue {
	struct { u64 address; u32 length; u16 flags, next; } desc[SIZE];
	volatile u16 avail_flags, avail_index, avail[SIZE], used_event;
	u8 pad[512 - SIZE * 16 - 6 - SIZE * 2];
	volatile u16 used_flags, used_index;
	volatile struct { u32 id, length; } used[SIZE];
	u8 end[512 - 4 - SIZE * 8];
} __attribute__((aligned(512)));

/* start.S: suspends with this value at that port, and comes back awake. */
extern void suspend(u32 port, u32 value, u32 facs);

static struct queue queues[QUEUES];
static u16 seen[QUEUES];
static u8 buffers[QUEUES][SIZE][BYTES];
static u32 device, agent_port, pm_control, facs;

static volatile u8 *reg8(u32 at) { return (volatile u8 *)(AT + at); }
static volatile u16 *reg16(u32 at) { return (volatile u16 *)(AT + at); }
static volatile u32 *reg32(u32 at) { return (volatile u32 *)(AT + at); }

static void give(u32 queue, u16 i, u32 bytes, u16 flags)
{
	struct queue *q = &queues[queue];
	q->desc[i].address = (u32)buffers[queue][i];
	q->desc[i].length = bytes;
	q->desc[i].flags = flags;
	q->avail[q->avail_index % SIZE] = i;
	barrier();
	q->avail_index++;
	barrier();
	*reg16(NOTIFY + 4 * queue) = queue;
}

/* The next descriptor that came back, -1 for none; its length to *bytes. */
static int taken(u32 queue, u32 *bytes)
{
	struct queue *q = &queues[queue];
	if (q->used_index == seen[queue]) return -1;
	barrier();
	u32 at = seen[queue]++ % SIZE;
	*bytes = q->used[at].length;
	return q->used[at].id;
}

static void send(u32 queue, const u8 *data, u32 bytes)
{
	u32 gone;
	while (taken(queue, &gone) >= 0) ;
	while ((u16)(queues[queue].avail_index - seen[queue]) >= SIZE) taken(queue, &gone);
	u16 slot = queues[queue].avail_index % SIZE;
	copy(buffers[queue][slot], data, bytes);
	give(queue, slot, bytes, TO_DEVICE);
}

static void control(u32 port, u16 event, u16 value)
{
	u8 message[8];
	*(volatile u32 *)message = port;
	*(volatile u16 *)(message + 4) = event;
	*(volatile u16 *)(message + 6) = value;
	send(CONTROL_OUT, message, sizeof message);
}

static void begin_queue(u32 i)
{
	for (u32 n = 0; n < sizeof queues[i]; n++) ((volatile u8 *)&queues[i])[n] = 0;
	seen[i] = 0;
	*reg16(0x16) = i;
	*reg16(0x18) = SIZE;
	*reg32(0x20) = (u32)queues[i].desc;
	*reg32(0x24) = 0;
	*reg32(0x28) = (u32)&queues[i].avail_flags;
	*reg32(0x2c) = 0;
	*reg32(0x30) = (u32)&queues[i].used_flags;
	*reg32(0x34) = 0;
	*reg16(0x1c) = 1;
}

static void begin(void)
{
	u8 words[] = { 1, 0, 3, 0x80, 0, 1, 1, 0, 3, 3, 2, 0xc7, 4, 0x0b };
	for (u32 i = 0; i < sizeof words; i += 2) out8(0x3f8 + words[i], words[i + 1]);
	agent_port = 0;
	put32(0, device, 0x20, AT);
	put32(0, device, 0x24, 0);
	put16(0, device, 4, 6);
	*reg8(0x14) = 0;
	*reg8(0x14) = 3;
	*reg32(0x08) = 0;
	*reg32(0x0c) = 2; /* more than one port */
	*reg32(0x08) = 1;
	*reg32(0x0c) = 1; /* VERSION_1 */
	*reg8(0x14) = 11;
	for (u32 i = 0; i < QUEUES; i++) begin_queue(i);
	*reg8(0x14) = 15;
	for (u32 i = 0; i < QUEUES; i++)
		for (u16 n = 0; n < SIZE && (i % 2 == 0); n++) give(i, n, BYTES, FROM_DEVICE);
	control(0, 0, 1); /* the driver is ready */
}

/* ---- power management, found by the tables */
static void find_power(u32 table)
{
	facs = little32(table + 36);
	pm_control = little32(table + 64);
	out8(little32(table + 48), *(u8 *)(table + 52));
}

static void agent_send(const u8 *data, u32 bytes) { send(2 + 2 * agent_port + 1, data, bytes); }
static void agent_count(void) { REQUESTS++; }

static int agent_sleep(void)
{
	if (!facs) return 0;
	SLEEPS++;
	print("agent: asleep\n");
	while (!(in8(0x3fd) & 0x40)) ;
	suspend(pm_control, 1 << 10 | 1 << 13 | 1, facs); /* S3 of QEMU's q35 is type 1 */
	WAKES++;
	begin();
	print("agent: awake\n");
	return 1;
}

static void control_message(u8 *message, u32 bytes)
{
	u32 port = *(u32 *)message;
	u16 event = *(u16 *)(message + 4);
	if (event == 1) control(port, 3, 1); /* there is a port: ready */
	if (event == 4) control(port, OPEN, 1); /* it is a console */
	if (event == 7 && bytes >= 8 + 22 && same(message + 8, AGENT_PORT, 22)) {
		agent_port = port;
		control(port, OPEN, 1);
		print("agent: open\n");
	}
}

static void poll(void)
{
	u8 data[BYTES];
	u32 bytes;
	int i = taken(CONTROL_IN, &bytes);
	if (i >= 0) {
		control_message(buffers[CONTROL_IN][i], bytes);
		give(CONTROL_IN, i, BYTES, FROM_DEVICE);
	}
	u32 queue = 2 + 2 * agent_port;
	if (!agent_port || (i = taken(queue, &bytes)) < 0) return;
	copy(data, buffers[queue][i], bytes);
	give(queue, i, BYTES, FROM_DEVICE);
	agent_take(data, bytes); /* it may sleep in there, after which the queues are new */
}

void run(u32 start_info)
{
	for (u32 n = 0; n < 6; n++) ((volatile u32 *)0x200000)[n] = 0;
	find_pci(start_info);
	find_power(acpi_table(start_info, "FACP"));
	for (u32 n = 1; n < 31; n++) if (get32(0, n, 0) == 0x10031af4) device = n;
	if (!device) { print("agent: no virtio-serial-pci\n"); return; }
	begin();
	MAGIC = 0x5453474e54414742ull;
	for (;;) {
		ROUNDS++;
		poll();
		__asm__ volatile("pause");
	}
}
