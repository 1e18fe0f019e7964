package baton.cli.options;

/**
 * What the process gives up: {@code -sandbox} and {@code -run-with}.
 *
 * @param sandbox whether system calls are filtered; the next four mean nothing without
 * @param obsolete whether calls for old programs are allowed
 * @param privileges whether the process may become another user
 * @param childPrivileges whether only programs it starts may not gain privileges ({@code elevateprivileges=children})
 * @param spawn whether it may start programs, and become one
 * @param resources whether it may change priorities and processors
 * @param user who it becomes once everything is open: a name, or {@code UID:GID}; null for who it is
 * @param root the directory that becomes its root then; null for none
 */
public record ConfinementOptions(
        boolean sandbox,
        boolean obsolete,
        boolean privileges,
        boolean childPrivileges,
        boolean spawn,
        boolean resources,
        String user,
        String root) {}
