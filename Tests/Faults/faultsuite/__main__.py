"""Entry: `python -m faultsuite` runs episodes; `--help` says more."""
import sys

from .command import main

sys.exit(main())
