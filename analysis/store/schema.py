"""The tables of the store, and the migrations from earlier schema versions."""

from __future__ import annotations

#: increased when a table changes; a store of an earlier version is migrated when it is next written
SCHEMA_VERSION = 10
#: an article counts as a copy if at least this share of its words is in text that other articles have too
COPY_SHARE = 0.6
SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key VARCHAR, value VARCHAR);
CREATE TABLE IF NOT EXISTS articles (
    id VARCHAR NOT NULL, outlet VARCHAR, title VARCHAR, text VARCHAR NOT NULL, published DATE, topic VARCHAR,
    url VARCHAR, authors VARCHAR[], section VARCHAR, captions VARCHAR[], wire VARCHAR, language VARCHAR,
    source VARCHAR, words INTEGER NOT NULL, page VARCHAR, partial BOOLEAN,
    kind VARCHAR, kind_reason VARCHAR, kind_rules VARCHAR);
CREATE TABLE IF NOT EXISTS readings (article_id VARCHAR NOT NULL, scorer VARCHAR NOT NULL, version VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS measurements (
    article_id VARCHAR NOT NULL, measure VARCHAR NOT NULL, value DOUBLE, count DOUBLE NOT NULL,
    denominator DOUBLE NOT NULL);
CREATE TABLE IF NOT EXISTS marks (
    article_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, first INTEGER NOT NULL, past INTEGER NOT NULL,
    cue VARCHAR NOT NULL, category VARCHAR, voice VARCHAR NOT NULL, weight DOUBLE, why VARCHAR);
CREATE TABLE IF NOT EXISTS attributions (
    article_id VARCHAR NOT NULL, content_first INTEGER NOT NULL, content_past INTEGER NOT NULL,
    source_first INTEGER, source_past INTEGER, cue_first INTEGER NOT NULL, cue_past INTEGER NOT NULL,
    source VARCHAR, cue VARCHAR NOT NULL, kind VARCHAR NOT NULL, act VARCHAR NOT NULL, speaker VARCHAR,
    source_type VARCHAR, relayed_by VARCHAR, cue_class VARCHAR NOT NULL, anonymity_first INTEGER,
    anonymity_past INTEGER, content_start VARCHAR, anonymity VARCHAR, title VARCHAR, on_behalf_of VARCHAR,
    label VARCHAR);
CREATE TABLE IF NOT EXISTS toward (
    article_id VARCHAR NOT NULL, name VARCHAR NOT NULL, kind VARCHAR NOT NULL, tone DOUBLE NOT NULL,
    sentences INTEGER NOT NULL, own_tone DOUBLE NOT NULL, own_sentences INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS topics (
    article_id VARCHAR NOT NULL, topic VARCHAR NOT NULL, name VARCHAR NOT NULL, score DOUBLE, terms VARCHAR[] NOT NULL);
CREATE TABLE IF NOT EXISTS copies (
    article_id VARCHAR NOT NULL, text_group VARCHAR NOT NULL, kind VARCHAR NOT NULL, share DOUBLE NOT NULL,
    origin VARCHAR, earliest VARCHAR NOT NULL, published DATE, named VARCHAR, words INTEGER NOT NULL,
    shared INTEGER[] NOT NULL);
CREATE TABLE IF NOT EXISTS samples (hash UINTEGER NOT NULL, article_id VARCHAR NOT NULL, outlet VARCHAR);
CREATE TABLE IF NOT EXISTS frequencies (word VARCHAR NOT NULL, articles INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS vectors (
    article_id VARCHAR NOT NULL, story VARCHAR NOT NULL, day DATE, term VARCHAR NOT NULL, weight FLOAT NOT NULL);
CREATE TABLE IF NOT EXISTS members (article_id VARCHAR NOT NULL, story VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS stories (
    story VARCHAR NOT NULL, title VARCHAR, first_day DATE, last_day DATE, articles INTEGER NOT NULL,
    outlets VARCHAR[] NOT NULL, terms VARCHAR[] NOT NULL, topic VARCHAR, absent VARCHAR[] NOT NULL);
CREATE TABLE IF NOT EXISTS people (article_id VARCHAR NOT NULL, name VARCHAR NOT NULL, person VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS searched (article_id VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS lines (
    article_id VARCHAR NOT NULL, line UINTEGER NOT NULL, first INTEGER NOT NULL, past INTEGER NOT NULL,
    place UTINYINT NOT NULL, words INTEGER NOT NULL, again BOOLEAN NOT NULL);
CREATE TABLE IF NOT EXISTS furniture (
    article_id VARCHAR NOT NULL, first INTEGER NOT NULL, past INTEGER NOT NULL, why VARCHAR NOT NULL, line UINTEGER,
    words INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS problems (file VARCHAR NOT NULL, row_number INTEGER, reason VARCHAR NOT NULL);
"""
#: tables of what was measured on an article
READING_TABLES = ("readings", "measurements", "marks", "attributions", "toward")
#: tables of topics, copies and stories; ``samples``, ``frequencies`` and ``vectors`` are needed to add later articles
RELATION_TABLES = ("topics", "copies", "members", "stories", "samples", "frequencies", "vectors")
#: tables of the text that is kept apart: the articles searched for it, their lines, and what was found
FURNITURE_TABLES = ("searched", "lines", "furniture")
#: by schema version, the statements that migrate a store to the next version; missing tables are created before.
#: ``page_key`` is ``analysis.urls.page_key``, registered by the connection pool
MIGRATIONS = {
    1: "",
    # relations are computed again, because later articles could not be added to the old ones
    2: "DROP TABLE IF EXISTS copies; DELETE FROM topics; DELETE FROM members; DELETE FROM stories; "
    "DELETE FROM meta WHERE key = 'related';",
    # articles from the same page that are stored already are all kept: they were measured and may have been judged
    3: "ALTER TABLE articles ADD COLUMN page VARCHAR; UPDATE articles SET page = page_key(url);",
    # the text that charts need is stored with the attributions; the table is rewritten, because an UPDATE of the rows
    # of a million articles takes too much memory
    4: "ALTER TABLE attributions RENAME TO earlier; "
    + SCHEMA
    + "INSERT INTO attributions BY NAME SELECT t.* EXCLUDE (place), "
    "substr(a.text, t.content_first + 1, least(3, t.content_past - t.content_first)) AS content_start, "
    "substr(a.text, t.anonymity_first + 1, t.anonymity_past - t.anonymity_first) AS anonymity "
    "FROM (SELECT rowid AS place, COLUMNS(lambda name: name NOT IN ('content_start', 'anonymity')) FROM earlier) t "
    "LEFT JOIN articles a ON a.id = t.article_id ORDER BY t.place; DROP TABLE earlier;",
    # every kind of mark has the same columns
    5: "ALTER TABLE marks RENAME TO earlier; "
    + SCHEMA
    + "INSERT INTO marks SELECT article_id, kind, first, past, cue, category, voice, polarity, "
    "CASE WHEN kind = 'sentiment' THEN format('subjectivity {:.2f}', subjectivity) ELSE why END "
    "FROM earlier ORDER BY rowid; DROP TABLE earlier;",
    # texts that are only the beginning of an article are marked; those stored before are not known
    6: "ALTER TABLE articles ADD COLUMN partial BOOLEAN; UPDATE articles SET partial = false;",
    # attributions have three more columns, which a table that an earlier step wrote anew has already
    7: "ALTER TABLE attributions ADD COLUMN IF NOT EXISTS title VARCHAR; "
    "ALTER TABLE attributions ADD COLUMN IF NOT EXISTS on_behalf_of VARCHAR; "
    "ALTER TABLE attributions ADD COLUMN IF NOT EXISTS label VARCHAR;",
    # articles have a kind; it is found by the next scoring (``Kinds.outdated``)
    8: "ALTER TABLE articles ADD COLUMN kind VARCHAR; ALTER TABLE articles ADD COLUMN kind_reason VARCHAR; "
    "ALTER TABLE articles ADD COLUMN kind_rules VARCHAR;",
    # only new tables, those of ``FURNITURE_TABLES``, which are created before: the next ``score`` fills them
    9: "",
}
