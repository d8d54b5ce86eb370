"""`python -m browsersuite` runs the tests; `--screenshots FOLDER` makes the pictures of the documentation."""
import sys
import unittest

from . import screenshots

if len(sys.argv) == 3 and sys.argv[1] == "--screenshots":
    screenshots.make(sys.argv[2])
else:
    unittest.main(module="browsersuite.test_day", verbosity=2)
