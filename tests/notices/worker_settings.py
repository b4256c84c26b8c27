"""The product's settings for workers that tests kill: what a dead one held is free again after a second."""

from lantoa.config.settings import *  # noqa: F403

NOTICES_LEASE = 1
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
