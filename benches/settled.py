"""Waits until a process has nothing left to do: `settled.py PID`."""

import sys

from product import settle

settle(int(sys.argv[1]))
