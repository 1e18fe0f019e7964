/**
 * The human monitor: sessions on a chardev, the parser of command lines, and the contract of commands. Names no command but
 * help. May use baton.chardev and baton.monitor. Main loop unless said.
 */
package baton.monitor.hmp;
