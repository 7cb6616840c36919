"""Stage 7, speakers: the people and bodies of an article, and which of them each source means."""
