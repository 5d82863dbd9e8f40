"""The peers: forms that others would build, with our questions on one page and the mail sent within the request."""
