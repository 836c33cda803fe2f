package io.coldtrace.analyzer.archive;

/**
 * Something of the input that could not be read; what could be read is analyzed all the same.
 *
 * @param input the archive or file
 * @param what in words
 */
public record InputProblem(String input, String what) {}
