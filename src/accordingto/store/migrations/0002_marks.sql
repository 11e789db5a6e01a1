-- What a reader keeps of a record (a page, an answer) is good for as long as the marks of what it was made from stand.

CREATE TABLE mark (
  -- When a part of the record last changed, as a random word that every change replaces; equal words mean nothing has changed since.
  part TEXT PRIMARY KEY,  -- reports (sources, texts, failures), readings, decisions, or resolved (everything that resolving made)
  value TEXT NOT NULL     -- differs between equal builds, like report.added
) STRICT, WITHOUT ROWID;
