"""`python -m bot.dialogue.workbench --folder training --port 5065`: serve until standard input closes.

The token comes by environment (DAOGOU_WORKBENCH_TOKEN), as do DAOGOU_LEXICON and DAOGOU_VECTORS.
"""

import argparse
import os
import threading
from collections.abc import Callable
from pathlib import Path

from bot.dialogue import quiet


def main() -> None:
    """Exit code 1 where the port is taken."""
    parser = argparse.ArgumentParser(description="Checks, tries and tests a working copy for the studio.")
    parser.add_argument("--folder", type=Path, required=True, help="the working copy")
    parser.add_argument(
        "--port", type=int, required=True, help="port on loopback; 0 takes a free one and prints it"
    )
    arguments = parser.parse_args()
    # Of the training data, no shopper's: its texts may be shown.
    quiet.configure(os.environ.get("DAOGOU_LOG_LEVEL", "info"), texts=True)
    from bot.dialogue.workbench.server import Workbench, WorkbenchServer  # noqa: PLC0415  (Rasa, after its logging)

    workbench = Workbench(arguments.folder)
    server = WorkbenchServer(workbench, arguments.port, os.environ["DAOGOU_WORKBENCH_TOKEN"])
    print(f"listening on {server.server_address[1]}", flush=True)
    threading.Thread(target=_wait_for_the_end, args=(server.shutdown,), daemon=True).start()
    try:
        server.serve_forever()
    finally:
        workbench.close()
        server.server_close()


def _wait_for_the_end(stop: Callable[[], None]) -> None:
    # Not sys.stdin: a forked job closes that, and would wait for this thread's lock on it for ever.
    while os.read(0, 1024):
        pass  # whoever started us holds the other end
    stop()


if __name__ == "__main__":
    main()
