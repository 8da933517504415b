"""The door the web server knocks on."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402

# What is loaded by now stays as long as the process does. The collector need not walk through it time and again, which
# costs some fifty milliseconds in the middle of somebody's page.
for urls in (settings.ROOT_URLCONF, settings.MUNICIPALITY_URLCONF):
    import_module(urls)
gc.collect()
gc.freeze()
# A page makes tens of thousands of things and leaves no circles of them behind. At the usual threshold the collector
# looks some three hundred times during one page, which is a tenth of the time of the long ones.
gc.set_threshold(20_000, 10, 10)
