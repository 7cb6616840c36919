"""Controls and page furniture: the only place that uses ``st.session_state``."""
