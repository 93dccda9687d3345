"""The program: shows the last screen at once, and only then loads what reads the arguments and does what they say.

Exit codes: 0 done, 1 error, 2 wrong usage, 3 some sections failed, 4 all failed or no network, 75 another tuireader is
writing, 130 interrupted, 143 ended by a signal. Data goes to stdout, messages to stderr, both in UTF-8 whatever the
locale.
"""

from __future__ import annotations

import sys

from tuireader import privacy, still, terminal


def main(argv: list[str] | None = None) -> int:
    """Run the program; gives its exit code and never a traceback."""
    privacy.begin()
    reader = terminal.find() if argv is None and len(sys.argv) == 1 else None
    try:
        if reader is not None:
            reader.end_by_signals()
            still.show(reader)
        from tuireader.cli.door import run

        return run(argv, reader)
    except KeyboardInterrupt:
        return 130
    finally:
        if reader is not None:
            reader.give_back()


if __name__ == "__main__":
    sys.exit(main())
