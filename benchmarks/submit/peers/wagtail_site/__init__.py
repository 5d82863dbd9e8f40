"""Wagtail's own form page (wagtail.contrib.forms), in a project as `wagtail start` makes it, less what a form does not need."""
