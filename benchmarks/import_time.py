"""How long the face and the command line take to load, against numpy, in the same run.

python benchmarks/import_time.py
"""

import subprocess
import sys
import time

COMMANDS = {
    "import numpy": [sys.executable, "-c", "import numpy"],
    "import satmodel": [sys.executable, "-c", "import satmodel"],
    "satmodel --help": [sys.executable, "-m", "satmodel", "--help"],
}


def seconds(command, repeats=15):
    """The shortest of several runs."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    found = {name: seconds(command) for name, command in COMMANDS.items()}
    for name, value in found.items():
        print(f"{name:18s} {value:6.3f} s   {value / found['import numpy']:5.2f} x import numpy")
