"""Stage 5, contents: joins each cue and its source to the words that are said."""
