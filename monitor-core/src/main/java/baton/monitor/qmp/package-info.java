/**
 * QMP: sessions on a chardev, the contract of commands, and events. Names no command. May use baton.chardev, monitor.json.
 * Main loop unless said.
 */
package baton.monitor.qmp;
