package baton.cli.demo;

/**
 * What one hand-over cost.
 *
 * @param mode the mode's name
 * @param fileBytes size of the file that carried the state
 * @param stillMillis how long the guest stood still, as who reads its serial port sees it
 * @param savingMillis of it: until the old process had written everything
 * @param startingMillis of it: from the start of the new process to its prompt
 * @param loadingMillis of it: until the new process ran the guest
 */
record HandOver(
        String mode, long fileBytes, long stillMillis, long savingMillis, long startingMillis, long loadingMillis) {}
