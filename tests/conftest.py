"""Settings of hypothesis: no deadline, because the time an example takes proves nothing.

Outside CI a test draws half as many examples.
"""

import os

from hypothesis import settings

settings.register_profile("ours", deadline=None, max_examples=100 if os.environ.get("CI") else 50)
settings.load_profile("ours")
