/**
 * QEMU's object model as clients see it: a tree made anew for each question from the objects that own what is shown (board,
 * device tree, processors, memory objects, chardevs), and the commands that read it. Main loop.
 */
package baton.command.qom;
