"""The product's own settings on a database and a home of the tests' own."""

import os
import tempfile

os.environ.setdefault("LANTOA_HOME", tempfile.mkdtemp(prefix="lantoa-tests-"))
os.environ.setdefault("LANTOA_TASKS_AT_ONCE", "1")

from lantoa.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A file is looked up when it is asked for; else every new client of a test would look through all of them.
WHITENOISE_AUTOREFRESH = True
TREE_KEPT = False
CHOICES_KEPT = 0
