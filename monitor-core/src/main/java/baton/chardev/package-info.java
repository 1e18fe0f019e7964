/**
 * QEMU's character devices: where bytes of serial ports and monitors come from and go to. {@link Chardevs} makes and
 * lists them; one {@code Backend} each for stdio, file, pipe, socket server, socket client, pty and ringbuf; a mux
 * shares one of them. May use mainloop, nat.libc and base. Main loop unless said; writing is for any thread.
 */
package baton.chardev;
