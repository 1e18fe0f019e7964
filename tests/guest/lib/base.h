/* What every guest in C has: types, ports, COM1, bytes. */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;

static inline void out8(u16 port, u8 value) { __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port)); }
static inline void out16(u16 port, u16 value) { __asm__ volatile("outw %0, %1" : : "a"(value), "Nd"(port)); }
static inline void out32(u16 port, u32 value) { __asm__ volatile("outl %0, %1" : : "a"(value), "Nd"(port)); }
static inline u8 in8(u16 port) { u8 v; __asm__ volatile("inb %1, %0" : "=a"(v) : "Nd"(port)); return v; }
static inline u16 in16(u16 port) { u16 v; __asm__ volatile("inw %1, %0" : "=a"(v) : "Nd"(port)); return v; }
static inline u32 in32(u16 port) { u32 v; __asm__ volatile("inl %1, %0" : "=a"(v) : "Nd"(port)); return v; }
static inline void barrier(void) { __asm__ volatile("" : : : "memory"); }

/* One instruction: a KVM that emulates is quick with that. */
static inline void copy(volatile void *to, const volatile void *from, u32 n)
{
	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
}


static inline u32 length(const char *text) { u32 n = 0; while (text[n]) n++; return n; }
static inline int same(const u8 *a, const char *b, u32 n) { while (n--) if (*a++ != (u8)*b++) return 0; return 1; }

static inline void put(u8 c) { while (!(in8(0x3fd) & 0x20)) ; out8(0x3f8, c); }
static inline void print(const char *text) { while (*text) put(*text++); }
