"""`flask --app wsgi worker` that looks for what is due ten times as often as a real one.

`python -m tests.rigs.quick_worker worker`. Nothing else is different.
"""

import sys

from flask.cli import main

from server.prompts import worker

LOOK_EVERY_SECONDS = worker.LOOK_EVERY_SECONDS / 10

if __name__ == "__main__":
    worker.LOOK_EVERY_SECONDS = LOOK_EVERY_SECONDS
    sys.argv[1:1] = ["--app", "wsgi"]
    main()
