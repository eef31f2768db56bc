"""Examples are drawn as hypothesis does; only, how long one takes proves nothing about it.

Here they are half as many as in CI. Whatever they find is kept, and drawn first the next time.
"""

import os

from hypothesis import settings

MOST = 100 if os.environ.get("CI") else 50

settings.register_profile("ours", deadline=None, max_examples=MOST)
settings.load_profile("ours")
