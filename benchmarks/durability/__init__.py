"""Whether anything is lost or breaks: kills, faults and arbitrary input."""
