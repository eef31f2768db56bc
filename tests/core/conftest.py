"""Settings of hypothesis: no deadline, because the time an example takes proves nothing."""

from hypothesis import settings

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
