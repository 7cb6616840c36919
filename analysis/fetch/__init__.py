"""Access to the network: fetching links, reading feeds, watching feeds. No other package opens a connection."""
