"""What gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
application = get_wsgi_application()
# What is loaded by now lives as long as the process: looked through again and again, it would make pages wait.
gc.freeze()
