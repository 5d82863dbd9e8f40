"""How well the site is searched, how much a first search loads and how long a query takes, beside the theme's own search."""
