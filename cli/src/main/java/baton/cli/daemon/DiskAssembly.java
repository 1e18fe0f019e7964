package baton.cli.daemon;

import baton.base.Closer;
import baton.base.EventSink;
import baton.base.Reporter;
import baton.block.BlockBackend;
import baton.block.BlockErrors;
import baton.block.BlockException;
import baton.block.BlockNode;
import baton.block.Disks;
import baton.block.ErrorPolicy;
import baton.cli.options.BlockOptions;
import baton.cli.options.DriveOptions;
import baton.cli.options.IoThreadOptions;
import baton.cli.options.ObjectOptions;
import baton.cli.options.OptionException;
import baton.cli.options.VirtioBlockOptions;
import baton.cli.options.VmOptions;
import baton.device.virtio.block.VirtioBlock;
import baton.machine.HeldDisks;
import baton.machine.Machine;
import baton.mainloop.IoThread;
import baton.mainloop.IoThreads;
import baton.mainloop.MainLoop;
import baton.mainloop.Workers;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Opens the disks of a command line, and makes the devices that have them. Main loop. */
final class DiskAssembly implements Supplier<Disks> {
    /** Requests of one disk that the host has at once; more wait. */
    private static final int MOST_AT_ONCE = 16;

    private final VmOptions options;
    private final Supplier<Machine> machine;
    private final MainLoop loop;
    private final EventSink events;
    private final Reporter reporter;
    private final IoThreads threads;
    /** Null until one is wanted. */
    private Disks disks;

    /** {@code machine} gives null before it is built. */
    DiskAssembly(
            VmOptions options,
            IoThreads threads,
            MainLoop loop,
            Supplier<Machine> machine,
            EventSink events,
            Reporter reporter) {
        this.options = options;
        this.threads = threads;
        this.machine = machine;
        this.reporter = reporter;
        this.loop = loop;
        this.events = events;
    }

    /** Starts the threads, and opens nodes and drives, of the command line. */
    void open() throws OptionException {
        for (ObjectOptions object : options.objects()) {
            if (object instanceof IoThreadOptions) {
                start(object.id());
            }
        }
        if (options.block().isEmpty()) {
            return;
        }
        disks();
        for (BlockOptions.Node node : options.block().nodes()) {
            try {
                disks.nodes().add(node.options());
            } catch (BlockException e) {
                throw OptionException.at(node.where(), e.getMessage());
            }
        }
        for (DriveOptions drive : options.block().drives()) {
            add(drive);
        }
    }

    private void start(String id) throws OptionException {
        try {
            threads.start(id, reporter);
        } catch (IOException e) {
            throw new OptionException("cannot start thread " + id + ": " + e.getMessage());
        }
    }

    /** The machine is built: it has what was opened, and gets what is opened later. */
    void give(HeldDisks held) {
        held.set(disks);
        held.maker(this);
    }

    /** All disks; the first to ask makes them. */
    @Override
    public Disks get() {
        return disks();
    }

    private Disks disks() {
        if (disks == null) {
            Machine built = machine.get();
            boolean active = built == null
                    ? options.migration().incoming().isEmpty()
                    : built.disks().held();
            disks = new Disks(active, new DiskErrors(loop, machine, events));
            if (built != null) {
                built.disks().set(disks);
            }
        }
        return disks;
    }

    private void add(DriveOptions drive) throws OptionException {
        try {
            BlockNode node = disks.nodes()
                    .addFile(drive.file(), drive.readOnly(), drive.cache(), drive.unmap(), drive.locking());
            disks.addDrive(drive.id(), node, drive.writeBack(), drive.onRead(), drive.onWrite());
        } catch (BlockException e) {
            throw OptionException.at(drive.where(), e.getMessage());
        }
    }

    /** A device with its disk attached; {@code path} is the device's in QOM. */
    VirtioBlock device(VirtioBlockOptions wanted, String path) throws OptionException {
        String where = wanted.place().where();
        try {
            BlockBackend backend = disks().forDevice(wanted.drive());
            if (backend == null) {
                throw OptionException.at(
                        where,
                        "Property '" + wanted.place().driver() + ".drive' can't find value '" + wanted.drive() + "'");
            }
            backend.policies(wanted.onRead(), wanted.onWrite());
            return attached(backend, wanted, path);
        } catch (BlockException e) {
            throw OptionException.at(where, e.getMessage());
        } catch (IOException e) {
            throw OptionException.at(where, "cannot start a thread: " + e.getMessage());
        }
    }

    private VirtioBlock attached(BlockBackend backend, VirtioBlockOptions wanted, String path)
            throws OptionException, BlockException, IOException {
        IoThread thread = thread(wanted);
        Closer.Resource rest = new Closer.Resource() {
            @Override
            public void close() throws IOException {
                disks.detach(backend);
                if (wanted.ioThread() == null) {
                    thread.close();
                }
            }
        };
        VirtioBlock device = new VirtioBlock(new VirtioBlock.Config(
                backend,
                wanted.serial(),
                queues(wanted),
                wanted.queueSize(),
                thread.loop(),
                new Workers("io-" + wanted.drive(), MOST_AT_ONCE, reporter),
                rest));
        disks.attach(backend, path, wanted.shareWrite(), new Runnable() {
            @Override
            public void run() {
                device.resized();
            }
        });
        return device;
    }

    private int queues(VirtioBlockOptions wanted) {
        if (wanted.queues() > 0) {
            return wanted.queues();
        }
        return wanted.place().mmio() ? 1 : options.smp().cpus();
    }

    /** The I/O thread that was asked for, or one of the device's own. */
    private IoThread thread(VirtioBlockOptions wanted) throws OptionException, IOException {
        String id = wanted.ioThread();
        if (id == null) {
            return IoThread.start("io-" + wanted.drive(), reporter);
        }
        IoThread named = threads.find(id);
        if (named == null) {
            throw OptionException.at(wanted.place().where(), "Device '" + id + "' not found");
        }
        return named;
    }

    /** Tells clients of failed requests, and has the machine stop where that was asked for. */
    private static final class DiskErrors implements BlockErrors {
        private final MainLoop loop;
        private final Supplier<Machine> machine;
        private final EventSink events;

        DiskErrors(MainLoop loop, Supplier<Machine> machine, EventSink events) {
            this.loop = loop;
            this.machine = machine;
            this.events = events;
        }

        @Override
        public void failed(BlockBackend backend, boolean write, ErrorPolicy action, boolean noSpace, String why) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("qom-path", backend.device());
            data.put("device", backend.name());
            data.put("node-name", backend.node().spec().name());
            data.put("operation", write ? "write" : "read");
            data.put("action", action.wireName());
            data.put("nospace", noSpace);
            data.put("reason", why);
            loop.post(new Runnable() {
                @Override
                public void run() {
                    events.event("BLOCK_IO_ERROR", data);
                    if (action == ErrorPolicy.STOP) {
                        machine.get().diskFailed();
                    }
                }
            });
        }
    }
}
