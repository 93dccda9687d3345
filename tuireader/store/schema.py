"""Owns the library's tables, as SQL, and the steps that lead from each version of them to the next.

What a paper printed is in `headlines`, `placements` and `articles`; what the reader did is in `marks`, which knows
articles by their id only, so that nothing a refresh does can touch it. `unread` and `search` are derived from the two
and change in the same transactions. `feeds` and `pages` hold what the tries of papers brought, `usage` what that cost.
`packed` holds what the reader takes along, by id as well: what stands there and is unread is not to be deleted, since
it was promised. Times are integers: seconds since 1970-01-01 UTC.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from tuireader.store import beside

APPLICATION_ID = 0x7475_6972
"""`tuir`, so that `file` and we can tell a library from any other SQLite file."""

# Every headline stands on three shelves and more: ('', '') is «latest», (source, '') the whole paper, (source, section)
# a section. So each list is one range of one index, and all counts are one pass over another.
_FIRST = """
CREATE TABLE headlines (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    section TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    published INTEGER,
    seen INTEGER NOT NULL,
    time INTEGER NOT NULL,
    summary TEXT NOT NULL,
    image TEXT NOT NULL
);

CREATE TABLE placements (
    source TEXT NOT NULL,
    section TEXT NOT NULL,
    time INTEGER NOT NULL,
    key INTEGER NOT NULL REFERENCES headlines (key) ON DELETE CASCADE,
    PRIMARY KEY (source, section, time DESC, key DESC)
) WITHOUT ROWID;
CREATE INDEX placements_by_key ON placements (key);

CREATE TABLE unread (
    source TEXT NOT NULL,
    section TEXT NOT NULL,
    time INTEGER NOT NULL,
    key INTEGER NOT NULL,
    PRIMARY KEY (source, section, time DESC, key DESC),
    FOREIGN KEY (source, section, time, key)
        REFERENCES placements (source, section, time, key) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE articles (
    key INTEGER PRIMARY KEY REFERENCES headlines (key) ON DELETE CASCADE,
    article BLOB NOT NULL,
    words INTEGER NOT NULL,
    fetched INTEGER NOT NULL
);

CREATE TABLE marks (
    id TEXT PRIMARY KEY,
    read INTEGER,
    bookmarked INTEGER,
    wanted INTEGER,
    block INTEGER,
    fraction REAL
) WITHOUT ROWID;
CREATE INDEX marks_by_bookmark ON marks (bookmarked DESC, id) WHERE bookmarked IS NOT NULL;
CREATE INDEX marks_by_want ON marks (wanted DESC, id) WHERE wanted IS NOT NULL;

CREATE TABLE feeds (
    url TEXT PRIMARY KEY,
    checked INTEGER,
    succeeded INTEGER,
    failures INTEGER NOT NULL,
    wait_until INTEGER,
    digest TEXT NOT NULL
) WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5 (
    title_exact, summary_exact, body_exact, title_fold, summary_fold, body_fold,
    tokenize = 'unicode61 remove_diacritics 0', prefix = '2'
);
CREATE TRIGGER headlines_leave_search AFTER DELETE ON headlines BEGIN
    DELETE FROM search WHERE rowid = OLD.key;
END;
"""

# What the last tries said of each feed; a window of the article pages read of each paper, the newest with the greatest
# key; of an article printed on several pages how many could not be had; and other names of articles.
_SECOND = """
ALTER TABLE feeds ADD COLUMN entries INTEGER;
ALTER TABLE feeds ADD COLUMN newest INTEGER;
ALTER TABLE feeds ADD COLUMN gap INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN moved_to TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN fault TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN status INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN detail TEXT NOT NULL DEFAULT '';

ALTER TABLE articles ADD COLUMN missing INTEGER NOT NULL DEFAULT 0;

CREATE TABLE names (
    name TEXT PRIMARY KEY,
    id TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE pages (
    key INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (source, url)
);
"""

# When an article's page was last asked for again and what came of that; former versions of articles, the last one with
# the greatest number; when a place was left; and when chores that come back were last done.
_EDITIONS = """
ALTER TABLE articles ADD COLUMN asked INTEGER;
ALTER TABLE articles ADD COLUMN changed INTEGER;
ALTER TABLE articles ADD COLUMN withdrawn INTEGER;
ALTER TABLE articles ADD COLUMN retitled INTEGER NOT NULL DEFAULT 0;

CREATE TABLE versions (
    number INTEGER PRIMARY KEY,
    key INTEGER NOT NULL REFERENCES headlines (key) ON DELETE CASCADE,
    article BLOB NOT NULL,
    fetched INTEGER NOT NULL
);
CREATE INDEX versions_by_key ON versions (key);

ALTER TABLE marks ADD COLUMN placed INTEGER;

CREATE TABLE chores (
    name TEXT PRIMARY KEY,
    done INTEGER NOT NULL
) WITHOUT ROWID;
"""

# What came over the network, by the day in Vietnam (ISO 8601), in bytes.
_USAGE = """
CREATE TABLE usage (
    day TEXT PRIMARY KEY,
    received INTEGER NOT NULL,
    overhead INTEGER NOT NULL
) WITHOUT ROWID;
"""

# The articles of the pack that is taken along, with the number of their pack and the minutes that they take to read;
# and the last pack itself: what was wished for, what came for it, and when it was full.
_PACKS = """
CREATE TABLE packed (
    id TEXT PRIMARY KEY,
    packed INTEGER NOT NULL,
    minutes INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE packs (
    number INTEGER PRIMARY KEY,
    wish TEXT NOT NULL,
    began INTEGER NOT NULL,
    received INTEGER NOT NULL,
    ended INTEGER
);
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _SECOND, _EDITIONS, _USAGE, _PACKS)
"""The n-th text leads from version n to version n + 1."""
VERSION = len(MIGRATIONS)


def _keep(connection: sqlite3.Connection, backup: Path) -> None:
    """A whole copy on the disk in the place of one that is there, or that one as it was."""
    part = beside.part_of(backup)
    part.unlink(missing_ok=True)
    try:
        part.touch(0o600)
        connection.execute("VACUUM INTO ?", (str(part),))
        with part.open("rb+") as whole:
            os.fsync(whole.fileno())
        part.replace(backup)
    finally:
        part.unlink(missing_ok=True)


def migrate(
    connection: sqlite3.Connection, version: int, *, steps: Sequence[str] = MIGRATIONS, backup: Path | None = None
) -> None:
    """Lead tables of `version` to the last one, each step in one transaction together with its version number.

    A library that holds something is first copied to `backup`. Raises sqlite3.Error and OSError; the steps done so far
    stay.
    """
    if 0 < version < len(steps) and backup is not None:
        _keep(connection, backup)
    for number, step in enumerate(steps[version:], start=version + 1):
        head = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number};"
        try:
            connection.executescript(f"BEGIN EXCLUSIVE; {step} {head} COMMIT;")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.rollback()
            raise
