/** QEMU's character devices: where bytes of serial ports and monitors come from and go to. Main loop unless said. */
package baton.chardev;
