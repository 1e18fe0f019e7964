/** Commands about the monitor itself: what there is to call and which version answers. One file per command. Main loop. */
package baton.command.introspect;
