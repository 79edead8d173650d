"""Public copies: what a policy removes is found, taken out of every part of a file, and proved to be gone."""
