"""The door for files as people write them: cells, headers, rows, words, faults."""
