/* The balloon: gives pages from 32 MiB on and takes them back, as it is asked; answers for statistics. */
static struct device balloon;
static struct queue balloon_queues[3];
static u32 pages[256];
static u8 stats[128];
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
	u32 gone;
	if (taken(&balloon, 2, &gone) >= 0) give(&balloon, 2, 0, stats, 20, 0);
	if (COUNTERS[ROUNDS] % 64 != 0) return;
	u32 wanted = balloon.regs[0x100 / 4];
	int queue = wanted > ballooned ? 0 : 1;
	u32 count = wanted > ballooned ? wanted - ballooned : ballooned - wanted;
	if (count == 0) return;
	if (count > 256) count = 256;
	for (u32 n = 0; n < count; n++) pages[n] = (32 << 8) + (queue == 0 ? ballooned + n : ballooned - 1 - n);
	give(&balloon, queue, 0, pages, 4 * count, 0);
	while (taken(&balloon, queue, &gone) < 0) ;
	ballooned += queue == 0 ? count : -count;
	balloon.regs[0x104 / 4] = ballooned;
	COUNTERS[BALLOON_PAGES] = ballooned;
}
