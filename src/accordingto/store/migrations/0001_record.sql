-- The record, first version. Comments inside a CREATE are kept by SQLite and become docs/schema.md.
-- Tables (singular) hold what was stored; views (plural) are for people: plain columns, words beside ids.
-- All offsets are Unicode code points of the report's text, end exclusive, so that substr(text, start + 1, end - start) = quote.

CREATE TABLE meta (
  -- Facts about the record itself: its format, the reader that filled it, whether it waits for resolving.
  key TEXT PRIMARY KEY,   -- name of the fact
  value TEXT NOT NULL     -- its value, as text
) STRICT, WITHOUT ROWID;

CREATE TABLE blob (
  -- Inputs already taken in, under every name they came by; a build skips bytes that stand here. Written after an input's last document.
  name TEXT NOT NULL,     -- as the person named it
  sha256 TEXT NOT NULL,   -- hash of its bytes
  kind TEXT NOT NULL,     -- page, html, feed, table or warc
  PRIMARY KEY (sha256, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE failure (
  -- Inputs and reports that could not be read, with the reason. They do not stop a build.
  name TEXT NOT NULL,     -- the input's name, or the id of a report
  stage TEXT NOT NULL CHECK (stage IN ('input', 'reading')),  -- where it failed
  reason TEXT NOT NULL,   -- one line that says what is wrong
  hint TEXT NOT NULL,     -- one line that says what to do, or empty
  version TEXT NOT NULL,  -- of the reader that failed on it, or empty for inputs
  PRIMARY KEY (stage, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
  -- One file, page, feed, archive member or table row as it came in. Its text never changes.
  id TEXT PRIMARY KEY,    -- s + 12 hexadecimal digits
  name TEXT NOT NULL,     -- file name, path in its archive, URL, or - for standard input
  kind TEXT NOT NULL,     -- how it was read: page, html, feed, table, warc
  sha256 TEXT NOT NULL,   -- hash of the undecoded bytes
  encoding TEXT NOT NULL, -- the encoding it was decoded with
  url TEXT,               -- where it was published, if it says so
  length INTEGER NOT NULL,-- code points of its text
  text TEXT NOT NULL      -- decoded text, exactly as read
) STRICT;
CREATE INDEX source_name ON source (name, id);

CREATE TABLE report (
  -- One article by one outlet, as intake found it.
  seq INTEGER PRIMARY KEY,  -- row number for the search index; no meaning beyond this file
  id TEXT NOT NULL UNIQUE,  -- r + 12 hexadecimal digits
  source TEXT NOT NULL REFERENCES source (id),
  start INTEGER NOT NULL,   -- where it stands in the source's text
  end INTEGER NOT NULL,
  title TEXT,               -- as printed; empty where unknown
  outlet TEXT,              -- who publishes it; empty where unknown
  author TEXT,              -- names joined by ", "; empty where unknown
  published TEXT,           -- ISO 8601 day or time as printed; empty where unknown
  published_day TEXT,       -- its first ten characters
  place TEXT,               -- of the dateline
  language TEXT NOT NULL,   -- ISO 639-1
  unread TEXT,              -- why the text was not read, or empty
  words INTEGER NOT NULL DEFAULT 0,       -- words read
  statements INTEGER NOT NULL DEFAULT 0,  -- how many statements were read in it; likewise the next ones
  events INTEGER NOT NULL DEFAULT 0,
  figures INTEGER NOT NULL DEFAULT 0,
  names INTEGER NOT NULL DEFAULT 0,
  times INTEGER NOT NULL DEFAULT 0,
  added TEXT NOT NULL,      -- when it was taken in, ISO 8601 with zone; the one column that differs between equal builds
  text TEXT NOT NULL,       -- the report's text, title and byline included
  json TEXT NOT NULL        -- all that intake found (guesses with confidence and reason, parts, offset map), without the text
) STRICT;
CREATE INDEX report_source ON report (source, start, id);
CREATE INDEX report_published ON report (published, id);
CREATE INDEX report_added ON report (added, id);
CREATE INDEX report_outlet ON report (outlet, published, id);

CREATE TABLE reading (
  -- What the reader found in one report, whole; the tables name ... event hold the same, exploded.
  report TEXT PRIMARY KEY REFERENCES report (id),
  version TEXT NOT NULL,    -- of the reader: rules and weights
  json BLOB NOT NULL        -- UTF-8 JSON, zlib
) STRICT, WITHOUT ROWID;
CREATE INDEX reading_version ON reading (version);

CREATE TABLE name (
  -- One mention by name.
  report TEXT NOT NULL REFERENCES report (id),
  n INTEGER NOT NULL,       -- position in the reading
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  quote TEXT NOT NULL,      -- the words as printed
  kind TEXT NOT NULL,       -- person, organisation, place, nationality, facility, product, event, other
  title TEXT,               -- titles and roles directly before it
  score REAL NOT NULL,      -- from 0 to 1
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE time (
  -- One time expression, TIMEX3.
  report TEXT NOT NULL REFERENCES report (id),
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  quote TEXT NOT NULL,
  type TEXT NOT NULL,       -- DATE, TIME, DURATION, SET
  value TEXT,               -- TIMEX3 value; empty where unresolved
  first TEXT,               -- start of the stretch it covers, local ISO time; empty where it covers none
  last TEXT,                -- its end, exclusive
  anchor TEXT NOT NULL,     -- none, published, previous, event, unknown
  reason TEXT NOT NULL,
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE figure (
  -- One quantity.
  report TEXT NOT NULL REFERENCES report (id),
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  quote TEXT NOT NULL,      -- number words, qualifier left out
  low REAL,                 -- lower bound; empty where there is none
  high REAL,                -- upper bound; empty where there is none
  qualifier TEXT,           -- "at least", "some" ... as printed
  aspect TEXT NOT NULL,     -- what it counts: killed, injured, troops, money ...
  counted TEXT,             -- the words counted
  event INTEGER,            -- the event it belongs to, by position
  additional INTEGER NOT NULL,  -- 1 where it comes on top of another
  reason TEXT NOT NULL,
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX figure_aspect ON figure (aspect, report, n);

CREATE TABLE statement (
  -- One attribution.
  report TEXT NOT NULL REFERENCES report (id),
  n INTEGER NOT NULL,
  parent INTEGER,           -- position of the statement it stands inside
  depth INTEGER NOT NULL,   -- 0 is outermost
  start INTEGER NOT NULL,   -- of all its words
  end INTEGER NOT NULL,
  source TEXT NOT NULL,     -- the words that name the speaker; stretches joined by " … "
  cue TEXT NOT NULL,        -- the words that attribute
  content TEXT NOT NULL,    -- the words said
  voice_label TEXT NOT NULL,-- who says it, as this report words it
  voice_kind TEXT NOT NULL,
  chain TEXT NOT NULL,      -- voices from the outlet to the speaker, joined by " → "
  manner TEXT NOT NULL,     -- direct, indirect, mixed
  stance TEXT NOT NULL,     -- asserts, accuses, demands, denies, threatens, promises, questions
  evidence TEXT NOT NULL,   -- offered, not offered, not mentioned
  evidence_quote TEXT,      -- the words on evidence
  negated INTEGER NOT NULL, -- 1 where the act of saying did not take place
  endorsed INTEGER NOT NULL,-- 1 where the outer voice makes it its own
  headline INTEGER NOT NULL,-- 1 in title, deck or subhead
  score REAL NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE quotation (
  -- Words between quotation marks, and block quotations.
  report TEXT NOT NULL REFERENCES report (id),
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  quote TEXT NOT NULL,
  kind TEXT NOT NULL,       -- direct, block, scare, title
  balanced INTEGER NOT NULL,-- 0 where a mark was missing
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE reference (
  -- A pronoun or description, and the name it stands for.
  report TEXT NOT NULL REFERENCES report (id),
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  quote TEXT NOT NULL,
  name INTEGER,             -- position of the name; empty where undecided
  score REAL NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  -- One mention of something done.
  report TEXT NOT NULL REFERENCES report (id),
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,   -- of the trigger
  end INTEGER NOT NULL,
  quote TEXT NOT NULL,      -- the trigger as printed
  lemma TEXT NOT NULL,
  type TEXT NOT NULL,       -- PLOVER type
  mode TEXT NOT NULL,       -- PLOVER mode, or empty
  status TEXT NOT NULL,     -- happened, ongoing, denied, alleged, planned, threatened, hypothetical, historical
  actor TEXT NOT NULL,      -- who, as printed; several joined by "; "
  recipient TEXT NOT NULL,  -- to whom
  place TEXT NOT NULL,
  time TEXT NOT NULL,
  figure TEXT NOT NULL,
  means TEXT,
  statement INTEGER,        -- the innermost statement it stands in, by position; empty for the outlet's own voice
  sentence_start INTEGER,   -- the sentence it stands in
  sentence_end INTEGER,
  anaphoric INTEGER NOT NULL,
  plural INTEGER NOT NULL,
  headline INTEGER NOT NULL,
  score REAL NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_type ON event (type, report, n);

-- What resolving made. Replaced by difference in one transaction; never edited by hand.

CREATE TABLE actor (
  -- A person, organisation, armed group, state or outlet under all its names.
  id TEXT PRIMARY KEY,      -- a + 12 hexadecimal digits
  name TEXT NOT NULL,       -- the form to show
  kind TEXT NOT NULL,
  mentions INTEGER NOT NULL,
  reports INTEGER NOT NULL,
  forms INTEGER NOT NULL,   -- how many spellings
  json TEXT NOT NULL        -- forms, titles, part_of; without mentions
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_mentions ON actor (mentions, id);
CREATE INDEX actor_kind ON actor (kind, mentions, id);

CREATE TABLE actor_form (
  -- Every surface form of an actor.
  actor TEXT NOT NULL,
  form TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (actor, form)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_form_form ON actor_form (form, actor);

CREATE TABLE mention (
  -- Which actor a name stands for.
  report TEXT NOT NULL,
  n INTEGER NOT NULL,       -- position of the name
  actor TEXT NOT NULL,
  place INTEGER NOT NULL,   -- order within the actor
  published TEXT NOT NULL,  -- of the report, for paging in order; empty where unknown
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_actor ON mention (actor, published, report, n);

CREATE TABLE voice (
  -- A voice across reports.
  id TEXT PRIMARY KEY,      -- v + 12 hexadecimal digits
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  actor TEXT,               -- the actor who speaks
  statements INTEGER NOT NULL,  -- how many statements are its own
  reports INTEGER NOT NULL,     -- in how many reports it speaks; for outlets, how many it published
  relays INTEGER NOT NULL,      -- how often it cites another
  relayed INTEGER NOT NULL,     -- how often it is cited
  json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX voice_statements ON voice (statements, id);
CREATE INDEX voice_kind ON voice (kind, statements, id);
CREATE INDEX voice_actor ON voice (actor);

CREATE TABLE statement_voice (
  -- Which voice says a statement.
  report TEXT NOT NULL,
  n INTEGER NOT NULL,
  voice TEXT NOT NULL,
  published TEXT NOT NULL,
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_voice_voice ON statement_voice (voice, published, report, n);

CREATE TABLE outlet_voice (
  -- Which voice a report's outlet is.
  report TEXT PRIMARY KEY,
  voice TEXT NOT NULL,
  published TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX outlet_voice_voice ON outlet_voice (voice, published, report);

CREATE TABLE match (
  -- Two things compared: why they were joined, kept apart or left open. "undecided" is the review queue.
  id TEXT PRIMARY KEY,      -- m + 12 hexadecimal digits
  subject TEXT NOT NULL,    -- actor, incident, voice, copy
  left_id TEXT NOT NULL,
  right_id TEXT NOT NULL,
  left_form TEXT NOT NULL,
  right_form TEXT NOT NULL,
  verdict TEXT NOT NULL,    -- same, different, undecided
  score REAL NOT NULL,
  weight REAL NOT NULL,     -- how much the picture changes if it is decided the other way
  reason TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX match_queue ON match (verdict, weight, id);
CREATE INDEX match_left ON match (left_id);
CREATE INDEX match_right ON match (right_id);

CREATE TABLE copy (
  -- A passage that two reports share.
  id TEXT PRIMARY KEY,
  earlier TEXT NOT NULL,    -- id of the report that had it first
  later TEXT NOT NULL,
  earlier_start INTEGER NOT NULL,
  earlier_end INTEGER NOT NULL,
  later_start INTEGER NOT NULL,
  later_end INTEGER NOT NULL,
  earlier_quote TEXT NOT NULL,
  later_quote TEXT NOT NULL,
  similarity REAL NOT NULL,
  undecided INTEGER NOT NULL,
  credit_quote TEXT,        -- words that credit the origin
  reason TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_earlier ON copy (earlier);
CREATE INDEX copy_later ON copy (later);

CREATE TABLE report_copy (
  -- How much of a report is copied.
  report TEXT PRIMARY KEY,
  share REAL NOT NULL,      -- of its words
  revision_of TEXT,         -- the report it is a later version of
  json TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE incident (
  -- The real-world happening that events of many reports speak of.
  id TEXT PRIMARY KEY,      -- i + 12 hexadecimal digits
  title TEXT NOT NULL,      -- generated, neutral
  type TEXT NOT NULL,
  mode TEXT NOT NULL,
  date TEXT,                -- TIMEX3 value on which dated accounts agree
  first TEXT,               -- the interval they share
  last TEXT,
  place TEXT,
  precision TEXT,
  latitude REAL,
  longitude REAL,
  country TEXT,
  kind TEXT NOT NULL,       -- happening, series, part
  part_of TEXT,
  denied INTEGER NOT NULL,  -- 1 where some say it did not happen
  origins INTEGER NOT NULL, -- independent origins
  reports INTEGER NOT NULL,
  accounts INTEGER NOT NULL,
  events INTEGER NOT NULL,
  disagreements INTEGER NOT NULL,
  conflicts INTEGER NOT NULL,
  aspects INTEGER NOT NULL, -- aspects that two or more accounts speak of
  aspects_apart INTEGER NOT NULL,  -- of these, aspects in conflict
  contested REAL NOT NULL,  -- from 0 to 1
  reason TEXT NOT NULL,
  json TEXT NOT NULL        -- without events
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_contested ON incident (contested, id);
CREATE INDEX incident_date ON incident (first, id);
CREATE INDEX incident_origins ON incident (origins, reports, id);
CREATE INDEX incident_type ON incident (type, origins, id);

CREATE TABLE incident_event (
  -- Which events speak of an incident.
  report TEXT NOT NULL,
  n INTEGER NOT NULL,       -- position of the event
  incident TEXT NOT NULL,
  place INTEGER NOT NULL,   -- order within the incident
  PRIMARY KEY (report, n, incident)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_event_incident ON incident_event (incident, place);

CREATE TABLE account (
  -- What one chain in one report says about one incident.
  id TEXT PRIMARY KEY,      -- c + 12 hexadecimal digits
  incident TEXT NOT NULL,
  report TEXT NOT NULL,
  published TEXT NOT NULL,  -- of the report; empty where unknown
  chain TEXT NOT NULL,      -- voices from the outlet to the speaker, joined by " → "
  statement INTEGER,        -- the innermost statement; empty for the outlet's own voice
  evidence TEXT NOT NULL,
  origin TEXT NOT NULL,
  standing TEXT NOT NULL,   -- first hand, copied, relayed
  withdrawn INTEGER NOT NULL,  -- 1 where a correction takes it back
  json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX account_incident ON account (incident, published, id);
CREATE INDEX account_report ON account (report, id);
CREATE INDEX account_origin ON account (origin, id);

CREATE TABLE account_value (
  -- What an account gives for one aspect.
  account TEXT NOT NULL,
  n INTEGER NOT NULL,
  aspect TEXT NOT NULL,     -- killed, injured, who, to_whom, when, where, whether, means, called ...
  text TEXT NOT NULL,       -- the words as printed, qualifier included
  low REAL,
  high REAL,
  first TEXT,
  last TEXT,
  key TEXT NOT NULL,        -- what values are compared by
  denied INTEGER NOT NULL,
  report TEXT NOT NULL,     -- where the words stand; likewise the next three
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  quote TEXT NOT NULL,
  PRIMARY KEY (account, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_value_aspect ON account_value (account, aspect);

CREATE TABLE account_voice (
  -- Which voices stand in an account's chain.
  account TEXT NOT NULL,
  place INTEGER NOT NULL,   -- 0 is the outlet
  voice TEXT NOT NULL,
  PRIMARY KEY (account, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_voice_voice ON account_voice (voice, account);

CREATE TABLE origin (
  -- What accounts go back to.
  id TEXT PRIMARY KEY,
  incident TEXT NOT NULL,
  letter TEXT NOT NULL,
  voice TEXT,
  label TEXT NOT NULL,
  accounts INTEGER NOT NULL,
  json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX origin_incident ON origin (incident, letter, id);

CREATE TABLE disagreement (
  -- Accounts of one incident that differ in one aspect.
  id TEXT PRIMARY KEY,      -- g + 12 hexadecimal digits
  incident TEXT NOT NULL,
  aspect TEXT NOT NULL,
  relation TEXT NOT NULL,   -- conflict, update, scope, compatible, undecided
  sides INTEGER NOT NULL,
  told TEXT NOT NULL,       -- the sides' words, joined by " | "
  origins INTEGER NOT NULL, -- independent origins on all sides
  contested REAL NOT NULL,
  internal TEXT,            -- the report that contradicts itself
  reason TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX disagreement_incident ON disagreement (incident, contested, id);
CREATE INDEX disagreement_contested ON disagreement (contested, id);
CREATE INDEX disagreement_relation ON disagreement (relation, contested, id);
CREATE INDEX disagreement_aspect ON disagreement (aspect, contested, id);

CREATE TABLE collapsed (
  -- One number an incident and aspect, by a named rule: a candidate, never the record's own answer.
  rule TEXT NOT NULL,       -- conservative, low-best-high, latest, most-independent
  incident TEXT NOT NULL,
  aspect TEXT NOT NULL,
  low REAL NOT NULL,
  best REAL NOT NULL,
  high REAL NOT NULL,
  inputs TEXT NOT NULL,     -- the words it was computed from, joined by " | "
  accounts TEXT NOT NULL,   -- JSON list of the accounts that give them
  PRIMARY KEY (incident, aspect, rule)
) STRICT, WITHOUT ROWID;

CREATE TABLE naming (
  -- What a voice calls an incident or an actor.
  subject TEXT NOT NULL,    -- incident or actor
  voice TEXT NOT NULL,
  key TEXT NOT NULL,        -- lemma
  report TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  quote TEXT NOT NULL,
  term TEXT NOT NULL,       -- head words as printed
  own INTEGER NOT NULL,     -- 1: the report's own voice
  quoted INTEGER NOT NULL,  -- 1: inside quotation marks
  headline INTEGER NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (subject, voice, key, report, start, end, term)
) STRICT, WITHOUT ROWID;
CREATE INDEX naming_voice ON naming (voice, subject, key);

CREATE TABLE drift (
  -- What changed on the way from one telling to another.
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  incident TEXT,
  before_report TEXT NOT NULL,
  before_quote TEXT NOT NULL,
  after_report TEXT NOT NULL,
  after_quote TEXT NOT NULL,
  note TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX drift_incident ON drift (incident, id);
CREATE INDEX drift_before ON drift (before_report, id);
CREATE INDEX drift_after ON drift (after_report, id);

CREATE TABLE relay (
  -- One voice cites another.
  outer_voice TEXT NOT NULL,
  inner_voice TEXT NOT NULL,
  report TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  quote TEXT NOT NULL,
  PRIMARY KEY (outer_voice, inner_voice, report, start, end)
) STRICT, WITHOUT ROWID;
CREATE INDEX relay_inner ON relay (inner_voice, outer_voice, report, start);

CREATE TABLE relay_sum (
  -- Summary: how often one voice cites another, and in how many reports.
  outer_voice TEXT NOT NULL,
  inner_voice TEXT NOT NULL,
  count INTEGER NOT NULL,
  reports INTEGER NOT NULL,
  PRIMARY KEY (outer_voice, inner_voice)
) STRICT, WITHOUT ROWID;
CREATE INDEX relay_sum_count ON relay_sum (count, outer_voice, inner_voice);

CREATE TABLE unapplied (
  -- Decisions that no longer fit the record.
  decision TEXT PRIMARY KEY,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE total (
  -- Summary: how many rows of each kind the record holds.
  key TEXT PRIMARY KEY,
  n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE facet (
  -- Summary: counts for the filters on lists and search: which column of which list has which value how often.
  list TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (list, field, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE day (
  -- Summary: how many reports were published and incidents happened on a day.
  day TEXT PRIMARY KEY,
  reports INTEGER NOT NULL,
  incidents INTEGER NOT NULL,
  conflicts INTEGER NOT NULL, -- incidents with a conflict
  origins INTEGER NOT NULL    -- independent origins of the day's incidents
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
  -- What reviewers did; append-only, replayed after every rebuild.
  id TEXT PRIMARY KEY,      -- d + 12 hexadecimal digits
  at TEXT NOT NULL,         -- ISO 8601 with zone
  kind TEXT NOT NULL,       -- confirm, reject, merge, split, relabel, undecided, undo, status, note, boundary
  subject TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  value TEXT NOT NULL,
  target TEXT NOT NULL,     -- the undone decision
  note TEXT NOT NULL,
  json TEXT NOT NULL        -- whole, with anchors
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_at ON decision (at, id);
CREATE INDEX decision_kind ON decision (kind, subject, at);
CREATE INDEX decision_target ON decision (target);

CREATE TABLE decision_anchor (
  -- The words a decision holds on to.
  decision TEXT NOT NULL REFERENCES decision (id),
  place INTEGER NOT NULL,
  report TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  quote TEXT NOT NULL,
  PRIMARY KEY (decision, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_anchor_report ON decision_anchor (report, start);
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision BEGIN SELECT raise(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_remains BEFORE DELETE ON decision BEGIN SELECT raise(ABORT, 'decisions are append-only'); END;

CREATE VIRTUAL TABLE report_search USING fts5 (
  title, text, content = 'report', content_rowid = 'seq', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE report_term USING fts5vocab ('report_search', 'row');
INSERT INTO report_search (report_search, rank) VALUES ('hashsize', 16777216);

-- Views for people.

CREATE VIEW sources AS
  -- What was read in.
  SELECT id, name, kind, url, encoding, length, sha256,
    (SELECT count(*) FROM report WHERE report.source = source.id) AS reports
  FROM source;

CREATE VIEW reports AS
  -- One row a report.
  SELECT report.id, report.title, report.outlet, report.author, report.published, report.place, report.language, report.unread,
    report.words, report.statements, report.events, report.figures, report.names, report.times,
    report.source, source.name AS source_name, report.start, report.end,
    coalesce(report_copy.share, 0.0) AS copied, report_copy.revision_of, outlet_voice.voice AS outlet_voice
  FROM report JOIN source ON source.id = report.source
  LEFT JOIN report_copy ON report_copy.report = report.id
  LEFT JOIN outlet_voice ON outlet_voice.report = report.id;

CREATE VIEW statements AS
  -- Who says what, in which words.
  SELECT s.report, s.n, s.voice_label AS said_by, v.label AS voice, sv.voice AS voice_id, s.voice_kind, s.chain, s.source, s.cue, s.content,
    s.manner, s.stance, s.evidence, s.evidence_quote, s.negated, s.endorsed, s.headline, s.parent, s.depth, s.start, s.end, s.score,
    s.reason, r.outlet, r.published, r.title AS report_title
  FROM statement AS s JOIN report AS r ON r.id = s.report
  LEFT JOIN statement_voice AS sv ON sv.report = s.report AND sv.n = s.n
  LEFT JOIN voice AS v ON v.id = sv.voice;

CREATE VIEW events AS
  -- What is said to have been done, and with what status.
  SELECT e.report, e.n, e.quote, e.type, e.mode, e.status, e.actor, e.recipient, e.place, e.time, e.figure, e.means,
    ie.incident, i.title AS incident_title, coalesce(s.chain, r.outlet) AS chain, e.statement, e.start, e.end, e.anaphoric, e.plural,
    e.headline, e.score, e.reason, r.outlet, r.published, r.title AS report_title
  FROM event AS e JOIN report AS r ON r.id = e.report
  LEFT JOIN statement AS s ON s.report = e.report AND s.n = e.statement
  LEFT JOIN incident_event AS ie ON ie.report = e.report AND ie.n = e.n
  LEFT JOIN incident AS i ON i.id = ie.incident;

CREATE VIEW figures AS
  -- Quantities as intervals, with what they count.
  SELECT f.report, f.n, f.quote, f.qualifier, f.low, f.high, f.aspect, f.counted, f.additional, f.event, ie.incident,
    i.title AS incident_title, f.start, f.end, f.reason, r.outlet, r.published, r.title AS report_title
  FROM figure AS f JOIN report AS r ON r.id = f.report
  LEFT JOIN incident_event AS ie ON ie.report = f.report AND ie.n = f.event
  LEFT JOIN incident AS i ON i.id = ie.incident;

CREATE VIEW times AS
  -- Time expressions with their TIMEX3 values.
  SELECT t.report, t.n, t.quote, t.type, t.value, t.first, t.last, t.anchor, t.start, t.end, t.reason, r.outlet, r.published
  FROM time AS t JOIN report AS r ON r.id = t.report;

CREATE VIEW names AS
  -- Mentions by name, and the actor each stands for.
  SELECT n.report, n.n, n.quote, n.kind, n.title, m.actor AS actor_id, a.name AS actor, n.start, n.end, n.score, r.outlet, r.published
  FROM name AS n JOIN report AS r ON r.id = n.report
  LEFT JOIN mention AS m ON m.report = n.report AND m.n = n.n
  LEFT JOIN actor AS a ON a.id = m.actor;

CREATE VIEW mentions AS
  -- Every place an actor is named, under the actor, in order of publication.
  SELECT m.actor, m.published, m.report, m.n, n.quote, n.kind, n.title, n.start, n.end, r.outlet, r.title AS report_title
  FROM mention AS m JOIN name AS n ON n.report = m.report AND n.n = m.n JOIN report AS r ON r.id = m.report;

CREATE VIEW sayings AS
  -- Every statement under its voice, in order of publication.
  SELECT sv.voice, sv.published, sv.report, sv.n, s.content, s.cue, s.source, s.chain, s.manner, s.stance, s.evidence, s.headline,
    s.depth, s.start, s.end, r.outlet, r.title AS report_title
  FROM statement_voice AS sv JOIN statement AS s ON s.report = sv.report AND s.n = sv.n JOIN report AS r ON r.id = sv.report;

CREATE VIEW actors AS
  -- Who appears, under how many spellings.
  SELECT id, name, kind, mentions, reports, forms,
    (SELECT group_concat(form, '; ') FROM (SELECT form FROM actor_form WHERE actor = actor.id ORDER BY count DESC, form LIMIT 12)) AS spellings
  FROM actor;

CREATE VIEW voices AS
  -- Who speaks, and how often.
  SELECT voice.id, voice.label, voice.kind, voice.actor, voice.statements, voice.reports, voice.relays, voice.relayed FROM voice;

CREATE VIEW incidents AS
  -- What happened, as far as anyone says so.
  SELECT id, title, type, mode, date, first, last, place, precision, latitude, longitude, country, kind, part_of, denied, origins,
    reports, accounts, events, disagreements, conflicts, contested, reason
  FROM incident;

CREATE VIEW accounts AS
  -- One row a chain, report and incident; each aspect's words, several joined by "; ".
  SELECT a.id, a.incident, i.title AS incident_title, a.report, r.outlet, a.published, a.chain, o.letter AS origin, a.standing,
    (SELECT group_concat(text, '; ') FROM account_value WHERE account = a.id AND aspect = 'who') AS who,
    (SELECT group_concat(text, '; ') FROM account_value WHERE account = a.id AND aspect = 'to_whom') AS to_whom,
    (SELECT group_concat(text, '; ') FROM account_value WHERE account = a.id AND aspect = 'killed') AS killed,
    (SELECT group_concat(text, '; ') FROM account_value WHERE account = a.id AND aspect = 'injured') AS injured,
    (SELECT group_concat(text, '; ') FROM account_value WHERE account = a.id AND aspect = 'when') AS when_said,
    (SELECT group_concat(text, '; ') FROM account_value WHERE account = a.id AND aspect = 'where') AS where_said,
    (SELECT group_concat(text, '; ') FROM account_value WHERE account = a.id AND aspect = 'called') AS called,
    a.evidence, a.withdrawn, a.statement
  FROM account AS a JOIN incident AS i ON i.id = a.incident JOIN report AS r ON r.id = a.report
  LEFT JOIN origin AS o ON o.id = a.origin;

CREATE VIEW account_values AS
  -- Every value of every account with the words it stands on.
  SELECT v.account, v.n, v.aspect, v.text, v.low, v.high, v.first, v.last, v.key, v.denied, v.report, v.start, v.end, v.quote,
    a.incident, a.chain, a.standing, a.published
  FROM account_value AS v JOIN account AS a ON a.id = v.account;

CREATE VIEW origins AS
  -- What accounts go back to; one row an independent origin.
  SELECT o.id, o.incident, i.title AS incident_title, o.letter, o.label, o.voice, o.accounts
  FROM origin AS o JOIN incident AS i ON i.id = o.incident;

CREATE VIEW disagreements AS
  -- Where the accounts part.
  SELECT d.id, d.incident, i.title AS incident_title, i.date, d.aspect, d.relation, d.sides, d.told, d.origins, d.contested, d.internal,
    d.reason
  FROM disagreement AS d JOIN incident AS i ON i.id = d.incident;

CREATE VIEW namings AS
  -- What each voice calls an incident or an actor.
  SELECT n.subject, coalesce(i.title, a.name) AS subject_title, v.label AS voice, n.voice AS voice_id, n.term, n.key, n.own, n.quoted,
    n.headline, n.report, n.start, n.end, n.quote
  FROM naming AS n JOIN voice AS v ON v.id = n.voice
  LEFT JOIN incident AS i ON i.id = n.subject LEFT JOIN actor AS a ON a.id = n.subject;

CREATE VIEW copies AS
  -- Shared passages: who had them first.
  SELECT c.id, c.earlier, e.outlet AS earlier_outlet, c.earlier_start, c.earlier_end, c.earlier_quote,
    c.later, l.outlet AS later_outlet, c.later_start, c.later_end, c.later_quote, c.similarity, c.undecided, c.credit_quote, c.reason
  FROM copy AS c JOIN report AS e ON e.id = c.earlier JOIN report AS l ON l.id = c.later;

CREATE VIEW drifts AS
  -- What changed on the way from one telling to another.
  SELECT d.id, d.kind, d.incident, d.before_report, b.outlet AS before_outlet, d.before_quote,
    d.after_report, a.outlet AS after_outlet, d.after_quote, d.note
  FROM drift AS d JOIN report AS b ON b.id = d.before_report JOIN report AS a ON a.id = d.after_report;

CREATE VIEW relays AS
  -- Who cites whom, how often.
  SELECT r.outer_voice, o.label AS citing, r.inner_voice, i.label AS cited, r.count, r.reports
  FROM relay_sum AS r JOIN voice AS o ON o.id = r.outer_voice JOIN voice AS i ON i.id = r.inner_voice;

CREATE VIEW matches AS
  -- What was compared with what, and the verdict.
  SELECT id, subject, left_id, left_form, right_id, right_form, verdict, score, weight, reason FROM match;

CREATE VIEW decisions AS
  -- What reviewers did.
  SELECT d.id, d.at, d.reviewer, d.kind, d.subject, d.value, d.target, d.note, u.reason AS unapplied
  FROM decision AS d LEFT JOIN unapplied AS u ON u.decision = d.id;

CREATE VIEW failures AS
  -- What could not be read, and why.
  SELECT stage, name, reason, hint FROM failure;
