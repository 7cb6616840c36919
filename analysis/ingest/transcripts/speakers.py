"""The labels of speakers at the beginnings of lines: "ANNA BELL, HOST: Good evening.", "Q: Why?", ">> Yes."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.attribution.posts import LABEL, SIGN, UNNAMED

#: the sign of captions for a change of speaker (">>") and of subject (">>>")
CHANGE = re.compile(r"(?:>|&gt;){2,3}\s*")
#: what stands before a colon at the beginning of a line, but is no speaker
NO_SPEAKER = re.compile(
    r"(?:editor.s )?notes?|sources?|photos?|images?|captions?|(?:read|see|watch|listen|more|related|also)\b.*|updated?"
    r"|corrections?|where|when|what|who|why|how|times?|dates?|places?|locations?|costs?|prices?|tickets?|address|phone"
    r"|e-?mail|website|contact|tips?|steps?(?: \d+)?|chapter(?: \d+)?|part(?: \d+)?|sections?|total|scores?|results?"
    r"|pros?|cons?|pluses|minuses|polls?|opinion|analysis|examples?|warning|disclaimer"
    r"|figure(?: \d+)?|table(?: \d+)?|facts?|myths?|claims?|verdict|headline"
    r"|title|byline|author|length|load-date|language|subject|copyright|urls?|links?|published|posted|breaking|live|topics?",
    re.IGNORECASE,
)
DIGIT = re.compile(r"\d")
#: a line that is only a note, such as "(applause)" or "[music]", or a line of a song
NOTE = re.compile(r"[(\[][^()\[\]\n]{1,80}[)\]]|[♪♫#* ]+|[♪♫].*[♪♫]")
#: labels that show by themselves that somebody speaks: a name with a role, and Q and A
ROLE = re.compile(r"[,(\[]|^[QA]$")
#: labelled lines of a transcript at least, their share of its lines, and the turns of a speaker who speaks often
FEWEST, SHARE, TURNS_EACH = 2, 0.4, 2


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line by its speaker: the whole label without its colon, empty for an unknown speaker, and the words."""

    label: str
    words: str

    def __str__(self) -> str:
        return f"{SIGN}{self.label}: {self.words}" if self.label else f"{SIGN}{self.words}"


def labelled(line: str) -> Labelled | None:
    """The label and the words of a line that begins a turn, or ``None`` for any other line."""
    change = CHANGE.match(line)
    rest = line[change.end() :] if change else line
    label = LABEL.match(rest)
    if label is not None and _can_speak(label, rest[label.end() :]):
        return Labelled(label[0].rstrip()[:-1].rstrip(), rest[label.end() :].strip())
    return Labelled("", rest.strip()) if change and rest.strip() else None


def _can_speak(label: re.Match[str], words: str) -> bool:
    """Whether a label is a speaker's, not a heading, a date ("Oct. 6, 1923:") or a result ("Tamsel 4, Upland 1:")."""
    if UNNAMED.fullmatch(label["name"]):
        return True
    return not (NO_SPEAKER.fullmatch(label["name"]) or DIGIT.search(label[0]) or words[:1].isdigit())


def opens(lines: Sequence[str]) -> bool:
    """Whether the first line of a transcript is a turn, not a headline with a colon: its speaker speaks again."""
    first = labelled(lines[0]) if lines else None
    if first is None:
        return False
    name = name_of(first.label).rpartition(" ")[2]
    again = (turn for line in lines[1:] if (turn := labelled(line)))
    return ROLE.search(first.label) is not None or any(name_of(turn.label).rpartition(" ")[2] == name for turn in again)


def is_turn(line: str) -> bool:
    """Whether a line is a turn as ``turns_of`` writes it."""
    return line.startswith(SIGN)


def turns_of(lines: Sequence[str]) -> list[str] | None:
    """The lines of a transcript with each turn in one line that begins with ">>"; ``None`` if they are no transcript.

    Lines above the first turn stay as they are. Of a text with few labels nothing is changed.
    """
    lines = [line.strip() for line in lines]
    found = [labelled(line) for line in lines]
    if not _is_transcript([turn for turn in found if turn], sum(1 for line in lines if line)):
        return None
    turns: list[str] = []
    begun = False
    for line, turn in zip(lines, found, strict=True):
        if turn:
            turns.append(str(turn))
            begun = True
        elif line and begun and not NOTE.fullmatch(line):
            turns[-1] = f"{turns[-1]} {line}"
        elif line and not begun:
            turns.append(line)
    return turns


def _is_transcript(turns: Sequence[Labelled], lines: int) -> bool:
    """Whether labels are those of speakers who answer each other, and of enough of the lines."""
    if len(turns) < FEWEST or len(turns) < SHARE * lines:
        return False
    times = Counter(name_of(turn.label).rpartition(" ")[2] for turn in turns)
    often = sum(count >= TURNS_EACH for count in times.values())
    if "" in times:  # the sign of captions
        return len(times) > 1 or times[""] >= TURNS_EACH
    if all(is_certain(turn.label) for turn in turns):
        return len(times) > 1 and (often > 0 or any(ROLE.search(turn.label) for turn in turns))
    return often > 1


def name_of(label: str) -> str:
    """A label without the role of its speaker."""
    match = LABEL.match(f"{label}: x")
    return match["name"].casefold() if match else label


def is_certain(label: str) -> bool:
    """Whether a label in one line alone shows a speaker: it is in capitals, or "Speaker 1"."""
    name = LABEL.match(f"{label}: x")
    return name is not None and (name["name"].isupper() or UNNAMED.fullmatch(name["name"]) is not None)
