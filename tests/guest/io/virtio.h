/* Legacy virtio-mmio devices and their queues. No interrupts: everything is polled. Needs ../lib/base.h. */
/* Counters for tests; ../README.md says which is which. */
#define COUNTERS ((volatile u64 *)0x200000)
enum { MAGIC, ROUNDS, FRAMES, PORT_BYTES, AGENT_REQUESTS, BALLOON_PAGES, COM1_BYTES, FAILURES, DISK_BLOCKS, DISK_PASS,
       CONSOLE_LINES, ANNOUNCED, ANSWERS, FRAMES_SENT, BYTES_SENT };

#define MAX_QUEUES 8
#define SIZE 128 /* descriptors of each queue */
#define NEXT 1
#define WRITABLE 2

/* Between what a device reads and what tells it to. */
static inline void fence(void) { __asm__ volatile("lock; addl $0, (%%esp)" : : : "memory"); }
static inline void clear(void *at, u32 n) { __asm__ volatile("rep stosb" : "+D"(at), "+c"(n) : "a"(0) : "memory"); }

struct desc { u64 address; u32 length; u16 flags; u16 next; };
struct queue {
	struct desc desc[SIZE];
	u16 avail_flags;
	volatile u16 avail_index;
	u16 avail[SIZE], used_event;
	u8 pad[4096 - SIZE * 16 - 6 - SIZE * 2];
	volatile u16 used_flags, used_index;
	struct { u32 id, length; } used[SIZE];
	u8 end[4096 - 4 - SIZE * 8];
} __attribute__((aligned(4096)));

struct device { volatile u32 *regs; struct queue *queues; u16 seen[MAX_QUEUES]; };

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
		clear(&queues[i], sizeof(struct queue));
		regs[0x30 / 4] = i;
		regs[0x38 / 4] = SIZE;
		regs[0x3c / 4] = 4096;
		regs[0x40 / 4] = (u32)&queues[i] >> 12;
		d->seen[i] = 0;
		queues[i].avail_flags = 1; /* no interrupts */
	}
	regs[0x70 / 4] = 7;
}

static void add(struct device *d, u32 queue, u16 head)
{
	struct queue *q = &d->queues[queue];
	q->avail[q->avail_index % SIZE] = head;
	fence();
	q->avail_index++;
}

static void kick(struct device *d, u32 queue)
{
	fence();
	if (!(d->queues[queue].used_flags & 1)) d->regs[0x50 / 4] = queue;
}

static void offer(struct device *d, u32 queue, u16 head)
{
	add(d, queue, head);
	kick(d, queue);
}

static void describe(struct device *d, u32 queue, u16 i, void *data, u32 bytes, u16 flags)
{
	d->queues[queue].desc[i] = (struct desc){ (u32)data, bytes, flags, i + 1 };
}

/* Gives the device one buffer, by descriptor i. */
static void give(struct device *d, u32 queue, u16 i, void *data, u32 bytes, int writable)
{
	describe(d, queue, i, data, bytes, writable ? WRITABLE : 0);
	offer(d, queue, i);
}

/* So many buffers for the device to fill. */
static void fill(struct device *d, u32 queue, u8 *data, u32 bytes)
{
	for (u16 i = 0; i < SIZE; i++, data += bytes) {
		describe(d, queue, i, data, bytes, WRITABLE);
		add(d, queue, i);
	}
	kick(d, queue);
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

static int full(struct device *d, u32 queue)
{
	return (u16)(d->queues[queue].avail_index - d->queues[queue].used_index) >= SIZE;
}
