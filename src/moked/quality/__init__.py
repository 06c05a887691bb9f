"""Stories of events judged by detectors: what failed, when, on what evidence. Pure."""
