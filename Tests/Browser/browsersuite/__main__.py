"""`python -m browsersuite` runs the tests; `--screenshots FOLDER` makes the pictures of the documentation, `--contract
EXAMPLES` holds the API against its document."""
import sys
import unittest

from . import contract, screenshots

if len(sys.argv) == 3 and sys.argv[1] == "--screenshots":
    screenshots.make(sys.argv[2])
elif len(sys.argv) == 3 and sys.argv[1] == "--contract":
    sys.exit(contract.hold(int(sys.argv[2])))
else:
    unittest.main(module="browsersuite.test_day", verbosity=2)
