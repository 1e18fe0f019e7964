/* Configuration space in memory, where ACPI's table MCFG says it is. Needs base.h. */
static u32 ecam;

static inline u32 little32(u32 at) { return *(volatile u32 *)at; }

/* The ACPI table of that signature, 0 for none; start_info is what PVH hands over. */
static u32 acpi_table(u32 start_info, const char *signature)
{
	u32 root = little32(start_info + 32);
	if (!root) return 0;
	u32 rsdt = little32(root + 16);
	for (u32 at = rsdt + 36; at < rsdt + little32(rsdt + 4); at += 4)
		if (same((u8 *)little32(at), signature, 4)) return little32(at);
	return 0;
}

static void find_pci(u32 start_info)
{
	u32 mcfg = acpi_table(start_info, "MCFG");
	ecam = mcfg ? little32(mcfg + 44) : 0;
}

static inline u32 at(u32 bus, u32 device, u32 reg) { return ecam + (bus << 20 | device << 15 | reg); }
static inline u32 get32(u32 bus, u32 device, u32 reg) { return *(volatile u32 *)at(bus, device, reg & ~3u); }
static inline u16 get16(u32 bus, u32 device, u32 reg) { return *(volatile u16 *)at(bus, device, reg); }
static inline void put32(u32 bus, u32 device, u32 reg, u32 v) { *(volatile u32 *)at(bus, device, reg) = v; }
static inline void put16(u32 bus, u32 device, u32 reg, u16 v) { *(volatile u16 *)at(bus, device, reg) = v; }

static inline u32 capability(u32 bus, u32 device, u32 id)
{
	u32 next = get32(bus, device, 0x34) & 0xfc;
	while (next && (get32(bus, device, next) & 0xff) != id) next = get32(bus, device, next) >> 8 & 0xfc;
	return next;
}
