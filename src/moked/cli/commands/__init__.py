"""The commands, one file each: `check_menu.py` here is `moked check-menu`.

A command has three names: `HELP`, its one line in `moked --help`; `arguments(parser)`, which declares
what it takes; and `run(args)`, which does it and returns the exit status. All of them are imported to
draw the help, so whatever is heavy is imported inside `run`.
"""
