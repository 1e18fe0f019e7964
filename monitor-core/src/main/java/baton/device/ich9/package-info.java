/**
 * The ICH9 south bridge's LPC function: power management, the APM port, chip configuration, reset control; and port 0x92.
 * Every method of a device locks the device.
 */
package baton.device.ich9;
