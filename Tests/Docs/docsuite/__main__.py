"""`python -m docsuite` runs the tests. What cannot run for want of a tool is skipped, and listed at the end."""
import sys
import unittest
from pathlib import Path

suite = unittest.defaultTestLoader.discover(str(Path(__file__).parent), top_level_dir=str(Path(__file__).parents[1]))
result = unittest.TextTestRunner(verbosity=2).run(suite)
for test, reason in result.skipped:
    print(f"skipped: {test.id().split('.', 1)[-1]}: {reason}", file=sys.stderr)
sys.exit(not result.wasSuccessful())
