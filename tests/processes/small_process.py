"""A stand-in for one of the shop's processes: answers GET on a port, and ends as it is told.

Usage: small_process.py PORT [--die-after S] [--stubborn]
"""

import argparse
import os
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        pass


parser = argparse.ArgumentParser()
parser.add_argument("port", type=int)
parser.add_argument("--die-after", type=float)
parser.add_argument("--stubborn", action="store_true")
arguments = parser.parse_args()
print('{"level": "warning", "event": "about to listen", "text": "what a shopper typed"}', flush=True)
if arguments.stubborn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
server = ThreadingHTTPServer(("127.0.0.1", arguments.port), Answer)
threading.Thread(target=server.serve_forever, daemon=True).start()
if arguments.die_after is None:
    while True:
        time.sleep(1)
time.sleep(arguments.die_after)
print("out of memory", file=sys.stderr, flush=True)
os._exit(3)
