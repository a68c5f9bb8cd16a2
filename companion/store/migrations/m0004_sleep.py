"""What sleep did, run by run, and which of the notes a reply was given it really used."""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    """CREATE TABLE job_run (
    id VARCHAR NOT NULL,
    job VARCHAR NOT NULL,
    as_of VARCHAR NOT NULL,
    started_at VARCHAR NOT NULL,
    ended_at VARCHAR,
    state VARCHAR NOT NULL,
    changed INTEGER NOT NULL,
    did VARCHAR NOT NULL,
    PRIMARY KEY (id)
)""",
    "CREATE INDEX ix_job_run_job ON job_run (job, id)",
    """CREATE TABLE declined (
    job VARCHAR NOT NULL,
    note_id VARCHAR NOT NULL,
    PRIMARY KEY (job, note_id),
    FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE
)""",
    "CREATE INDEX ix_declined_note ON declined (note_id)",
    # What a run changed can be undone with it. Only what sleep wrote is indexed: a message pays
    # nothing for it.
    *(
        statement
        for table in ("revision", "link", "source")
        for statement in (
            f"ALTER TABLE {table} ADD COLUMN run_id VARCHAR NOT NULL DEFAULT ''",
            f"CREATE INDEX ix_{table}_run ON {table} (run_id) WHERE run_id != ''",
        )
    ),
    # What was archived and is to be folded, without looking at all notes.
    "CREATE INDEX ix_note_archived ON note (id) WHERE status = 'archived'",
    # What was derived is little among all notes.
    "CREATE INDEX ix_note_derived ON note (kind) WHERE kind IN ('insight', 'portrait')",
    "ALTER TABLE recalled ADD COLUMN used BOOLEAN",
    "CREATE INDEX ix_recalled_undecided ON recalled (reply_id) WHERE used IS NULL",
)


def sleep(connection: sqlite3.Connection) -> None:
    """Add the runs of jobs, what they changed, and the use of what was recalled."""
    for statement in STATEMENTS:
        connection.execute(statement)
