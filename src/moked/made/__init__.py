"""Made service centres: a day's traffic from a seed, and the five acceptance stories in it."""
