"""One thread of linear algebra a worker, and the same examples for everyone."""

import os

from hypothesis import settings

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # before numpy is imported; the workers share the cores already

# the default run must not fail by chance on a machine that has done nothing wrong; HYPOTHESIS_PROFILE=search looks
# for new examples, and is run before a release
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
