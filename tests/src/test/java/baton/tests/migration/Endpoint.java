package baton.tests.migration;

import baton.nat.libc.Fd;
import baton.tests.harness.FdSender;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of the two processes of a migration. */
final class Endpoint implements AutoCloseable {
    static final int MEBIBYTES = 32;
    private static final String UUID = "11223344-5566-7788-99aa-bbccddeeff00";

    private final TestVm vm;
    private final Path directory;

    private Endpoint(TestVm vm, Path directory) {
        this.vm = vm;
        this.directory = directory;
    }

    /** Starts a guest that writes to memory without pause, or waits for one; {@code more} are further arguments. */
    static Endpoint start(Path directory, String... more) throws IOException {
        Path ram = directory.resolve("ram0");
        List<String> arguments = new ArrayList<>(List.of("-m", MEBIBYTES + "M", "-uuid", UUID));
        arguments.addAll(List.of("-append", "dirty=8M"));
        arguments.addAll(List.of(more));
        if (Files.exists(ram)) {
            String object = "memory-backend-file,id=ram0,share=on,size=" + MEBIBYTES + "M,mem-path=" + ram;
            arguments.addAll(List.of("-object", object, "-machine", "memory-backend=ram0"));
        }
        return new Endpoint(TestVm.start(directory, arguments.toArray(new String[0])), directory);
    }

    TestVm vm() {
        return vm;
    }

    /** Gives it a descriptor, or nothing for null. Before anything else is asked of it. */
    Endpoint give(String uri, Fd fd) throws IOException {
        if (fd != null && uri.startsWith("fd:")) {
            FdSender.give(vm.socket(), "stream", fd);
        } else if (fd != null) {
            FdSender.addToSet(vm.socket(), 1, fd);
        }
        if (fd != null) {
            fd.close();
        }
        return this;
    }

    Endpoint set(Feature feature) throws IOException, QmpError {
        List<Object> on = new ArrayList<>();
        for (String name : feature.capabilities()) {
            on.add(Map.of("capability", name, "state", true));
        }
        vm.qmp().execute("migrate-set-capabilities", "capabilities", on);
        for (Map.Entry<String, Object> parameter : feature.parameters().entrySet()) {
            vm.qmp().execute("migrate-set-parameters", parameter.getKey(), parameter.getValue());
        }
        return this;
    }

    /** {@code migrate} or {@code migrate-incoming}, with the address as a uri or as the only channel. */
    void execute(String command, Feature feature, String uri) throws IOException, QmpError {
        if (feature == Feature.CHANNELS) {
            List<Object> channels = List.of(Map.of("channel-type", "main", "addr", address(uri)));
            vm.qmp().execute(command, "channels", channels);
        } else {
            vm.qmp().execute(command, "uri", uri);
        }
    }

    /** QAPI's MigrationAddress for a uri. */
    static Map<String, Object> address(String uri) {
        String rest = uri.substring(uri.indexOf(':') + 1);
        Map<String, Object> address = new LinkedHashMap<>();
        switch (uri.substring(0, uri.indexOf(':'))) {
            case "unix" -> address.putAll(Map.of("transport", "socket", "type", "unix", "path", rest));
            case "fd" -> address.putAll(Map.of("transport", "socket", "type", "fd", "str", rest));
            case "exec" -> address.putAll(Map.of("transport", "exec", "args", List.of("/bin/sh", "-c", rest)));
            case "file" -> address.putAll(file(rest));
            default -> address.putAll(inet(rest));
        }
        return address;
    }

    private static Map<String, Object> file(String text) {
        int comma = text.indexOf(",offset=");
        String name = comma < 0 ? text : text.substring(0, comma);
        long offset = comma < 0 ? 0 : Long.decode(text.substring(comma + ",offset=".length()));
        return Map.of("transport", "file", "filename", name, "offset", offset);
    }

    private static Map<String, Object> inet(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon).replace("[", "").replace("]", "");
        return Map.of("transport", "socket", "type", "inet", "host", host, "port", text.substring(colon + 1));
    }

    /** All of its RAM. */
    byte[] memory() throws IOException, QmpError {
        Path file = directory.resolve("memory");
        vm.qmp().execute("pmemsave", "val", 0, "size", MEBIBYTES << 20, "filename", file.toString());
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
    }

    /** How many bytes of the migration have left it. */
    long sent() throws IOException {
        try {
            Map<?, ?> ram = (Map<?, ?>) vm.qmp().query("query-migrate").get("ram");
            return ((Number) ram.get("transferred")).longValue();
        } catch (QmpError e) {
            throw new IOException(e);
        }
    }

    /** How its migration stands, and why if it failed. */
    String told() throws IOException, QmpError {
        Map<?, ?> info = vm.qmp().query("query-migrate");
        Object why = info.get("error-desc");
        return info.get("status") + (why == null ? "" : ": " + why);
    }

    @Override
    public void close() throws IOException {
        vm.close();
    }
}
