"""``python -m kinerja_docs``."""

from kinerja_docs.cli import main

if __name__ == "__main__":
    main()
