package baton.cli.demo;

/**
 * What one hand-over cost.
 *
 * @param mode the mode's name
 * @param fileBytes size of the file that carried the state; 0 when there was none
 * @param stillMillis how long the guest stood still, as who reads its serial port sees it
 * @param parts where the time went, in words
 */
record HandOver(String mode, long fileBytes, double stillMillis, String parts) {}
