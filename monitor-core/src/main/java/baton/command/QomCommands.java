package baton.command;

import baton.command.qom.ObjectModel;
import baton.command.qom.QomGet;
import baton.command.qom.QomList;
import baton.command.qom.QomSet;
import baton.command.qom.QueryCpuDefinitions;
import baton.command.qom.QueryCpuModelExpansion;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.QmpCommands;

/** QMP's commands about the object model. */
final class QomCommands implements QmpCommands {
    private static final String[] NAMES = {
        "qom-get", "qom-list", "qom-set", "query-cpu-definitions", "query-cpu-model-expansion"
    };

    private final Services services;

    QomCommands(Services services) {
        this.services = services;
    }

    @Override
    public QmpCommand find(String name) {
        return switch (name) {
            case "qom-get" -> new QomGet(model());
            case "qom-list" -> new QomList(model());
            case "qom-set" -> new QomSet(model());
            case "query-cpu-definitions" -> new QueryCpuDefinitions();
            case "query-cpu-model-expansion" -> new QueryCpuModelExpansion();
            default -> null;
        };
    }

    private ObjectModel model() {
        return new ObjectModel(services.machine(), services.objects(), services.chardevs(), services.facts());
    }

    @Override
    public String[] names() {
        return NAMES.clone();
    }
}
