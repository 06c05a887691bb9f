"""One file a failure; each is found by being here."""
