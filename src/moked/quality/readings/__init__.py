"""What several detectors read out of a story in the same way: waits, threads, promises, places, silences."""
