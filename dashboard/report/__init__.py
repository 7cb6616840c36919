"""Downloads: pictures and pages as files, and views saved by name. Pure."""
