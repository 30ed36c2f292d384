"""`python -m counterflow` is the same as `counterflow`."""

from counterflow.cli import main

if __name__ == "__main__":
    main()
