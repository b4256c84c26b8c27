"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from lantoa.config.memory import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
application = get_wsgi_application()
settle()
