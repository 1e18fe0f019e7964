/** A network of netdevs on a main loop, for tests of these and of cards. */
package baton.net.testing;
