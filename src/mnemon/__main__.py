"""`python -m mnemon`."""

from mnemon.cli import main

if __name__ == "__main__":
    main()
