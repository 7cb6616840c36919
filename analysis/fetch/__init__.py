"""Everything that goes over the network: links, feeds, watching them. Nothing else opens a connection."""
