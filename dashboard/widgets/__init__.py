"""Controls, downloads and the frame of a page: the only place that uses ``st.session_state`` and the address."""
