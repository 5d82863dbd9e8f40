"""`make keys`: the keys of a new installation. Apart from `flask`, whose commands need keys to start."""

import sys

from forms_service.crypto import load_keys
from forms_service.errors import ConfigurationError
from forms_service.settings import load_settings


def main() -> None:
    """Make the key files where none are yet; where they are, say so and touch nothing."""
    try:
        settings = load_settings()
        there = settings.secrets.is_dir() and any(settings.secrets.iterdir())
        load_keys(settings.secrets, create=True)
    except ConfigurationError as error:
        sys.exit(f"Cannot make keys: {error}")
    what = "The keys are there already, in" if there else "Keys made in"
    print(f"{what} {settings.secrets}. Keep a copy apart from the database: without them no record opens.")


if __name__ == "__main__":
    main()
