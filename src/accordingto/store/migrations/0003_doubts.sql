-- Readings that the machine is unsure of wait for a person beside the comparisons it is unsure of.

CREATE TABLE doubt (
  -- A reading that the machine is unsure of and on which accounts rest.
  id TEXT PRIMARY KEY,      -- q + 12 hexadecimal digits
  subject TEXT NOT NULL,    -- statement, event or voice (of a statement)
  report TEXT NOT NULL,
  n INTEGER NOT NULL,       -- position of the statement or event
  start INTEGER NOT NULL,   -- the words a decision holds on to: the whole statement, or the event's trigger
  end INTEGER NOT NULL,
  quote TEXT NOT NULL,
  score REAL NOT NULL,      -- from 0 to 1
  weight REAL NOT NULL,     -- accounts that rest on it and disagreements these take part in, times 1 - score
  reason TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX doubt_queue ON doubt (weight, id);
UPDATE meta SET value = '1' WHERE key = 'stale';  -- a record of before is resolved again, which fills the table
