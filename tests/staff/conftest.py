from tests.support.office import app, colleague, disk_full, stranger

__all__ = ["app", "colleague", "disk_full", "stranger"]
