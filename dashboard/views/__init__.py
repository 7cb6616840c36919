"""Store and selection in, view models out. Pure."""
