"""The page: a thin face over :mod:`kinerja_docs.api` in the browser of one person at one computer. It holds no rule."""
