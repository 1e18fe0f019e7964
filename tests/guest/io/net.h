/* The network card: answers what is asked of it, and says where it is when the device wants that. */
#define RX_BYTES 2048
#define HEAD 10 /* virtio_net_hdr */
#define LOOKS_EVERY 64 /* rounds between two looks at the configuration, which cost an exit each */

static struct device net;
static struct queue net_queues[3];
static u8 net_rx[SIZE][RX_BYTES], net_tx[SIZE][RX_BYTES], net_command[4], mac[6], server[4];
static int flood, ask;
static const u8 everybody[6] = { 255, 255, 255, 255, 255, 255 };

static void net_begin(volatile u32 *regs)
{
	begin(&net, regs, net_queues, 3, 1 << 5 | 1 << 16 | 1 << 17 | 1 << 21); /* address, status, control queue, announce */
	*(u32 *)mac = regs[0x100 / 4];
	*(u16 *)(mac + 4) = (u16)regs[0x104 / 4];
	fill(&net, 0, net_rx[0], RX_BYTES);
}

/* Where the next frame to be sent goes: its first byte, addresses and type there; 0 when there is no room. */
static u8 *net_frame(const u8 *to, u16 type)
{
	u32 gone;
	while (taken(&net, 1, &gone) >= 0) ;
	if (full(&net, 1)) return 0;
	u8 *frame = net_tx[net_queues[1].avail_index % SIZE];
	clear(frame, HEAD);
	frame += HEAD;
	copy(frame, to, 6);
	copy(frame + 6, mac, 6);
	frame[12] = type >> 8;
	frame[13] = (u8)type;
	return frame;
}

static void net_send(u8 *frame, u32 bytes)
{
	u16 slot = net_queues[1].avail_index % SIZE;
	give(&net, 1, slot, frame - HEAD, HEAD + bytes, 0);
}

static void swap(u8 *a, u8 *b, u32 n) { for (; n--; a++, b++) { u8 c = *a; *a = *b; *b = c; } }
static u32 big16(const u8 *at) { return at[0] << 8 | at[1]; }

static u32 sum(const u8 *at, u32 bytes)
{
	u32 all = 0;
	for (u32 i = 0; i < bytes; i += 2) all += big16(at + i);
	while (all >> 16) all = (all & 0xffff) + (all >> 16);
	return all;
}

/* Whoever asks for any address by ARP is told that it is ours. */
static void arp_reply(u8 *f)
{
	f[21] = 2;
	swap(f + 28, f + 38, 4);
	copy(f + 32, f + 22, 6);
	copy(f + 22, mac, 6);
}

/* An IP packet goes back where it came from; a request of ping is answered. Exchanging leaves checksums right. */
static void ip_back(u8 *f)
{
	u8 *inside = f + 14 + (f[14] & 15) * 4;
	swap(f + 26, f + 30, 4);
	if (f[23] == 17) swap(inside, inside + 2, 2);
	if (f[23] == 1 && inside[0] == 8) {
		u32 check = big16(inside + 2) + 0x800;
		check = (check & 0xffff) + (check >> 16);
		inside[0] = 0;
		inside[2] = check >> 8;
		inside[3] = (u8)check;
	}
}

static void net_answer(const u8 *got, u32 bytes)
{
	u32 type = big16(got + 12);
	if (type == 0x806 && got[21] == 2) { COUNTERS[ANSWERS] += ask; return; }
	if (type == 0x800 && ask && got[23] == 17 && big16(got + 34) == 67) { COUNTERS[ANSWERS] |= 1ull << 32; copy(server, got + 26, 4); return; }
	if (type != 0x88b5 && type != 0x806 && type != 0x800) return;
	if (got[6] & 1) return;
	u8 *f = net_frame(got + 6, type);
	copy(f + 14, got + 14, bytes - 14);
	if (type == 0x806) arp_reply(f);
	if (type == 0x800) ip_back(f);
	net_send(f, bytes);
	COUNTERS[FRAMES]++;
}

/* Asks for an address by DHCP until one is offered, then where the server is by ARP, again and again. */
static void net_ask(void)
{
	u8 *f = net_frame(everybody, COUNTERS[ANSWERS] ? 0x806 : 0x800);
	if (!f) return;
	clear(f + 14, 300);
	if (COUNTERS[ANSWERS]) {
		copy(f + 14, "\0\1\10\0\6\4\0\1", 8);
		copy(f + 22, mac, 6);
		copy(f + 38, server, 4);
		net_send(f, 60);
		return;
	}
	u8 *ip = f + 14, *udp = ip + 20, *dhcp = udp + 8;
	copy(ip, "\105\0\1\20\0\0\0\0\100\21\0\0\0\0\0\0\377\377\377\377", 20); /* 272 bytes of UDP to everybody */
	u32 check = ~sum(ip, 20);
	ip[10] = check >> 8;
	ip[11] = (u8)check;
	copy(udp, "\0\104\0\103\0\374\0\0", 8);
	copy(dhcp, "\1\1\6\0", 4);
	dhcp[10] = 0x80; /* answer to everybody */
	copy(dhcp + 28, mac, 6);
	copy(dhcp + 236, "\143\202\123\143\65\1\1\377", 8); /* DHCPDISCOVER */
	net_send(f, 14 + 272);
}

/* The device wants to be announced: a frame to everybody, then "done" by the control queue. */
static void net_look(void)
{
	u32 gone;
	if (ask) net_ask();
	if (!(net.regs[0x104 / 4] >> 16 & 2)) return;
	u8 *f = net_frame(everybody, 0x88b6);
	if (!f) return;
	clear(f + 14, 46);
	net_send(f, 60);
	net_command[0] = 3;
	net_command[1] = 0;
	describe(&net, 2, 0, net_command, 2, NEXT);
	describe(&net, 2, 1, net_command + 2, 1, WRITABLE);
	offer(&net, 2, 0);
	while (taken(&net, 2, &gone) < 0) ;
	COUNTERS[ANNOUNCED]++;
}

static void net_flood(void)
{
	u8 *f;
	while ((f = net_frame(everybody, 0x88b7))) {
		net_send(f, 64);
		COUNTERS[FRAMES_SENT]++;
	}
}

static void net_poll(void)
{
	u32 bytes, gone;
	int i;
	if (COUNTERS[ROUNDS] % LOOKS_EVERY == 0) net_look();
	if (flood) net_flood();
	while (taken(&net, 1, &gone) >= 0) ;
	while (!full(&net, 1) && (i = taken(&net, 0, &bytes)) >= 0) {
		if (bytes > HEAD + 14) net_answer(net_rx[i] + HEAD, bytes - HEAD);
		give(&net, 0, i, net_rx[i], RX_BYTES, 1);
	}
}
