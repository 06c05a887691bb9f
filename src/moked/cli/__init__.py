"""The command line: what a person or a script asks of Moked, one file a command."""
