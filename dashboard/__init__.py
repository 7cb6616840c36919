"""The dashboard: measurements in, pictures out."""
