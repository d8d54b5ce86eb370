#!/usr/bin/env python3
"""Six made-up devices on loopback ports, three of them with something wrong.

    fake_devices.py                    on the ports that sites.csv names
    fake_devices.py --sites OUT.csv    on free ports, with a register that names them
"""
import argparse
import csv
import json
import pathlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

REGISTER = pathlib.Path(__file__).with_name("sites.csv")
# By site: what /status says; taken_at is how many seconds ago.
DEVICES = {
    "cam-1": {"taken_at": 5},
    "cam-2": {"taken_at": 7200},
    "gas-1": {"taken_at": 5, "lel_percent": 3},
    "gas-2": {"taken_at": 5, "lel_percent": 61},
    "door-1": {"locked": False},
    "door-2": {"locked": True},
}


def handler(values):
    class Device(BaseHTTPRequestHandler):
        def do_GET(self):
            said = dict(values)
            if "taken_at" in said:
                said["taken_at"] = int(time.time()) - said["taken_at"]
            body = json.dumps(said).encode()
            self.send_response(200 if self.path == "/status" else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    return Device


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", help="where the register goes; the devices then take free ports")
    arguments = parser.parse_args()
    with open(REGISTER, newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        port = 0 if arguments.sites else int(row["address"].rsplit(":", 1)[1])
        server = ThreadingHTTPServer(("127.0.0.1", port), handler(DEVICES[row["site"]]))
        row["address"] = "127.0.0.1:%d" % server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()
    if arguments.sites:
        with open(arguments.sites, "w", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    print("listening", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
