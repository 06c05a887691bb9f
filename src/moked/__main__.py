"""`python -m moked` is `moked`."""

import sys

from moked.cli.main import main

sys.exit(main())
