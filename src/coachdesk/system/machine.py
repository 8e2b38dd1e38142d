"""What this machine and its system are called, at no cost: ``platform`` starts other programs."""

import os
import sys

if sys.platform == "win32":

    def machine_name() -> str:
        """As the network knows it."""
        return os.environ.get("COMPUTERNAME", "")

    def system_words() -> str:
        """The system, its version and the processor."""
        told = sys.getwindowsversion()
        processor = os.environ.get("PROCESSOR_ARCHITECTURE", "")
        return f"Windows-{told.major}.{told.minor}.{told.build}-{processor}"

else:

    def machine_name() -> str:
        """As the network knows it."""
        return os.uname().nodename

    def system_words() -> str:
        """The system, its version and the processor."""
        told = os.uname()
        return f"{told.sysname}-{told.release}-{told.machine}"
