package baton.machine.acpi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** ACPI Machine Language, as much as our DSDT needs: ACPI 6.4, chapter 20; resource descriptors: 6.4. */
final class Aml {
    private static final int NAME = 0x08;
    private static final int BYTE = 0x0a;
    private static final int WORD = 0x0b;
    private static final int DWORD = 0x0c;
    private static final int SCOPE = 0x10;
    private static final int BUFFER = 0x11;
    private static final int PACKAGE = 0x12;
    private static final int EXTENDED = 0x5b;
    private static final int DEVICE = 0x82;
    private static final int ROOT = 0x5c;
    private static final int STRING = 0x0d;
    private static final int METHOD = 0x14;
    private static final int RETURN = 0xa4;
    private static final int FIRST_ARGUMENT = 0x68;
    private static final int PCI_DEVICES = 32;
    private static final int NOTIFY = 0x86;
    private static final int DUAL = 0x2e;
    private static final int CHANGED = 0x80;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] bytes() {
        return out.toByteArray();
    }

    /** A named object of the namespace's root, such as {@code _S3_}. */
    Aml rootName(String segment, byte[] object) {
        out.write(NAME);
        out.write(ROOT);
        ascii(segment);
        out.writeBytes(object);
        return this;
    }

    /** A named object. */
    Aml name(String segment, byte[] object) {
        out.write(NAME);
        ascii(segment);
        out.writeBytes(object);
        return this;
    }

    /** A method that gives back one of its arguments, counted from 0, as it is. */
    Aml echo(String segment, int arguments, int which) {
        Aml content = new Aml().little(arguments, 1).little(RETURN, 1).little(FIRST_ARGUMENT + which, 1);
        return block(new int[] {METHOD}, segment, content);
    }

    /** A method without arguments that tells drivers of a change of {@code parent.device}. */
    Aml notice(String segment, String parent, String device) {
        Aml content = new Aml().little(0, 1).little(NOTIFY, 1).little(ROOT, 1).little(DUAL, 1);
        content.ascii(parent);
        content.ascii(device);
        return block(new int[] {METHOD}, segment, content.little(BYTE, 1).little(CHANGED, 1));
    }

    /** The first serial port. */
    static Aml serialPort() {
        Aml com1 = new Aml().name("_HID", eisaId("PNP0501")).name("_UID", integer(1));
        return com1.name("_STA", integer(0xf)).name("_CRS", resources(ports(0x3f8, 8), interrupt(4)));
    }

    /** What is below {@code \_SB}. */
    Aml systemBus(Aml content) {
        return block(new int[] {SCOPE}, "\\_SB_", content);
    }

    /** What is below {@code \_GPE}: what is done at general purpose events. */
    Aml events(Aml content) {
        return block(new int[] {SCOPE}, "\\_GPE", content);
    }

    Aml device(String segment, Aml content) {
        return block(new int[] {EXTENDED, DEVICE}, segment, content);
    }

    private Aml block(int[] opcode, String path, Aml content) {
        for (int op : opcode) {
            out.write(op);
        }
        byte[] inside = content.bytes();
        out.writeBytes(length(path.length() + inside.length));
        ascii(path);
        out.writeBytes(inside);
        return this;
    }

    static byte[] integer(long value) {
        Aml made = new Aml();
        if (value == 0 || value == 1) {
            made.little(value, 1);
        } else if (value < 0x100) {
            made.little(BYTE, 1).little(value, 1);
        } else if (value < 0x10000) {
            made.little(WORD, 1).little(value, 2);
        } else {
            made.little(DWORD, 1).little(value, 4);
        }
        return made.bytes();
    }

    /** A string. */
    static byte[] text(String value) {
        Aml made = new Aml().little(STRING, 1);
        made.ascii(value);
        return made.little(0, 1).bytes();
    }

    /** A compressed identifier such as {@code PNP0A08}. */
    static byte[] eisaId(String id) {
        int letters = id.charAt(0) - 0x40 << 10 | id.charAt(1) - 0x40 << 5 | id.charAt(2) - 0x40;
        int product = Integer.parseInt(id.substring(3), 16);
        Aml made = new Aml().little(DWORD, 1);
        made.little(letters >> 8, 1).little(letters, 1).little(product >> 8, 1).little(product, 1);
        return made.bytes();
    }

    /** A package of objects, at most 255. */
    static byte[] list(byte[]... objects) {
        Aml inside = new Aml().little(objects.length, 1);
        for (byte[] object : objects) {
            inside.out.writeBytes(object);
        }
        return sized(PACKAGE, inside.bytes());
    }

    static byte[] numbers(int... values) {
        Aml inside = new Aml().little(values.length, 1);
        for (int value : values) {
            inside.out.writeBytes(integer(value));
        }
        return sized(PACKAGE, inside.bytes());
    }

    /** A resource template of these descriptors, for {@code _CRS}. */
    static byte[] resources(byte[]... descriptors) {
        Aml list = new Aml();
        for (byte[] descriptor : descriptors) {
            list.out.writeBytes(descriptor);
        }
        list.little(0x79, 1).little(0, 1);
        byte[] bytes = list.bytes();
        Aml inside = new Aml();
        inside.out.writeBytes(integer(bytes.length));
        inside.out.writeBytes(bytes);
        return sized(BUFFER, inside.bytes());
    }

    /** Pins A to D of every PCI device in turn at four inputs of the IOAPIC from {@code first} on. ACPI 6.4, 6.2.13. */
    static byte[] routes(int first) {
        byte[][] routes = new byte[4 * PCI_DEVICES][];
        for (int device = 0; device < PCI_DEVICES; device++) {
            for (int pin = 0; pin < 4; pin++) {
                routes[4 * device + pin] = numbers(device << 16 | 0xffff, pin, 0, first + (device + pin & 3));
            }
        }
        return list(routes);
    }

    /** Fixed memory below 4 GiB. */
    static byte[] memory(long first, long length) {
        Aml made = new Aml().little(0x86, 1).little(9, 2).little(1, 1);
        return made.little(first, 4).little(length, 4).bytes();
    }

    /** An input of the IOAPIC, edge triggered. */
    static byte[] input(int gsi) {
        return new Aml()
                .little(0x89, 1)
                .little(6, 2)
                .little(0x03, 1)
                .little(1, 1)
                .little(gsi, 4)
                .bytes();
    }

    /** Fixed ports. */
    static byte[] ports(int first, int count) {
        Aml made = new Aml().little(0x47, 1).little(1, 1);
        return made.little(first, 2)
                .little(first, 2)
                .little(1, 1)
                .little(count, 1)
                .bytes();
    }

    static byte[] interrupt(int number) {
        return new Aml().little(0x22, 1).little(1 << number, 2).bytes();
    }

    /** Bus numbers that a bridge produces. */
    static byte[] buses(int first, int last) {
        return word(2, 0, first, last);
    }

    /** Ports that a bridge passes on. */
    static byte[] portWindow(int first, int last) {
        return word(1, 3, first, last);
    }

    private static byte[] word(int type, int flags, int first, int last) {
        Aml made = new Aml()
                .little(0x88, 1)
                .little(0x0d, 2)
                .little(type, 1)
                .little(0x0c, 1)
                .little(flags, 1);
        return made.little(0, 2)
                .little(first, 2)
                .little(last, 2)
                .little(0, 2)
                .little(last - first + 1, 2)
                .bytes();
    }

    /** Memory below 4 GiB that a bridge passes on, not cached. */
    static byte[] memoryWindow(long first, long last) {
        Aml made = new Aml()
                .little(0x87, 1)
                .little(0x17, 2)
                .little(0, 1)
                .little(0x0c, 1)
                .little(1, 1);
        return made.little(0, 4)
                .little(first, 4)
                .little(last, 4)
                .little(0, 4)
                .little(last - first + 1, 4)
                .bytes();
    }

    /** Memory anywhere that a bridge passes on, not cached. */
    static byte[] wideWindow(long first, long length) {
        Aml made = new Aml()
                .little(0x8a, 1)
                .little(0x2b, 2)
                .little(0, 1)
                .little(0x0c, 1)
                .little(1, 1);
        return made.little(0, 8)
                .little(first, 8)
                .little(first + length - 1, 8)
                .little(0, 8)
                .little(length, 8)
                .bytes();
    }

    private static byte[] sized(int opcode, byte[] inside) {
        Aml made = new Aml().little(opcode, 1);
        made.out.writeBytes(length(inside.length));
        made.out.writeBytes(inside);
        return made.bytes();
    }

    /** PkgLength: it counts itself. */
    private static byte[] length(int inside) {
        if (inside + 1 < 0x40) {
            return new byte[] {(byte) (inside + 1)};
        }
        int extra = inside + 2 < 0x1000 ? 1 : 2;
        int total = inside + 1 + extra;
        byte[] made = new byte[1 + extra];
        made[0] = (byte) (extra << 6 | total & 0xf);
        for (int i = 1; i <= extra; i++) {
            made[i] = (byte) (total >> 8 * i - 4);
        }
        return made;
    }

    private Aml little(long value, int size) {
        for (int i = 0; i < size; i++) {
            out.write((int) (value >> 8 * i));
        }
        return this;
    }

    private void ascii(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
