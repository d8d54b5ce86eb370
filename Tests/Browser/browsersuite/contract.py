"""Holds the API's answers against its own document, with thousands of made-up requests (schemathesis)."""
import datetime
import os
import subprocess

from .fleet import Fleet, ROOT

CHECKS = "not_a_server_error,response_schema_conformance,status_code_conformance,content_type_conformance"


def hold(examples):
    """- Returns: an exit code; 1 when an answer was a server error or not as the document says."""
    program = ROOT / ".venv/bin/schemathesis"
    if not program.exists():
        print("contract: there is no schemathesis; make setup-deploy installs it")
        return 2
    # Nobody asks as often as this.
    os.environ["HAZARDFLEET_AGGREGATOR_REQUESTS_PER_MINUTE"] = "0"
    with Fleet() as fleet:
        yesterday = datetime.date.today() - datetime.timedelta(days=1)
        fleet.launch(fleet.write_campaign("autumn", "Autumn inspection", seed=7, last_day=yesterday, count=80))
        # Streams have no end to wait for.
        return subprocess.run([
            program, "run", f"{fleet.base}/openapi.json", "--checks", CHECKS, "--exclude-path-regex", "stream",
            "--phases", "examples,coverage,fuzzing", "--max-examples", str(examples), "--request-timeout", "30",
        ], cwd=fleet.folder, check=False).returncode
