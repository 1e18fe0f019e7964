/*
 * A guest that drives legacy virtio-mmio devices by polling: 32 bits, no paging, PVH. What it finds at 0xfeb00000 to 0xfeb00e00
 * it uses, and COM1 echoes. Words of the command line, counters and what each device does: ../README.md.
 */
#include "../lib/base.h"
#include "../lib/agent.h"
#include "virtio.h"
#include "net.h"
#include "serial.h"
#include "balloon.h"
#include "disk.h"

static int type;

static int said(const char *line, const char *word)
{
	u32 n = length(word);
	for (; *line; line++) if (same((const u8 *)line, word, n)) return 1;
	return 0;
}

static void options(const char *line)
{
	count = said(line, "count");
	talk = said(line, "talk");
	flood = said(line, "flood");
	ask = said(line, "ask");
	type = said(line, "type");
}

/* info is what a PVH kernel is given (hvm_start_info). */
void run(const u8 *info)
{
	u8 words[] = { 1, 0, 3, 0x80, 0, 1, 1, 0, 3, 3, 2, 0xc7, 4, 0x0b };
	for (u32 i = 0; i < sizeof words; i += 2) out8(0x3f8 + words[i], words[i + 1]);
	if (*(u32 *)(info + 24)) options((const char *)*(u32 *)(info + 24));
	for (u32 slot = 0; slot < 8; slot++) {
		volatile u32 *regs = (volatile u32 *)(0xfeb00000 + 0x200 * slot);
		if (regs[0] != 0x74726976) continue;
		if (regs[2] == 1) net_begin(regs);
		if (regs[2] == 2) disk_begin(regs);
		if (regs[2] == 3) serial_begin(regs);
		if (regs[2] == 5) balloon_begin(regs);
	}
	COUNTERS[MAGIC] = 0x5453474e4f494f49ull;
	print("io: ready\n");
	for (;;) {
		COUNTERS[ROUNDS]++;
		if (net.regs) net_poll();
		if (serial.regs) serial_poll();
		if (balloon.regs) balloon_poll();
		if (disk.regs) disk_poll();
		if (COUNTERS[ROUNDS] % 16 == 0 && in8(0x3fd) & 1) { put(in8(0x3f8)); COUNTERS[COM1_BYTES]++; }
		if (type) { print("0123456789abcdef"); COUNTERS[COM1_BYTES] += 16; }
		__asm__ volatile("pause");
	}
}
