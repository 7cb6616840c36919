"""Everything that is cached: the only place that uses ``st.cache_data`` and ``st.cache_resource``."""
