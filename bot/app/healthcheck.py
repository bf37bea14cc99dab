"""What a container asks again and again: whether the bot in it answers people. Exit 0 if so, else 1.

Imports nothing of ours and little of Python's, because it is a process of its own each time.
"""

import http.client
import os
import sys
from typing import Final

_SECONDS: Final = 3.0


def check(port: int) -> bool:
    """Ask the health page; false where nobody answers, too."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_SECONDS)
    try:
        connection.request("GET", "/health")
        response = connection.getresponse()
        sys.stdout.write(response.read().decode(errors="replace") + "\n")
    except (OSError, http.client.HTTPException) as error:
        sys.stdout.write(f"The health page does not answer: {type(error).__name__}\n")
        return False
    finally:
        connection.close()
    return response.status == http.client.OK


if __name__ == "__main__":
    sys.exit(not check(int(os.environ.get("HEALTH_PORT") or 8080)))
