"""The command line: ``python -m analysis`` and ``sourcelight``."""
