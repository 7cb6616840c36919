"""Stage 4, sources: finds the words that name who speaks, before a cue or after it."""
