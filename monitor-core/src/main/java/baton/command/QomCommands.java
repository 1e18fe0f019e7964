package baton.command;

import baton.command.qom.QomGet;
import baton.command.qom.QomList;
import baton.command.qom.QomListGet;
import baton.command.qom.QomSet;
import baton.command.qom.QueryCpuDefinitions;
import baton.command.qom.QueryCpuModelExpansion;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.QmpCommands;

/** QMP's commands about the object model. */
final class QomCommands implements QmpCommands {
    private static final String[] NAMES = {
        "qom-get", "qom-list", "qom-list-get", "qom-set", "query-cpu-definitions", "query-cpu-model-expansion"
    };

    private final Services services;

    QomCommands(Services services) {
        this.services = services;
    }

    @Override
    public QmpCommand find(String name) {
        return switch (name) {
            case "qom-get" -> new QomGet(services.objectModel());
            case "qom-list" -> new QomList(services.objectModel());
            case "qom-list-get" -> new QomListGet(services.objectModel());
            case "qom-set" -> new QomSet(services.objectModel());
            case "query-cpu-definitions" -> new QueryCpuDefinitions();
            case "query-cpu-model-expansion" -> new QueryCpuModelExpansion();
            default -> null;
        };
    }

    @Override
    public String[] names() {
        return NAMES.clone();
    }
}
