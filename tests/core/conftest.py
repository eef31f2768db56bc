"""Examples are drawn as hypothesis does; only, how long one takes proves nothing about it."""

from hypothesis import settings

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
