/* The disk: its first blocks are read, compared with what the pass before left, written, read back and compared; always one request under way. */
#define BLOCK 4096
#define BLOCKS 16

static struct device disk;
static struct queue disk_queue[1];
static struct { u32 type, reserved; u64 sector; } disk_request;
static u32 disk_data[BLOCK / 4];
static u8 disk_status;
static enum { BEFORE, WRITTEN, BACK } disk_step;
static u32 disk_block;

/* Every word of a block, which no other block and no other pass has. */
static u32 pattern(u32 pass) { return pass == 0 ? 0 : (pass * BLOCKS + disk_block) * 0x9e3779b1u; }

static void disk_fill(u32 word)
{
	void *at = disk_data;
	u32 n = BLOCK / 4;
	__asm__ volatile("rep stosl" : "+D"(at), "+c"(n) : "a"(word) : "memory");
}

static void disk_go(u32 type)
{
	disk_request.type = type;
	disk_request.reserved = 0;
	disk_request.sector = disk_block * (BLOCK / 512);
	disk_status = 255;
	describe(&disk, 0, 0, &disk_request, 16, NEXT);
	describe(&disk, 0, 1, disk_data, BLOCK, NEXT | (type == 0 ? WRITABLE : 0));
	describe(&disk, 0, 2, &disk_status, 1, WRITABLE);
	offer(&disk, 0, 0);
}

static void disk_begin(volatile u32 *regs)
{
	begin(&disk, regs, disk_queue, 1, 0);
	disk_go(0);
}

static void disk_compare(u32 pass)
{
	void *at = disk_data;
	u32 n = BLOCK / 4;
	u8 alike;
	__asm__ volatile("repe scasl; sete %2" : "+D"(at), "+c"(n), "=q"(alike) : "a"(pattern(pass)) : "memory", "cc");
	if (!alike) COUNTERS[FAILURES]++;
}

static void disk_poll(void)
{
	u32 gone, pass = (u32)COUNTERS[DISK_PASS];
	if (taken(&disk, 0, &gone) < 0) return;
	if (disk_status != 0) COUNTERS[FAILURES]++;
	if (disk_step == BEFORE) {
		disk_compare(pass);
		disk_fill(pattern(pass + 1));
		disk_step = WRITTEN;
		disk_go(1);
	} else if (disk_step == WRITTEN) {
		disk_fill(0);
		disk_step = BACK;
		disk_go(0);
	} else {
		disk_compare(pass + 1);
		COUNTERS[DISK_BLOCKS]++;
		if (++disk_block == BLOCKS) { disk_block = 0; COUNTERS[DISK_PASS]++; }
		disk_step = BEFORE;
		disk_go(0);
	}
}
