package baton.cli.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code -machine} and the options QEMU turns into machine properties; repetitions merge, later keys count. */
final class MachineParser {
    private static final String NO_FIRMWARE = "guests start without firmware; leave it out";

    private final Notes notes;
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final AccelParser accelerators;
    private final CpuParser cpus = new CpuParser();
    private MachineType type = MachineType.MICROVM;
    private SmpOptions smp;
    private BootOrder order;

    MachineParser(Notes notes) {
        this.notes = notes;
        accelerators = new AccelParser(notes);
    }

    void machine(String text, String where) throws OptionException {
        if (KeyValue.parseInto(properties, where, text, "type")) {
            notes.help(Request.Topic.MACHINE, string("type", null));
        }
    }

    void set(String key, String value) {
        properties.put(key, value);
    }

    void accel(String text, String where) throws OptionException {
        accelerators.accel(text, where);
    }

    void cpu(String text) throws OptionException {
        cpus.cpu(text, notes);
    }

    void smp(String text, String where) throws OptionException {
        if (KeyValue.parseInto(nested("smp"), where, text, "cpus")) {
            notes.help(Request.Topic.SMP, null);
        }
    }

    void bootOrder(String text, String where) throws OptionException {
        KeyValue.parseInto(nested("boot"), where, text, "order");
    }

    /** Checks all properties; the getters below are good after it. */
    MachineOptions finish() throws OptionException {
        type = MachineType.of(string("type", "microvm"));
        if (type == null) {
            throw new OptionException("unsupported machine type: \"" + string("type", "")
                    + "\"\nUse -machine help to list supported machines");
        }
        for (Map.Entry<String, Object> entry : properties.entrySet()) {
            known(entry.getKey(), entry.getValue());
        }
        smp = SmpParser.complete(nested("smp"), type);
        order = BootOrderParser.order(nested("boot"));
        accelerators.finish(string("accel", null), type);
        cpus.finish();
        return new MachineOptions(type, microvm(), bool("dump-guest-core", true), bool("mem-merge", true));
    }

    List<AcceleratorOptions> accelerators() {
        return accelerators.list();
    }

    CpuOptions cpu() {
        return cpus.options();
    }

    SmpOptions smp() {
        return smp;
    }

    MachineType type() {
        return type;
    }

    /** The id of the RAM object, or null. */
    String memoryBackend() {
        return string("memory-backend", null);
    }

    boolean auxRamShare() throws OptionException {
        return bool("aux-ram-share", false);
    }

    /** The keys below {@code memory.}. */
    Map<String, Object> memory() throws OptionException {
        return nested("memory");
    }

    /** @param disk the file of the first disk, or null */
    BootOptions boot(String disk) throws OptionException {
        String kernel = string("kernel", null);
        if (kernel == null && properties.containsKey("initrd")) {
            throw new OptionException("-initrd only allowed with -kernel option");
        }
        if (kernel == null && properties.containsKey("append")) {
            throw new OptionException("-append only allowed with -kernel option");
        }
        if (kernel != null && type == MachineType.NONE) {
            throw new OptionException(
                    "The -kernel parameter is not supported (use the generic 'loader' device instead).");
        }
        return new BootOptions(kernel, string("initrd", null), string("append", null), disk, order);
    }

    private MicrovmOptions microvm() throws OptionException {
        return new MicrovmOptions(
                onOffAuto("acpi"),
                onOffAuto("pcie"),
                onOffAuto("pic"),
                onOffAuto("pit"),
                onOffAuto("rtc"),
                onOffAuto("ioapic2"),
                bool("isa-serial", true),
                bool("x-option-roms", true),
                bool("auto-kernel-cmdline", true));
    }

    private void known(String key, Object value) throws OptionException {
        if (value instanceof Map) {
            if (!key.equals("memory") && !key.equals("smp") && !key.equals("boot")) {
                throw new OptionException("Parameters '" + key + ".*' are unexpected");
            }
            return;
        }
        switch (key) {
            case "type", "accel", "kernel", "initrd", "append", "memory-backend" -> {}
            case "dump-guest-core", "mem-merge", "aux-ram-share", "graphics" -> bool(key, false);
            case "suppress-vmdesc" -> refuseOn(key, bool(key, false), "a stream always says what is in it");
            case "usb" -> refuseOn(key, bool(key, false), "there is no USB");
            case "memory", "smp", "boot" -> throw new OptionException("Parameter '" + key + "' used inconsistently");
            case "memory-encryption", "confidential-guest-support" -> throw unsupported(key, "guests run unencrypted");
            case "firmware", "dtb", "dumpdtb", "shim", "dt-compatible", "phandle-start" -> throw unsupported(
                    key, NO_FIRMWARE);
            case "smp-cache", "sgx-epc", "bus-lock-ratelimit" -> throw unsupported(key, "leave it out");
            case "kernel-irqchip", "kernel_irqchip" -> irqchip(key, value);
            default -> machineProperty(key);
        }
    }

    private void machineProperty(String key) throws OptionException {
        switch (type) {
            case MICROVM -> microvmProperty(key);
            case Q35, Q35_10_1, Q35_10_0 -> q35Property(key);
            default -> throw notFound(key);
        }
    }

    /** What a q35 may leave out and this one does not have anyway is accepted when it is left out. */
    private void q35Property(String key) throws OptionException {
        switch (key) {
            case "pit" -> refuseOff(key, !bool(key, true), "leave the PIT on");
            case "acpi" -> refuseOff(key, onOffAuto(key) == OnOffAuto.OFF, "a guest finds its hardware by ACPI");
            case "hpet" -> refuseOn(key, bool(key, false), "there is no HPET; use hpet=off");
            case "i8042" -> refuseOn(key, bool(key, false), "there is no keyboard controller; use i8042=off");
            case "vmport" -> refuseOn(key, "there is no VMware port; use vmport=off");
            case "sata" -> refuseOn(key, bool(key, false), "there is no AHCI controller; use sata=off");
            case "smbus" -> refuseOn(key, bool(key, false), "there is no SMBus; use smbus=off");
            case "smm" -> refuseOn(key, "guests start without firmware, which alone would use it; use smm=off");
            case "fd-bootchk", "default-bus-bypass-iommu" -> bool(key, false);
            case "x-oem-id",
                    "x-oem-table-id",
                    "max-ram-below-4g",
                    "max-fw-size",
                    "pcspk-audiodev",
                    "hmat",
                    "nvdimm",
                    "nvdimm-persistence" -> throw unsupported(key, "leave it out");
            default -> throw notFound(key);
        }
    }

    private void microvmProperty(String key) throws OptionException {
        switch (key) {
            case "isa-serial", "x-option-roms", "auto-kernel-cmdline" -> bool(key, true);
            case "pit", "rtc" -> onOffAuto(key);
            case "pic" -> refuseOff(
                    key, onOffAuto(key) == OnOffAuto.OFF, "the kernel's interrupt controllers come together");
            case "acpi" -> microvmAcpi(onOffAuto(key), onOffAuto("pcie") == OnOffAuto.ON);
            case "pcie" -> onOffAuto(key);
            case "smm" -> refuseOn(key, "guests start without firmware, which alone would use it; use smm=off");
            case "ioapic2" -> refuseOn(key, "the kernel has one IO-APIC; use ioapic2=off");
            case "x-oem-id", "x-oem-table-id" -> throw unsupported(key, "there are no ACPI tables; leave it out");
            default -> throw notFound(key);
        }
    }

    /** A guest finds PCI Express by ACPI; without, it is told its hardware by boot parameters. */
    private void microvmAcpi(OnOffAuto acpi, boolean pcie) throws OptionException {
        if (acpi == OnOffAuto.ON && !pcie) {
            throw unsupported("acpi=on", "guests are told their hardware by boot parameters; use acpi=off, or pcie=on");
        } else if (acpi == OnOffAuto.OFF && pcie) {
            throw unsupported("acpi=off,pcie=on", "a guest finds PCI Express by ACPI; leave acpi=off out");
        }
    }

    private void irqchip(String key, Object value) throws OptionException {
        if (value.equals("off")) {
            throw unsupported(key + "=off", "interrupt controllers are the kernel's; use kernel-irqchip=on");
        }
        if (!value.equals("on") && !value.equals("split")) {
            throw new OptionException("Parameter 'kernel-irqchip' does not accept value '" + value + "'");
        }
    }

    private void refuseOn(String key, String why) throws OptionException {
        refuseOn(key, onOffAuto(key) == OnOffAuto.ON, why);
    }

    private void refuseOn(String key, boolean on, String why) throws OptionException {
        if (on) {
            throw unsupported(key + "=on", why);
        }
    }

    private static void refuseOff(String key, boolean off, String why) throws OptionException {
        if (off) {
            throw unsupported(key + "=off", why);
        }
    }

    private static OptionException unsupported(String key, String instead) {
        return OptionException.unsupported("-machine " + key, instead);
    }

    private OptionException notFound(String key) {
        return new OptionException("Property '" + type.wireName() + "-machine." + key + "' not found");
    }

    private String string(String key, String fallback) {
        return properties.get(key) instanceof String text ? text : fallback;
    }

    private boolean bool(String key, boolean fallback) throws OptionException {
        String text = string(key, null);
        Boolean value = text == null ? Boolean.valueOf(fallback) : Values.bool(text);
        if (value == null) {
            throw new OptionException("Parameter '" + key + "' expects 'on' or 'off'");
        }
        return value;
    }

    private OnOffAuto onOffAuto(String key) throws OptionException {
        String text = string(key, "auto");
        OnOffAuto value = Values.onOffAuto(text);
        if (value == null) {
            throw new OptionException("Parameter '" + key + "' does not accept value '" + text + "'");
        }
        return value;
    }

    private Map<String, Object> nested(String key) throws OptionException {
        Object value = properties.get(key);
        if (value instanceof String) {
            throw new OptionException("Parameter '" + key + "' used inconsistently");
        }
        if (value == null) {
            value = new LinkedHashMap<String, Object>();
            properties.put(key, value);
        }
        return KeyValue.asMap(value);
    }
}
