/*
 * Serial ports: 0 to 2 have queues 0/1, 4/5, 6/7; 2/3 are for control. Every byte goes back; the port named
 * org.qemu.guest_agent.0 speaks the agent's protocol, and a console may count.
 */
static struct device serial;
static struct queue serial_queues[8];
static u8 port_rx[4][SIZE][256], port_tx[4][SIZE][512], control_rx[SIZE][128], control_tx[SIZE][8];
static int count, talk;
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
	fill(&serial, 2, control_rx[0], 128);
	for (u32 p = 0; p < 3; p++) fill(&serial, in_queue(p), port_rx[p][0], 256);
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
	while (full(&serial, queue)) ;
	while (taken(&serial, queue, &gone) >= 0) ;
	u16 slot = serial_queues[queue].avail_index % SIZE;
	copy(port_tx[port][slot], data, bytes);
	give(&serial, queue, slot, port_tx[port][slot], bytes, 0);
}

static void agent_send(const u8 *data, u32 bytes) { send(agent_port, data, bytes); }
static int agent_sleep(void) { return 0; }
static void agent_count(void) { COUNTERS[AGENT_REQUESTS]++; }

/* Lines of eight digits, one after another, to the console: none may be lost, or come twice. */
static void console_count(void)
{
	u8 digits[9];
	u32 number = (u32)COUNTERS[CONSOLE_LINES];
	if (COUNTERS[ROUNDS] % 4 != 0 || full(&serial, 1)) return;
	for (u32 i = 0; i < 8; i++) digits[7 - i] = "0123456789abcdef"[number >> 4 * i & 15];
	digits[8] = '\n';
	send(0, digits, 9);
	COUNTERS[CONSOLE_LINES]++;
}

/* As much as the device takes, for benchmarks. */
static void console_talk(void)
{
	u32 gone;
	while (taken(&serial, 1, &gone) >= 0) ;
	while (!full(&serial, 1)) {
		u16 slot = serial_queues[1].avail_index % SIZE;
		give(&serial, 1, slot, port_tx[0][slot], 512, 0);
		COUNTERS[BYTES_SENT] += 512;
	}
}

static void serial_poll(void)
{
	u32 bytes;
	if (count) console_count();
	if (talk) console_talk();
	int i = taken(&serial, 2, &bytes);
	if (i >= 0) {
		serial_control(control_rx[i], bytes);
		give(&serial, 2, i, control_rx[i], 128, 1);
	}
	for (u32 port = 0; port < 3; port++) {
		i = taken(&serial, in_queue(port), &bytes);
		if (i < 0) continue;
		if (port == agent_port) agent_take(port_rx[port][i], bytes);
		else { send(port, port_rx[port][i], bytes); COUNTERS[PORT_BYTES] += bytes; }
		give(&serial, in_queue(port), i, port_rx[port][i], 256, 1);
	}
}
