"""ProQuest, TXT: records between lines of underscores, and what its HTML exports share with them.

A record is a title, labels with short values, "Full text:" with the article, and the fields that describe it. Blanks
stray into any word, also into labels, so labels are compared without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from analysis.ingest.vendors.base import BEGINNING, CUT_OFF, Record, VendorReader, decoded, marking_cut_off
from analysis.ingest.vendors.interface_words import author_names, credited_names, date_of, is_copyright, outlet_name

#: the line between records, 60 underscores in all files seen; the first one tells the length of the others
RULE = re.compile(r"^[ \t]*(_{40,200})[ \t]*\r?$", re.MULTILINE)
COUNTER = re.compile(r"(?:document|email|dokument|e-mail) ?\d+ (?:of|von|de|sur|van|av) ?\d+", re.IGNORECASE)
#: a label and what follows it
LABELLED = re.compile(r"([^\W\d_][^:\n]{1,39}?) ?[:：](.*)", re.DOTALL)
CAPTION = re.compile(r"(?:C ?A ?P ?T ?I ?O ?N|Caption)\s*:\s*(.*)", re.DOTALL)
CREDIT = re.compile(r"(?:C ?R ?E ?D ?I ?T|Credit)\s*:\s*(.*)", re.DOTALL)
#: the heading above captions, and the link of a picture
PICTURES = re.compile(
    r"(?:photograph|illustration|image|cartoon|drawing|map|chart|graph|graphic|diagram)s?", re.IGNORECASE
)
ENLARGE = re.compile(r"(?:enlarge this image|agrandir cette image|bild vergrößern)\.?", re.IGNORECASE)
UNAVAILABLE = re.compile(r"(?:full text )?(?:is )?(?:none|not) available\.?", re.IGNORECASE)
NO_TEXT = "the export does not contain the full text of this article"
#: name -> the labels of the fields that are used. The English ones are from real files, the others are how the
#: interface is probably translated.
USED = {
    "full text": "full text; volltext; texte intégral; texto completo; testo completo; fulltext; fulltekst; "
    "fullständig text; volledige tekst; 全文",
    "author": "author; authors; autor; autoren; auteur; auteurs; autore; autores; författare; forfatter; 作者",
    "info": "publication info; source; publikationsinfo; publikationsinformationen; publikationsinformation; "
    "informationen zur veröffentlichung; infos sur la publication; publicatiegegevens; información de publicación; "
    "informações da publicação; informazioni sulla pubblicazione; 出版物信息",
    "abstract": "abstract; abstract (summary); zusammenfassung; résumé; samenvatting; sammanfattning; resumen; "
    "resumo; riassunto; 摘要",
    "links": "links; liens; länkar; enlaces; vínculos; collegamenti; 链接",
    "title": "title; titel; titre; título; titolo; 标题",
    "outlet": "publication title; publikationstitel; titel der publikation; titre de la publication; publicatietitel; "
    "título de publicación; título de la publicación; título da publicação; titolo della pubblicazione; 出版物名称",
    "date": "publication date; publikationsdatum; datum der veröffentlichung; date de publication; publicatiedatum; "
    "utgivningsdatum; fecha de publicación; data da publicação; data de publicação; data di pubblicazione; 出版日期",
    "section": "section; rubrik; abschnitt; sectie; avsnitt; sección; seção; secção; sezione; 栏目",
    "place": "place of publication; verlagsort; ort der veröffentlichung; lieu de publication; plaats van uitgave; "
    "utgivningsort; lugar de publicación; local de publicação; luogo di pubblicazione; 出版物地点",
}
#: the labels of further fields, and those of them that every record has
FURTHER = (
    "subject; business indexing term; location; people; person; company / organization; company; organization; "
    "classification; identifier / keyword; identifier; keyword; product name; volume; issue; pages; page; first page; "
    "start page; number of pages; column; dateline; edition; supplement; publisher; country of publication; "
    "publication subject; year; issn; e-issn; isbn; coden; language of publication; document feature; subfile; "
    "accession number; doi; copyright; last updated; publication history; word count; peer reviewed; thema; sujet; "
    "verlag; éditeur; materia; lugar; editorial; assunto; soggetto; ort; lieu; personen; "
    "personnes; sprache der publikation; langue de publication; zuletzt aktualisiert; dernière mise à jour"
)
CERTAIN = (
    "publication year; source type; document type; proquest document id; document url; database; erscheinungsjahr; "
    "année de publication; publicatiejaar; utgivningsår; 出版年份; quellentyp; type de source; dokumententyp; "
    "type de document; proquest-dokument-id; identifiant de document proquest; proquest-document-id; proquest 文档 id; "
    "año de publicación; ano de publicação; anno di pubblicazione; tipo de fuente; tipo de fonte; tipo di fonte; "
    "tipo de documento; tipo di documento; url del documento; url do documento; base de datos; base de dados; "
    "dokument-url; url du document; datenbank; base de données; databas; 数据库"
)
ANCHOR = "anchor"


def _named(labels: str, name: str) -> dict[str, str]:
    return {label.replace(" ", ""): name for label in labels.split("; ")}


#: a label without blanks -> its name
LABELS = _named(FURTHER, "further") | _named(CERTAIN, ANCHOR)
for _name, _labels in USED.items():
    LABELS |= _named(_labels, _name)
#: the fields of which every record has some
ANCHORS = frozenset(("outlet", "date", ANCHOR))
#: the labels that can follow a record's beginning where the title is missing
FIRST = frozenset(("author", "info", "abstract", "links", "full text"))


@dataclass(slots=True)
class Entry:
    """A line or block of a record: its whole text, and the name and value of its label if it has a known one.

    ``is_field`` says whether it can be one of the fields behind the text, ``continued`` whether it belongs to the entry
    before.
    """

    text: str
    label: str = ""
    value: str = ""
    is_field: bool = False
    is_caption: bool = False
    continued: bool = False


def label_of(text: str) -> tuple[str, str]:
    """The known label that a line begins with and its value, both empty if there is none."""
    match = LABELLED.match(text)
    name = LABELS.get("".join(match[1].split()).casefold(), "") if match else ""
    return (name, match[2].strip()) if match and name else ("", "")


def recognises(data: bytes) -> bool:
    """Whether a text begins with a rule of underscores and has ProQuest's labels below it."""
    text = decoded(data[:BEGINNING])
    first = RULE.search(text)
    if first is None:
        return False
    labels = {label_of(line)[0] for line in text[first.end() :].splitlines()}
    return len(labels & {"full text", "outlet", "info", ANCHOR}) >= 2


def records(data: bytes) -> Iterator[Record]:
    """Every article of a file, in order."""
    text = decoded(data)
    first = RULE.search(text)
    rule = re.compile(rf"^[ \t]*_{{{len(first[1])}}}[ \t]*\r?$", re.MULTILINE) if first else RULE
    return marking_cut_off(_read(rule.split(text)[1:]))


def _read(parts: list[str]) -> Iterator[tuple[Record, bool]]:
    for part in parts:
        title: list[str] = []
        entries: list[Entry] = []
        blank, in_text = True, False
        for line in part.splitlines():
            line = line.strip()
            if line and not (COUNTER.fullmatch(line) and not entries):
                name, value = label_of(line)
                begun = entries or name in FIRST or (title and (blank or name or line.startswith("http")))
                if begun:
                    entries.append(Entry(line, name, value, is_field=blank, continued=not (blank or in_text)))
                    in_text = in_text or name == "full text"
                else:
                    title.append(line)
            blank = not line
        if any(entry.label for entry in entries):
            yield record_of(" ".join(title), entries)


# -- a record, from whatever form -------------------------------------------------------------


def record_of(title: str, entries: list[Entry]) -> tuple[Record, bool]:
    """The article that the entries below a title describe, and whether its closing fields are there."""
    body = next((k for k, entry in enumerate(entries) if entry.label == "full text"), None)
    end = _fields_begin(entries, 0 if body is None else body + 1)
    fields = _fields(entries[: end if body is None else body]) | _fields(entries[end:])
    outlet = _outlet(fields)
    text, captions, credits = _body(entries, body, end)
    authors = author_names(fields.get("author"), outlet, last_first=True) or tuple(
        name for credit in credits for name in credited_names(credit, outlet)
    )
    record = Record(
        title=_whole(fields.get("title"), title),
        outlet=outlet,
        published=date_of(fields.get("date")) or date_of(fields.get("info")) or date_of(fields.get("")),
        text="\n\n".join(text),
        authors=authors,
        section=fields.get("section") or None,
        captions=captions,
        reason="" if text else NO_TEXT if end < len(entries) else CUT_OFF,
    )
    return record, end < len(entries)


def _fields_begin(entries: list[Entry], start: int) -> int:
    """Where the fields behind the text begin: from the first certain one upwards, as long as there are labels."""
    anchors = [k for k in range(start, len(entries)) if entries[k].label in ANCHORS]
    certain = [k for k in anchors if entries[k].is_field]
    begin = next(iter(certain or anchors), len(entries))
    while begin > start and entries[begin - 1].label and (entries[begin - 1].is_field or not certain) and anchors:
        begin -= 1
    return begin


def _fields(entries: list[Entry]) -> dict[str, str]:
    """Label -> value, what continues it joined to it; what precedes the first label has the name ""."""
    found: dict[str, list[str]] = {}
    current = found.setdefault("", [])
    for entry in entries:
        if entry.label:
            current = found.setdefault(entry.label, [])
            current.append(entry.value)
        elif entry.continued or current is found[""]:
            current.append(entry.text)
    return {name: " ".join(values).strip() for name, values in found.items() if any(values)}


def _body(entries: list[Entry], body: int | None, end: int) -> tuple[list[str], tuple[str, ...], list[str]]:
    """Paragraphs, captions and credits of the full text."""
    parts: list[list[str]] = []
    captions: list[str] = []
    credits: list[str] = []
    some = [] if body is None else [replace(entries[body], text=entries[body].value), *entries[body + 1 : end]]
    for entry, following in zip_longest(some, some[1:]):
        if match := CREDIT.fullmatch(entry.text):
            credits.append(match[1])
        elif entry.is_caption or CAPTION.fullmatch(entry.text):
            captions.append(CAPTION.sub(r"\1", entry.text))
        elif ENLARGE.fullmatch(entry.text) or (PICTURES.fullmatch(entry.text) and _is_caption(following)):
            continue
        elif entry.continued and parts:
            parts[-1].append(entry.text)
        elif entry.text:
            parts.append([entry.text])
    paragraphs = [" ".join(texts) for texts in parts]
    if paragraphs and UNAVAILABLE.fullmatch(" ".join(paragraphs)):
        paragraphs = []
    while len(paragraphs) > 1 and is_copyright(paragraphs[-1]):
        paragraphs.pop()
    return paragraphs, tuple(dict.fromkeys(captions)), credits


def _is_caption(entry: Entry | None) -> bool:
    return entry is not None and (entry.is_caption or CAPTION.fullmatch(entry.text) is not None)


def _outlet(fields: dict[str, str]) -> str | None:
    """The outlet; some records have lost it, and its field holds the place of publication."""
    stated, place, info = fields.get("outlet", ""), fields.get("place", ""), fields.get("info", "")
    named = outlet_name(info.partition("[")[0]) if "[" in info else None
    outlet = outlet_name(stated)
    if outlet is None or _squeezed(outlet) in {_squeezed(place), _squeezed(place.partition(",")[0])}:
        return named
    return _whole(outlet, named or "")


def _whole(stated: str | None, other: str) -> str | None:
    """The stated text, or the other one if that is the same with fewer stray blanks or if none is stated."""
    stated, other = " ".join((stated or "").split()), " ".join(other.split())
    if not stated or (_squeezed(stated) == _squeezed(other) and len(other) < len(stated)):
        return other or None
    return stated


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


READERS = (VendorReader("ProQuest", "TXT", recognises, records),)
