package baton.monitor.hmp;

import baton.monitor.QmpException;
import java.util.ArrayList;
import java.util.List;

/** QEMU's declarations of a few commands; each prints what it was given. */
final class TestHmpCommands implements HmpCommands {
    final List<Runnable> suspended = new ArrayList<>();
    private final HmpCommands topics = new Topics();

    @Override
    public HmpCommand find(String name) {
        return switch (name) {
            case "help", "?" -> new HelpCommand(this);
            case "info" -> new InfoCommand(topics);
            case "print", "p" -> printing("print|p", "fmt:/,val:l", "/fmt expr", "print expression value", "val");
            case "x" -> printing("x", "fmt:/,addr:l", "/fmt addr", "virtual memory dump", "addr");
            case "quit", "q" -> printing("quit|q", "", "", "quit the emulator");
            case "cpu" -> printing("cpu", "index:i", "index", "set the default CPU", "index");
            case "balloon" -> printing("balloon", "value:M", "target", "request VM to change its memory", "value");
            case "migrate" -> new Migrate();
            case "migrate_set_parameter" -> printing(
                    "migrate_set_parameter", "parameter:s,value:S", "parameter value", "Set", "parameter", "value");
            case "migrate_set_capability" -> new SetCapability();
            case "screendump" -> printing("screendump", "filename:F,device:s?", "f", "save", "filename");
            case "commit" -> printing("commit", "device:B", "device|all", "commit", "device");
            case "object_add" -> printing("object_add", "object:S", "", "create", "object");
            case "announce_self" -> printing("announce_self", "interfaces:s?,id:s?", "", "", "interfaces", "id");
            case "size" -> printing("size", "n:o", "", "", "n");
            case "expire" -> printing("expire", "time:s,display:-ds", "", "", "time", "display");
            case "fail" -> failing();
            default -> null;
        };
    }

    @Override
    public String[] names() {
        return new String[] {
            "print",
            "help",
            "info",
            "x",
            "quit",
            "cpu",
            "balloon",
            "migrate",
            "migrate_set_parameter",
            "migrate_set_capability",
            "screendump",
            "commit",
            "object_add",
            "announce_self",
            "size",
            "expire",
            "fail"
        };
    }

    private static HmpCommand printing(String name, String types, String params, String help, String... shown) {
        return new Printing(new HmpSpec(name, types, params, help), shown);
    }

    private static HmpCommand failing() {
        return new HmpCommand() {
            @Override
            public HmpSpec spec() {
                return new HmpSpec("fail", "", "", "");
            }

            @Override
            public void run(HmpArgs args, HmpOutput out) throws QmpException {
                throw QmpException.generic("line one\nline two");
            }
        };
    }

    private record Printing(HmpSpec spec, String[] shown) implements HmpCommand {
        @Override
        public void run(HmpArgs args, HmpOutput out) {
            for (String name : shown) {
                String types = "," + spec.argsType();
                String kind = types.substring(types.indexOf("," + name + ":") + name.length() + 2);
                boolean number = "ilMo".indexOf(kind.charAt(0)) >= 0;
                out.print(name + "=" + (number ? "" + args.integer(name) : args.strOr(name, "-")) + "\n");
            }
        }
    }

    private static final class SetCapability implements HmpCommand {
        @Override
        public HmpSpec spec() {
            return new HmpSpec("migrate_set_capability", "capability:s,state:b", "capability state", "Enable/Disable");
        }

        @Override
        public void run(HmpArgs args, HmpOutput out) {
            out.print(args.str("capability") + "=" + args.flag("state") + "\n");
        }

        @Override
        public List<String> complete(List<String> words) {
            return words.size() == 1 ? List.of("xbzrle", "x-colo", "events", "x-ignore-shared") : List.of("on", "off");
        }
    }

    private final class Migrate implements HmpCommand {
        @Override
        public HmpSpec spec() {
            return new HmpSpec(
                    "migrate",
                    "detach:-d,resume:-r,uri:s",
                    "[-d] [-r] uri",
                    "migrate to URI (using -d to not wait for completion)\n\t\t\t -r to resume a paused postcopy migration");
        }

        @Override
        public void run(HmpArgs args, HmpOutput out) {
            out.print("uri=" + args.str("uri") + " d=" + args.flag("detach") + " r=" + args.flag("resume") + "\n");
            Runnable resume = args.flag("detach") ? null : out.suspend();
            if (resume != null) {
                suspended.add(resume);
            }
        }
    }

    private static final class Topics implements HmpCommands {
        @Override
        public HmpCommand find(String name) {
            return switch (name) {
                case "status" -> printing("status", "", "", "show the current VM status (running|paused)");
                case "registers" -> printing(
                        "registers", "cpustate_all:-a,vcpu:i?", "[-a|vcpu]", "show the cpu registers");
                case "migrate" -> printing("migrate", "all:-a", "[-a]", "show migration status");
                case "migrate_parameters" -> printing("migrate_parameters", "", "", "show");
                default -> null;
            };
        }

        @Override
        public String[] names() {
            return new String[] {"status", "registers", "migrate", "migrate_parameters"};
        }
    }
}
