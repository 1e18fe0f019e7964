package baton.command.introspect;

import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.EnumType;
import baton.monitor.qmp.schema.ObjectType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code query-command-line-options}: options that take {@code key=value}, and some of their keys. */
public final class QueryCommandLineOptions implements QmpCommand {
    private static final ObjectType PARAMETER = ObjectType.named("CommandLineParameterInfo")
            .member("name", Builtin.STR)
            .member("type", EnumType.of("CommandLineParameterType", "string", "boolean", "number", "size"))
            .optional("help", Builtin.STR)
            .optional("default", Builtin.STR)
            .build();
    private static final ObjectType INFO = ObjectType.named("CommandLineOptionInfo")
            .member("option", Builtin.STR)
            .member("parameters", ArrayType.of(PARAMETER))
            .build();
    private static final String[] OPTIONS = {
        "machine", "memory", "smp-opts", "overcommit", "add-fd", "rtc", "boot-opts", "chardev", "mon", "msg", "name"
    };
    private static final CommandSpec SPEC = CommandSpec.named("query-command-line-options", "Describe the command line")
            .opt("option", Builtin.STR)
            .returns(ArrayType.of(INFO))
            .allowPreconfig()
            .build();

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        String wanted = in.strOr("option", null);
        List<Object> options = new ArrayList<>();
        for (String name : OPTIONS) {
            if (wanted == null || wanted.equals(name)) {
                options.add(option(name));
            }
        }
        if (wanted != null && options.isEmpty()) {
            throw QmpException.generic("invalid option name: " + wanted);
        }
        reply.done(options);
    }

    private static Map<String, Object> option(String name) {
        List<Object> parameters = new ArrayList<>();
        String keys = keys(name);
        for (int at = 0; at < keys.length(); ) {
            int colon = keys.indexOf(':', at);
            int end = keys.indexOf(' ', colon);
            Map<String, Object> parameter = new LinkedHashMap<>();
            parameter.put("name", keys.substring(at, colon));
            parameter.put("type", keys.substring(colon + 1, end));
            parameters.add(parameter);
            at = end + 1;
        }
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("parameters", parameters);
        info.put("option", name);
        return info;
    }

    private static String keys(String option) {
        return switch (option) {
            case "machine" -> "type:string rtc:boolean isa-serial:boolean pit:boolean pic:boolean acpi:boolean "
                    + "aux-ram-share:boolean memory-backend:string dump-guest-core:boolean mem-merge:boolean "
                    + "usb:boolean kernel:string initrd:string append:string smp:string memory:string ";
            case "memory" -> "maxmem:size slots:number size:size ";
            case "smp-opts" -> "maxcpus:number threads:number cores:number sockets:number cpus:number ";
            case "overcommit" -> "cpu-pm:boolean mem-lock:boolean ";
            case "add-fd" -> "opaque:string set:number fd:number ";
            case "rtc" -> "driftfix:string clock:string base:string ";
            case "boot-opts" -> "strict:boolean order:string ";
            case "chardev" -> "append:boolean logappend:boolean logfile:string mux:boolean size:size wait:boolean "
                    + "server:boolean path:string port:string host:string backend:string fd:string ";
            case "mon" -> "pretty:boolean chardev:string mode:string ";
            case "msg" -> "guest-name:boolean timestamp:boolean ";
            default -> "debug-threads:boolean process:string guest:string ";
        };
    }
}
