package baton.cli.options;

import java.util.Map;

/** {@code -smp}: fills in what was not given, as QEMU does since 6.2 (cores before sockets), and checks the product. */
final class SmpParser {
    private static final String INVALID = "Invalid CPU topology: ";
    private static final int MOST = 0xffff;

    private final Map<String, Object> keys;
    private int cpus;
    private int maxCpus;
    private int sockets;
    private int cores;
    private int threads;

    private SmpParser(Map<String, Object> keys) {
        this.keys = keys;
    }

    /** The topology of {@code keys}, the properties below {@code smp.}. */
    static SmpOptions complete(Map<String, Object> keys, MachineType machine) throws OptionException {
        SmpParser parser = new SmpParser(keys);
        parser.read();
        parser.fill();
        return parser.checked(machine);
    }

    private void read() throws OptionException {
        for (String key : keys.keySet()) {
            switch (key) {
                case "cpus", "maxcpus", "sockets", "cores", "threads" -> {}
                case "dies", "clusters", "modules", "books", "drawers" -> absentLevel(key);
                default -> throw new OptionException("Parameter 'smp." + key + "' is unexpected");
            }
        }
        cpus = number("cpus");
        maxCpus = number("maxcpus");
        sockets = number("sockets");
        cores = number("cores");
        threads = number("threads");
    }

    private void absentLevel(String key) throws OptionException {
        if (number(key) > 1) {
            throw new OptionException(key + " > 1 not supported by this machine's CPU topology");
        }
    }

    private int number(String key) throws OptionException {
        Object text = keys.get(key);
        if (text == null) {
            return 0;
        }
        Long value = text instanceof String s ? Values.number(s) : null;
        if (value == null) {
            throw new OptionException("Parameter 'smp." + key + "' expects integer");
        }
        if (value == 0) {
            throw new OptionException(INVALID + "CPU topology parameters must be greater than zero");
        }
        return value < 0 || value > MOST ? -1 : value.intValue();
    }

    private void fill() throws OptionException {
        if ((cpus | maxCpus | sockets | cores | threads) < 0) {
            throw new OptionException(INVALID + "CPU topology parameters must be from 1 to " + MOST);
        }
        int wanted = maxCpus > 0 ? maxCpus : cpus;
        if (wanted == 0) {
            sockets = orOne(sockets);
            cores = orOne(cores);
        } else if (cores == 0) {
            sockets = orOne(sockets);
            threads = orOne(threads);
            cores = (int) (wanted / ((long) sockets * threads));
        } else if (sockets == 0) {
            threads = orOne(threads);
            sockets = (int) (wanted / ((long) cores * threads));
        }
        if (threads == 0) {
            threads = wanted == 0 ? 1 : (int) (wanted / ((long) sockets * cores));
        }
        maxCpus = wanted > 0 ? wanted : (int) Math.min(product(), Integer.MAX_VALUE);
        cpus = cpus > 0 ? cpus : maxCpus;
    }

    private SmpOptions checked(MachineType machine) throws OptionException {
        String hierarchy = "sockets (" + sockets + ") * cores (" + cores + ") * threads (" + threads + ")";
        if (product() != maxCpus) {
            throw new OptionException(INVALID + "product of the hierarchy must match maxcpus: " + hierarchy
                    + " != maxcpus (" + maxCpus + ")");
        }
        if (maxCpus < cpus) {
            throw new OptionException(INVALID + "maxcpus must be equal to or greater than smp: " + hierarchy
                    + " == maxcpus (" + maxCpus + ") < smp_cpus (" + cpus + ")");
        }
        if (maxCpus > machine.maxCpus()) {
            throw new OptionException("Invalid SMP CPUs " + maxCpus + ". The max CPUs supported by machine '"
                    + machine.wireName() + "' is " + machine.maxCpus());
        }
        return new SmpOptions(cpus, maxCpus, sockets, cores, threads);
    }

    private long product() {
        return (long) sockets * cores * threads;
    }

    private static int orOne(int count) {
        return count > 0 ? count : 1;
    }
}
