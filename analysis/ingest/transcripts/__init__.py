"""Subtitles and transcripts: who says what is known from labels such as "ANNA BELL, HOST:", not from quotation marks.

Every turn becomes a paragraph that begins with the sign ">>", from which attribution takes its speaker.
"""
