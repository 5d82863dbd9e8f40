"""The PDF of each document: its page's own words, set for paper. See `pages.py` for what MkDocs asks, `document.typ` for the look."""
