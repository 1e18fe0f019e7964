/*
 * The guest agent's protocol, as far as tests go: a JSON object a line. Needs base.h, and of its user: agent_send, agent_sleep
 * (suspends to RAM and comes back awake; 0 if there is no ACPI), agent_count (a request has come).
 */
#define AGENT_PORT "org.qemu.guest_agent.0"

static void agent_send(const u8 *data, u32 bytes);
static int agent_sleep(void);
static void agent_count(void);

static u8 agent_line[512];
static u32 agent_bytes;

static void agent_say(const char *text) { agent_send((const u8 *)text, length(text)); }

static int agent_asked(const char *word)
{
	u32 n = length(word);
	for (u32 i = 0; i + n <= agent_bytes; i++) if (same(agent_line + i, word, n)) return 1;
	return 0;
}

/* The id is sent back as it came: digits behind "id": */
static void agent_sync(void)
{
	u8 answer[64];
	u32 n = 11, i = 0;
	copy(answer, (const u8 *)"{\"return\": ", n);
	while (i + 4 < agent_bytes && !same(agent_line + i, "\"id\"", 4)) i++;
	for (; i < agent_bytes && n < 60; i++)
		if (agent_line[i] >= '0' && agent_line[i] <= '9') answer[n++] = agent_line[i];
	answer[n++] = '}';
	answer[n++] = '\n';
	agent_send(answer, n);
}

static void agent_request(void)
{
	agent_count();
	if (agent_asked("guest-sync-delimited")) { u8 mark = 0xff; agent_send(&mark, 1); agent_sync(); }
	else if (agent_asked("guest-sync")) agent_sync();
	else if (agent_asked("guest-ping")) agent_say("{\"return\": {}}\n");
	else if (agent_asked("guest-info")) agent_say("{\"return\": {\"version\": \"10.2.0\", \"supported_commands\": []}}\n");
	else if (agent_asked("guest-suspend-ram")) { /* says nothing when it works */
		if (!agent_sleep()) agent_say("{\"error\": {\"class\": \"GenericError\", \"desc\": \"no ACPI\"}}\n");
	} else agent_say("{\"error\": {\"class\": \"CommandNotFound\", \"desc\": \"The command was not found\"}}\n");
}

static void agent_take(const u8 *data, u32 bytes)
{
	for (u32 i = 0; i < bytes; i++) {
		if (data[i] == '\n') { agent_request(); agent_bytes = 0; }
		else if (data[i] == 0xff) agent_bytes = 0;
		else if (agent_bytes < sizeof agent_line) agent_line[agent_bytes++] = data[i];
	}
}
