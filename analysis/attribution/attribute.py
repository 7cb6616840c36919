"""All stages: runs them in order, from a text to its attributions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from analysis.attribution.anonymity import anonymity_of
from analysis.attribution.contents.blocks import block_quotations
from analysis.attribution.contents.continuations import continue_quotations
from analysis.attribution.contents.statements import find_statements
from analysis.attribution.cues import Statement, find_cues, openings
from analysis.attribution.furniture import without_boxes
from analysis.attribution.lines import unwrapped
from analysis.attribution.posts import find_letters, find_posts, find_turns, posted, quotes_with
from analysis.attribution.quotes import Quote, find_quotes, paragraphs
from analysis.attribution.sentences import sentence_spans, units
from analysis.attribution.sources.around_cue import source_after
from analysis.attribution.speakers.antecedents import Antecedents, Layout
from analysis.attribution.speakers.descriptions import Descriptions
from analysis.attribution.speakers.labels import Represented, label_of
from analysis.attribution.speakers.people import Mention, People, find_people
from analysis.attribution.speakers.phrases import names_medium
from analysis.attribution.speakers.resolver import Resolver
from analysis.attribution.speakers.titles import TitlesOfPeople
from analysis.attribution.words import common_words, entity_words
from analysis.text import Word, words_of
from analysis.types import UNNAMED_TYPES, Act, Attribution, SourceType, Span

#: "…, per the Associated Press", "as first reported by …", "citing …"
RELAY = re.compile(
    r"(?:,\s*(?:per|via)\s+|\b(?:as\s+)?(?:first\s+)?reported\s+by\s+|\bciting\s+)((?:the\s+)?[A-Z][\w&’'\-]*(?:\s+[A-Z][\w&’'\-]*)*)"
)
_WORD = re.compile(r"[^\W_]+")
#: the credit of a picture at the end of a line, and the most characters of one
PICTURE_CREDIT = re.compile(r".?\s*\((?:AP Photo/)?[A-Z][^()\n]{2,40}/[A-Z][^()\n]{1,40}\)\s*$")
LONGEST_CREDIT = 100
#: one of these is in every match of RELAY; checked first, since most texts have none
RELAYING = ("per", "via", "reported", "citing")
#: the hearer after "told"
HEARER = re.compile(r"\s*(?:reporters at )?((?:the |The )?[A-Z][\w&’'\-]*(?: (?:of |& )?[A-Z0-9][\w&’'\-]*)*)")


@dataclass(frozen=True, slots=True)
class Attributions:
    """What attribution found in a text.

    ``words`` are all words; ``sentences`` do not cross lines; ``quotes`` are all quotations, whether or not somebody
    speaks them; ``people`` and ``organisations`` are the names in the text, each with the full name it stands for.
    """

    words: tuple[Word, ...]
    sentences: tuple[Span, ...]
    quotes: tuple[Quote, ...]
    attributions: tuple[Attribution, ...]
    people: tuple[Mention, ...]
    organisations: tuple[Mention, ...]


def attribute(text: str, title: str = "") -> Attributions:
    """Find who says what in a cleaned article.

    ``title`` helps to resolve the people in the first sentence; it is not searched for attributions itself.
    The time is linear in the length of the text. Never raises on any string.
    """
    text = without_boxes(unwrapped(text))
    words = words_of(text)
    lines = paragraphs(text)
    posts = find_turns(text, lines) or find_letters(text, lines) or find_posts(text)
    quotes = quotes_with(posts, find_quotes(text, lines))
    sentences = sentence_spans(text, lines)
    found = units(text, lines, sentences, quotes, openings(text, words))
    statements: list[Statement] = []
    for unit in found:
        if unit.tokens:
            statements.extend(find_statements(unit, find_cues(unit)))
    people = find_people(title, text)
    statements = _of_speakers(text, statements, people)
    statements = continue_quotations(found, _relayed(text, _outermost(_once_each(statements))))
    statements.extend(block_quotations(text, found, statements))
    statements.sort(key=lambda statement: (statement.unit.span.start, statement.cue.start, statement.content.start))
    attributions = posted(
        posts, people, text, _resolved(people, _descriptions(text, sentences, quotes, people), title, statements)
    )
    names = tuple(people.mentions), tuple(people.organisations)
    return Attributions(words, tuple(sentences), tuple(quotes), tuple(attributions), *names)


def _once_each(statements: list[Statement]) -> list[Statement]:
    """Keep only the first of several statements with the same content."""
    kept: list[Statement] = []
    for statement in statements:
        if not any(other.content == statement.content for other in kept[-4:]):
            kept.append(statement)
    return kept


def _of_speakers(text: str, statements: list[Statement], people: People) -> list[Statement]:
    """Leave out lines such as "WATCH BELOW: …" and "EARNINGS: …": a label without quotation marks is a speaker only if
    the article names that person elsewhere, or if labels take turns as in an interview."""
    labels = [s.source_span.of(text) for s in statements if s.lemma == ":" and s.kind == "indirect" and s.source_span]
    names = [label for label in labels if not all(map(common_words().get, _WORD.findall(label.lower())))]
    take_turns = len(set(names)) > 1 and len(names) > len(set(names))
    known = {name.casefold() for name in people.full_name}

    def speaks(statement: Statement) -> bool:
        if statement.lemma != ":" or statement.kind != "indirect" or statement.source_span is None:
            return True
        label = statement.source_span.of(text)
        if label not in names or text.startswith("http", statement.content.start):
            return False
        name = label.casefold()
        unknown = label.isupper() and not any(map(common_words().get, _WORD.findall(name)))
        return take_turns or unknown or name in known or name.rpartition(" ")[2] in known

    spoken = (statement for statement in statements if speaks(statement) and not _in_caption(text, statement))
    return [_turn(text, s) if s.lemma == ":" and s.kind == "indirect" else s for s in spoken]


def _turn(text: str, statement: Statement) -> Statement:
    """The turn of a transcript, "KARL: So he knew. What then?": all to the end of its line, in the speaker's words."""
    end = text.find("\n", statement.content.end)
    end = len(text.rstrip()) if end < 0 else end
    last = statement.content.start + len(text[statement.content.start : end].rstrip())
    return replace(statement, content=Span(statement.content.start, max(last, statement.content.end)), kind="direct")


def _in_caption(text: str, statement: Statement) -> bool:
    """True in a line that ends with the credit of a picture: "(Jan Pole/VBC)"."""
    end = text.find("\n", statement.unit.span.end)
    line_end = end if end >= 0 else len(text)
    return (
        line_end - statement.unit.span.end < LONGEST_CREDIT
        and PICTURE_CREDIT.match(text, statement.unit.span.end - 1, line_end) is not None
    )


def _outermost(statements: list[Statement]) -> list[Statement]:
    """Leave out thoughts inside another statement: "Smith said Jones opposes it" is only Smith's statement."""
    return [
        statement
        for k, statement in enumerate(statements)
        if statement.act == "speech"
        or not any(
            other is not statement and other.content.start <= statement.cue.start < other.content.end
            for other in statements[max(0, k - 4) : k + 4]
        )
    ]


def _relayed(text: str, statements: list[Statement]) -> list[Statement]:
    """Give "C, the Courier reported, citing unidentified officials" to the officials, relayed by the Courier."""
    kept: list[Statement] = []
    for statement in statements:
        tokens = statement.unit.tokens
        first = kept[-1] if kept and kept[-1].unit is statement.unit else None
        named = None
        if first is not None and first.source is not None and statement.lemma in {"cite", "quote"}:
            at = next(k for k, token in enumerate(tokens) if token.start == statement.cue.start)
            named = source_after(tokens, at + 1) if names_medium(tokens, first.source) else None
        if first is not None and named is not None and first.source_span is not None:
            kept[-1] = replace(first, source=named, relay=first.source_span.of(text))
            continue
        kept.append(statement)
    return kept


def _resolved(people: People, descriptions: Descriptions, title: str, statements: list[Statement]) -> list[Attribution]:
    """The statements as attributions, with speaker, source type, relay and anonymity."""
    text, represented = descriptions.antecedents.text, Represented(people, descriptions)
    titles = descriptions.titles
    resolver = Resolver(people, title, descriptions.antecedents, descriptions, represented)
    names = [_first_name(resolver, statement) for statement in statements]
    found: list[Attribution] = []
    previous: tuple[Span | None, str | None, SourceType | None] | None = None
    for index, statement in enumerate(statements):
        source = statement.source_span
        if previous is not None and source is not None and source == previous[0]:
            speaker, kind = previous[1], previous[2]
        else:
            speaker, kind = resolver.resolve(statement, next((n for n in names[index + 1 : index + 4] if n), None))
        previous = (source, speaker, kind)
        words = statement.source_tokens
        act: Act = "document" if kind == "document" else "thought" if statement.act == "thought" else "speech"
        found.append(
            Attribution(
                statement.content,
                source,
                statement.cue,
                statement.kind,
                act,
                speaker,
                kind,
                _relay(text, statement, kind),
                statement.cue_class,
                anonymity_of(text, statement.unit.span) if kind in UNNAMED_TYPES else None,
                titles.of(speaker) if speaker is not None and kind == "named_person" else None,
                represented.by(words, named=kind == "named_person") if words else None,
                label_of(words) if speaker is None and words else None,
            )
        )
    return found


def _descriptions(text: str, sentences: list[Span], quotes: list[Quote], people: People) -> Descriptions:
    """What resolves the pronouns and descriptions of an article."""
    layout = Layout(text, sentences, quotes)
    persons, bodies = (Antecedents(layout, people, names) for names in (people.mentions, people.organisations))
    return Descriptions(persons, bodies, TitlesOfPeople(people, text))


def _first_name(resolver: Resolver, statement: Statement) -> str | None:
    """The full name of the first person in a source, if there is one."""
    span = statement.source_span
    if span is None:
        return None
    named = resolver.people.within(span.start, span.end)
    return named[0].name if named else None


def _relay(text: str, statement: Statement, kind: SourceType | None) -> str | None:
    """The medium that passed a statement on, if the same unit names it."""
    if statement.relay is not None:
        return statement.relay
    if kind == "media":
        return None
    if statement.lemma == "tell":
        heard = HEARER.match(text, statement.cue.end)
        if heard is not None and any(entity_words().get(w.lower()) == "media" for w in heard[1].split()):
            return heard[1]
    rest = text[statement.cue.end : statement.unit.span.end]
    if not any(word in rest for word in RELAYING):
        return None
    for match in RELAY.finditer(text, statement.cue.end, statement.unit.span.end):
        if not statement.content.start <= match.start() < statement.content.end:
            return match[1]
    return None
