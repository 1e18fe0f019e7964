package baton.machine.board;

import baton.device.fwcfg.FwCfg;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a PC tells firmware and kernels by fw_cfg. */
final class FirmwareConfiguration {
    private FirmwareConfiguration() {}

    /** Fills {@code device} for a machine of {@code config}, which could have {@code maxCpus}. */
    static void fill(FwCfg device, PcConfig config, int maxCpus) {
        int cpus = config.cpu().cpus();
        device.addNumber(FwCfg.RAM_SIZE, config.ram().length(), 8);
        device.addNumber(FwCfg.CPUS, cpus, 2);
        device.addNumber(FwCfg.MAX_CPUS, Math.min(cpus, maxCpus), 2);
        device.addNumber(FwCfg.IRQ0_OVERRIDE, 1, 4);
        byte[] commandLine = (config.kernelCommandLine() + "\0").getBytes(StandardCharsets.UTF_8);
        device.addNumber(FwCfg.CMDLINE_SIZE, commandLine.length, 4);
        device.add(FwCfg.CMDLINE_DATA, commandLine);
        for (Map.Entry<String, byte[]> file : config.firmwareFiles().entrySet()) {
            device.addFile(file.getKey(), file.getValue());
        }
    }

    /** Says where the port for panics is. */
    static void panicPort(FwCfg device, int port) {
        device.addFile("etc/pvpanic-port", new byte[] {(byte) port, (byte) (port >> 8)});
    }
}
