"""The app: the report over a live case, in a browser on this machine."""
