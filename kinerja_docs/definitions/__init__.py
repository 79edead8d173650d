"""Definitions are data: YAML read strictly, typed by models, with errors that name file, line and remedy."""
