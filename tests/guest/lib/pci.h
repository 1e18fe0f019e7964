/* Configuration space by ports 0xcf8 and 0xcfc. Needs base.h. */
static inline void select(u32 bus, u32 device, u32 reg)
{
	out32(0xcf8, 1u << 31 | bus << 16 | device << 11 | (reg & 0xfc));
}
static inline u32 get32(u32 bus, u32 device, u32 reg) { select(bus, device, reg); return in32(0xcfc); }
static inline u16 get16(u32 bus, u32 device, u32 reg) { select(bus, device, reg); return in16(0xcfc + (reg & 2)); }
static inline void put32(u32 bus, u32 device, u32 reg, u32 value) { select(bus, device, reg); out32(0xcfc, value); }
static inline void put16(u32 bus, u32 device, u32 reg, u16 value)
{
	select(bus, device, reg);
	out16(0xcfc + (reg & 2), value);
}

static inline u32 capability(u32 bus, u32 device, u32 id)
{
	u32 at = get32(bus, device, 0x34) & 0xfc;
	while (at && (get32(bus, device, at) & 0xff) != id) at = get32(bus, device, at) >> 8 & 0xfc;
	return at;
}
