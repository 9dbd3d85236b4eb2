/** The families of databases that a change is tried on. */
export type Family = "postgres" | "mysql" | "mariadb" | "sqlite";

/** The two states of a change as SQL, one statement an element. */
export interface States {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A change that a comparison has to find, in the words of a user. */
export interface Change {
  readonly group: string;
  readonly change: string;
  /** Where it exists, and how it is written there. */
  readonly on: Readonly<Partial<Record<Family, States>>>;
  /** What the plan says, in part; without it, that there is one. */
  readonly finds?: RegExp;
  /** Both states are the same thing: nothing may be found. */
  readonly isNothing?: boolean;
  /** It is found as a question, because it could be something else. */
  readonly asks?: boolean;
}

const EVERYWHERE = ["postgres", "mysql", "mariadb", "sqlite"] as const;
const MYSQLS = ["mysql", "mariadb"] as const;
const SERVERS = ["postgres", "mysql", "mariadb"] as const;

type Text = string | readonly string[];

const list = (text: Text): readonly string[] => (typeof text === "string" ? [text] : text);

/** The same SQL on several families. */
function on(families: readonly Family[], before: Text, after: Text): Change["on"] {
  return Object.fromEntries(families.map((family) => [family, { before: list(before), after: list(after) }]));
}

/** One table `t` with the given inside, before and after. */
function table(families: readonly Family[], before: string, after: string): Change["on"] {
  return on(families, `CREATE TABLE t (${before})`, `CREATE TABLE t (${after})`);
}

/** A statement that only the second state has, after the ones that both have. */
function added(families: readonly Family[], base: Text, statement: string): Change["on"] {
  return on(families, base, [...list(base), statement]);
}

function group(name: string, changes: Readonly<Record<string, Omit<Change, "group" | "change">>>): readonly Change[] {
  return Object.entries(changes).map(([change, rest]) => ({ group: name, change, ...rest }));
}

const TWO = "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, a integer, b integer)";
const TEXT = "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, a varchar(50))";
const PARENT = "CREATE TABLE p (id integer NOT NULL PRIMARY KEY)";
const childWith = (reference: string): string =>
  `CREATE TABLE t (id integer NOT NULL PRIMARY KEY, a integer, CONSTRAINT fk FOREIGN KEY (a) REFERENCES p (id)${reference})`;
const child = (families: readonly Family[], before: string, after: string): Change["on"] =>
  on(families, [PARENT, childWith(before)], [PARENT, childWith(after)]);

const tables = group("Tables and columns", {
  "table added": { on: added(EVERYWHERE, PARENT, TWO), finds: /create table "t"/ },
  "table dropped": { on: on(EVERYWHERE, [PARENT, TWO], PARENT), finds: /drop table "t"/ },
  "table renamed": {
    on: on(EVERYWHERE, TWO, TWO.replace("TABLE t", "TABLE t2")),
    asks: true,
  },
  "column added": { on: table(EVERYWHERE, "a integer", "a integer, b text"), finds: /add column "b"/ },
  "column dropped": { on: table(EVERYWHERE, "a integer, b text", "a integer"), finds: /drop column "b"/ },
  "column renamed": { on: table(EVERYWHERE, "id integer, a varchar(50)", "id integer, a_new varchar(50)"), asks: true },
  "column becomes NOT NULL": { on: table(EVERYWHERE, "a integer", "a integer NOT NULL"), finds: /NOT NULL/ },
  "column becomes nullable": { on: table(EVERYWHERE, "a integer NOT NULL", "a integer"), finds: /nullable/ },
  "table comment": {
    on: {
      ...on(["postgres"], TWO, [TWO, "COMMENT ON TABLE t IS 'x'"]),
      ...on(MYSQLS, TWO, `${TWO} COMMENT = 'x'`),
    },
    finds: /comment of table "t"/,
  },
  "column comment": {
    on: {
      ...on(["postgres"], TWO, [TWO, "COMMENT ON COLUMN t.a IS 'x'"]),
      ...on(MYSQLS, TWO, TWO.replace("a integer", "a integer COMMENT 'x'")),
    },
    finds: /comment/,
  },
});

const types = group("Types", {
  "integer to bigint": { on: table(EVERYWHERE, "a integer", "a bigint"), finds: /type/ },
  "varchar(50) to varchar(100)": { on: table(EVERYWHERE, "a varchar(50)", "a varchar(100)"), finds: /type/ },
  "varchar to text": { on: table(EVERYWHERE, "a varchar(50)", "a text"), finds: /type/ },
  "numeric(10,2) to numeric(12,4)": { on: table(EVERYWHERE, "a numeric(10,2)", "a numeric(12,4)"), finds: /type/ },
  "numeric(10,2) to numeric": { on: table(EVERYWHERE, "a numeric(10,2)", "a numeric"), finds: /type/ },
  "datetime to datetime(6)": { on: table(MYSQLS, "a datetime", "a datetime(6)"), finds: /type/ },
  "int to int unsigned": { on: table(MYSQLS, "a int", "a int unsigned"), finds: /type/ },
  "timestamp to timestamptz": { on: table(["postgres"], "a timestamp", "a timestamptz"), finds: /type/ },
  "timestamp precision": { on: table(["postgres"], "a timestamp", "a timestamp(3)"), finds: /type/ },
  "json to jsonb": { on: table(["postgres"], "a json", "a jsonb"), finds: /type/ },
  "type of an array's elements": { on: table(["postgres"], "a varchar(10)[]", "a text[]"), finds: /type/ },
  "collation added": {
    on: {
      ...table(["postgres"], "a text", 'a text COLLATE "C"'),
      ...table(MYSQLS, "a varchar(50)", "a varchar(50) COLLATE utf8mb4_bin"),
      ...table(["sqlite"], "a text", "a text COLLATE NOCASE"),
    },
    finds: /collation/,
  },
  "collation changed": {
    on: {
      ...table(["postgres"], 'a text COLLATE "C"', 'a text COLLATE "POSIX"'),
      ...table(MYSQLS, "a varchar(50) COLLATE utf8mb4_bin", "a varchar(50) COLLATE utf8mb4_unicode_ci"),
      ...table(["sqlite"], "a text COLLATE NOCASE", "a text COLLATE RTRIM"),
    },
    finds: /collation/,
  },
  "character set of a column": {
    on: table(MYSQLS, "a varchar(50)", "a varchar(50) CHARACTER SET latin1"),
  },
  "enum value added": {
    on: {
      ...on(
        ["postgres"],
        ["CREATE TYPE e AS ENUM ('a', 'b')", "CREATE TABLE t (a e)"],
        ["CREATE TYPE e AS ENUM ('a', 'b', 'c')", "CREATE TABLE t (a e)"],
      ),
      ...table(MYSQLS, "a enum('a','b')", "a enum('a','b','c')"),
    },
  },
  "enum value order": {
    on: {
      ...on(
        ["postgres"],
        ["CREATE TYPE e AS ENUM ('a', 'b')", "CREATE TABLE t (a e)"],
        ["CREATE TYPE e AS ENUM ('b', 'a')", "CREATE TABLE t (a e)"],
      ),
      ...table(MYSQLS, "a enum('a','b')", "a enum('b','a')"),
    },
  },
  "enum value removed": {
    on: {
      ...on(
        ["postgres"],
        ["CREATE TYPE e AS ENUM ('a', 'b')", "CREATE TABLE t (a e)"],
        ["CREATE TYPE e AS ENUM ('a')", "CREATE TABLE t (a e)"],
      ),
      ...table(MYSQLS, "a enum('a','b')", "a enum('a')"),
    },
  },
  "enum type renamed": {
    on: on(
      ["postgres"],
      ["CREATE TYPE e AS ENUM ('a', 'b')", "CREATE TABLE t (a e)"],
      ["CREATE TYPE f AS ENUM ('a', 'b')", "CREATE TABLE t (a f)"],
    ),
  },
});

const defaults = group("Defaults, generated and numbered columns", {
  "default added": { on: table(EVERYWHERE, "a integer", "a integer DEFAULT 1"), finds: /default/ },
  "default changed": { on: table(EVERYWHERE, "a integer DEFAULT 1", "a integer DEFAULT 2"), finds: /default/ },
  "default removed": { on: table(EVERYWHERE, "a integer DEFAULT 1", "a integer"), finds: /default/ },
  "default that is an expression": {
    on: {
      ...table(["postgres"], "a timestamp DEFAULT now()", "a timestamp DEFAULT now() + interval '1 day'"),
      ...table(MYSQLS, "a integer DEFAULT (1 + 1)", "a integer DEFAULT (1 + 2)"),
      ...table(["sqlite"], "a integer DEFAULT (1 + 1)", "a integer DEFAULT (1 + 2)"),
    },
    finds: /default/,
  },
  "generated column added": {
    on: table(EVERYWHERE, "a integer", "a integer, b integer GENERATED ALWAYS AS (a + 1) STORED"),
    finds: /add column "b"/,
  },
  "generated expression changed": {
    on: table(
      EVERYWHERE,
      "a integer, b integer GENERATED ALWAYS AS (a + 1) STORED",
      "a integer, b integer GENERATED ALWAYS AS (a + 2) STORED",
    ),
    finds: /"b"/,
  },
  "plain column becomes generated": {
    on: table(EVERYWHERE, "a integer, b integer", "a integer, b integer GENERATED ALWAYS AS (a + 1) STORED"),
    finds: /"b"/,
  },
  "identity added": {
    on: table(["postgres"], "a integer NOT NULL", "a integer GENERATED BY DEFAULT AS IDENTITY"),
    finds: /identity/,
  },
  "identity start": {
    on: table(
      ["postgres"],
      "a integer GENERATED BY DEFAULT AS IDENTITY",
      "a integer GENERATED BY DEFAULT AS IDENTITY (START 5)",
    ),
    finds: /identity/,
  },
  "identity ALWAYS": {
    on: table(["postgres"], "a integer GENERATED BY DEFAULT AS IDENTITY", "a integer GENERATED ALWAYS AS IDENTITY"),
    finds: /identity/,
  },
  "autoincrement toggled": {
    on: {
      ...table(["postgres"], "a integer NOT NULL PRIMARY KEY", "a serial PRIMARY KEY"),
      ...table(MYSQLS, "a integer NOT NULL PRIMARY KEY", "a integer NOT NULL AUTO_INCREMENT PRIMARY KEY"),
      ...table(["sqlite"], "a integer NOT NULL PRIMARY KEY", "a integer NOT NULL PRIMARY KEY AUTOINCREMENT"),
    },
    finds: /numbered/,
  },
  "ON UPDATE CURRENT_TIMESTAMP": {
    on: table(
      MYSQLS,
      "a datetime DEFAULT CURRENT_TIMESTAMP",
      "a datetime DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP",
    ),
  },
});

const keys = group("Keys and unique constraints", {
  "columns of the primary key": {
    on: table(
      EVERYWHERE,
      "a integer NOT NULL, b integer NOT NULL, PRIMARY KEY (a)",
      "a integer NOT NULL, b integer NOT NULL, PRIMARY KEY (a, b)",
    ),
    finds: /primary key/,
  },
  "name of the primary key": {
    on: table(
      ["postgres"],
      "a integer NOT NULL, b text NOT NULL, CONSTRAINT x PRIMARY KEY (a, b)",
      "a integer NOT NULL, b text NOT NULL, CONSTRAINT y PRIMARY KEY (a, b)",
    ),
    finds: /primary key|constraint/,
  },
  "named unique added": { on: table(EVERYWHERE, "a integer", "a integer, CONSTRAINT uq UNIQUE (a)"), finds: /unique/ },
  "unnamed unique added": { on: table(EVERYWHERE, "a integer", "a integer, UNIQUE (a)"), finds: /unique/ },
  "unnamed unique removed": { on: table(EVERYWHERE, "a integer, UNIQUE (a)", "a integer"), finds: /unique/ },
  "unique renamed": {
    on: table(EVERYWHERE, "a integer, CONSTRAINT uq UNIQUE (a)", "a integer, CONSTRAINT uq2 UNIQUE (a)"),
    finds: /"uq2"/,
  },
  "order of a unique's columns": {
    on: table(
      EVERYWHERE,
      "a integer, b integer, CONSTRAINT uq UNIQUE (a, b)",
      "a integer, b integer, CONSTRAINT uq UNIQUE (b, a)",
    ),
    finds: /unique/,
  },
  "unique becomes deferrable": {
    on: table(["postgres"], "a integer, CONSTRAINT uq UNIQUE (a)", "a integer, CONSTRAINT uq UNIQUE (a) DEFERRABLE"),
    finds: /unique/,
  },
  "unique NULLS NOT DISTINCT": {
    on: table(
      ["postgres"],
      "a integer, CONSTRAINT uq UNIQUE (a)",
      "a integer, CONSTRAINT uq UNIQUE NULLS NOT DISTINCT (a)",
    ),
    finds: /unique/,
  },
  "exclusion constraint": {
    on: table(["postgres"], "a int4range", "a int4range, CONSTRAINT ex EXCLUDE USING gist (a WITH &&)"),
    finds: /exclusion/,
  },
});

const indexes = group("Indexes", {
  "index added": { on: added(EVERYWHERE, TWO, "CREATE INDEX ix ON t (a)"), finds: /create index "ix"/ },
  "index dropped": { on: on(EVERYWHERE, [TWO, "CREATE INDEX ix ON t (a)"], TWO), finds: /drop index "ix"/ },
  "columns of an index": {
    on: on(EVERYWHERE, [TWO, "CREATE INDEX ix ON t (a)"], [TWO, "CREATE INDEX ix ON t (a, b)"]),
    finds: /index "ix"/,
  },
  "order of an index's columns": {
    on: on(EVERYWHERE, [TWO, "CREATE INDEX ix ON t (a, b)"], [TWO, "CREATE INDEX ix ON t (b, a)"]),
    finds: /index "ix"/,
  },
  "index becomes unique": {
    on: on(EVERYWHERE, [TWO, "CREATE INDEX ix ON t (a)"], [TWO, "CREATE UNIQUE INDEX ix ON t (a)"]),
    finds: /ix/,
  },
  "ascending to descending": {
    on: on(EVERYWHERE, [TWO, "CREATE INDEX ix ON t (a)"], [TWO, "CREATE INDEX ix ON t (a DESC)"]),
    finds: /index "ix"/,
  },
  "expression index added": {
    on: {
      ...added(["postgres", "sqlite"], TEXT, "CREATE INDEX ix ON t (lower(a))"),
      ...added(["mysql"], TEXT, "CREATE INDEX ix ON t ((lower(a)))"),
    },
    finds: /index "ix"/,
  },
  "expression of an index": {
    on: {
      ...on(
        ["postgres", "sqlite"],
        [TEXT, "CREATE INDEX ix ON t (lower(a))"],
        [TEXT, "CREATE INDEX ix ON t (upper(a))"],
      ),
      ...on(["mysql"], [TEXT, "CREATE INDEX ix ON t ((lower(a)))"], [TEXT, "CREATE INDEX ix ON t ((upper(a)))"]),
    },
    finds: /index "ix"/,
  },
  "WHERE of a partial index": {
    on: on(
      ["postgres", "sqlite"],
      [TWO, "CREATE INDEX ix ON t (a) WHERE b > 1"],
      [TWO, "CREATE INDEX ix ON t (a) WHERE b > 2"],
    ),
    finds: /index "ix"/,
  },
  "method of an index": {
    on: {
      ...on(["postgres"], [TWO, "CREATE INDEX ix ON t (a)"], [TWO, "CREATE INDEX ix ON t USING hash (a)"]),
      ...on(MYSQLS, [TEXT, "CREATE INDEX ix ON t (a)"], [TEXT, "CREATE FULLTEXT INDEX ix ON t (a)"]),
    },
    finds: /index "ix"/,
  },
  "INCLUDE of an index": {
    on: on(["postgres"], [TWO, "CREATE INDEX ix ON t (a)"], [TWO, "CREATE INDEX ix ON t (a) INCLUDE (b)"]),
    finds: /index "ix"/,
  },
  "operator class of an index": {
    on: on(["postgres"], [TEXT, "CREATE INDEX ix ON t (a)"], [TEXT, "CREATE INDEX ix ON t (a varchar_pattern_ops)"]),
    finds: /index "ix"/,
  },
  "prefix length of an index": {
    on: on(MYSQLS, [TEXT, "CREATE INDEX ix ON t (a)"], [TEXT, "CREATE INDEX ix ON t (a(10))"]),
    finds: /index "ix"/,
  },
  "index becomes invisible": {
    on: {
      ...on(["mysql"], [TWO, "CREATE INDEX ix ON t (a)"], [TWO, "CREATE INDEX ix ON t (a) INVISIBLE"]),
      ...on(
        ["mariadb"],
        [TWO, "CREATE INDEX ix ON t (a)"],
        [TWO, "CREATE INDEX ix ON t (a)", "ALTER TABLE t ALTER INDEX ix IGNORED"],
      ),
    },
    finds: /index "ix"/,
  },
});

const references = group("Foreign keys", {
  "foreign key added": {
    on: on(EVERYWHERE, [PARENT, TWO], [PARENT, childWith("").replace("a integer,", "a integer, b integer,")]),
    finds: /foreign key/,
  },
  "foreign key dropped": {
    on: on(EVERYWHERE, [PARENT, childWith("").replace("a integer,", "a integer, b integer,")], [PARENT, TWO]),
    finds: /foreign key/,
  },
  "ON DELETE": { on: child(EVERYWHERE, "", " ON DELETE CASCADE"), finds: /foreign key/ },
  "ON UPDATE": { on: child(EVERYWHERE, "", " ON UPDATE CASCADE"), finds: /foreign key/ },
  "NO ACTION to RESTRICT": { on: child(["postgres", "sqlite"], "", " ON DELETE RESTRICT"), finds: /foreign key/ },
  "NO ACTION to RESTRICT, which is the same": { on: child(["mariadb"], "", " ON DELETE RESTRICT"), isNothing: true },
  deferrable: { on: child(["postgres", "sqlite"], "", " DEFERRABLE INITIALLY DEFERRED"), finds: /foreign key/ },
  MATCH: { on: child(["postgres"], "", " MATCH FULL"), finds: /foreign key/ },
  "foreign key renamed": {
    on: on(EVERYWHERE, [PARENT, childWith("")], [PARENT, childWith("").replace("CONSTRAINT fk", "CONSTRAINT fk2")]),
    finds: /"fk2"/,
  },
});

const checks = group("Checks", {
  "named check added": { on: table(EVERYWHERE, "a integer", "a integer, CONSTRAINT ck CHECK (a > 0)"), finds: /check/ },
  "named check dropped": {
    on: table(EVERYWHERE, "a integer, CONSTRAINT ck CHECK (a > 0)", "a integer"),
    finds: /check/,
  },
  "condition of a check": {
    on: table(EVERYWHERE, "a integer, CONSTRAINT ck CHECK (a > 0)", "a integer, CONSTRAINT ck CHECK (a > 1)"),
    finds: /check/,
  },
  "unnamed check added": { on: table(EVERYWHERE, "a integer", "a integer, CHECK (a > 0)"), finds: /check/ },
  "regrouped condition": {
    on: table(
      EVERYWHERE,
      "a integer, CONSTRAINT ck CHECK ((a > 0 OR a < -5) AND a <> 7)",
      "a integer, CONSTRAINT ck CHECK (a > 0 OR (a < -5 AND a <> 7))",
    ),
    finds: /check/,
  },
});

const options = group("Tables as a whole", {
  engine: { on: on(MYSQLS, `${TWO} ENGINE = InnoDB`, `${TWO} ENGINE = MyISAM`), finds: /engine/ },
  "character set of a table": { on: on(MYSQLS, TWO, `${TWO} DEFAULT CHARACTER SET latin1`) },
  fillfactor: { on: on(["postgres"], TWO, `${TWO} WITH (fillfactor = 70)`), finds: /"t"/ },
  unlogged: { on: on(["postgres"], TWO, TWO.replace("CREATE TABLE", "CREATE UNLOGGED TABLE")), finds: /"t"/ },
  STRICT: { on: on(["sqlite"], TWO, `${TWO} STRICT`), finds: /"t"/ },
  partitions: {
    on: on(
      MYSQLS,
      "CREATE TABLE t (a integer NOT NULL PRIMARY KEY)",
      "CREATE TABLE t (a integer NOT NULL PRIMARY KEY) PARTITION BY HASH (a) PARTITIONS 4",
    ),
    finds: /"t"/,
  },
  "partition added": {
    on: on(["postgres"], "CREATE TABLE t (a integer NOT NULL) PARTITION BY RANGE (a)", [
      "CREATE TABLE t (a integer NOT NULL) PARTITION BY RANGE (a)",
      "CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10)",
    ]),
    finds: /"t_1"/,
  },
});

const view = (query: string): string => `CREATE VIEW v AS SELECT ${query} FROM t`;

const objects = group("Other objects", {
  "schema added": {
    on: on(["postgres"], [], ["CREATE SCHEMA billing", "CREATE TABLE billing.t (a integer)"]),
    finds: /create schema "billing"/,
  },
  "view added": { on: added(EVERYWHERE, TWO, view("id")), finds: /create view "v"/ },
  "view changed": { on: on(EVERYWHERE, [TWO, view("id")], [TWO, view("id, a")]), finds: /view "v"/ },
  "view dropped": { on: on(EVERYWHERE, [TWO, view("id")], TWO), finds: /drop view "v"/ },
  "materialized view": {
    on: added(["postgres"], TWO, "CREATE MATERIALIZED VIEW m AS SELECT id FROM t"),
    finds: /materialized view "m"/,
  },
  trigger: {
    on: {
      ...added(
        ["postgres"],
        [TWO, "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"],
        "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
      ),
      ...added(MYSQLS, TWO, "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1"),
      ...added(["sqlite"], TWO, "CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET b = 1; END"),
    },
    finds: /trigger "g"/,
  },
  function: {
    on: {
      ...on(
        ["postgres"],
        "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a + 1'",
        "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a + 2'",
      ),
      ...on(
        MYSQLS,
        "CREATE FUNCTION f(a integer) RETURNS integer DETERMINISTIC RETURN a + 1",
        "CREATE FUNCTION f(a integer) RETURNS integer DETERMINISTIC RETURN a + 2",
      ),
    },
    finds: /function "f/,
  },
  procedure: {
    on: {
      ...on(["postgres"], [], "CREATE PROCEDURE f(a integer) LANGUAGE sql AS 'SELECT a'"),
      ...on(MYSQLS, [], "CREATE PROCEDURE f(a integer) SELECT a"),
    },
    finds: /procedure "f/,
  },
  policy: {
    on: added(["postgres"], [TWO, "ALTER TABLE t ENABLE ROW LEVEL SECURITY"], "CREATE POLICY own ON t USING (a > 0)"),
    finds: /policy "own"/,
  },
  "row security": { on: added(["postgres"], TWO, "ALTER TABLE t ENABLE ROW LEVEL SECURITY"), finds: /"t"/ },
  extension: { on: on(["postgres"], [], "CREATE EXTENSION citext"), finds: /extension "citext"/ },
  domain: {
    on: on(
      ["postgres"],
      "CREATE DOMAIN d AS integer CHECK (VALUE > 0)",
      "CREATE DOMAIN d AS integer CHECK (VALUE > 1)",
    ),
    finds: /domain "d"/,
  },
  sequence: {
    on: on(["postgres", "mariadb"], "CREATE SEQUENCE s", "CREATE SEQUENCE s INCREMENT BY 5"),
    finds: /sequence "s"/,
  },
  "composite type": {
    on: on(["postgres"], "CREATE TYPE c AS (a integer)", "CREATE TYPE c AS (a integer, b text)"),
    finds: /composite type "c"/,
  },
  event: {
    on: on(MYSQLS, [], "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1"),
    finds: /event "e"/,
  },
});

/** What some tools find where nothing is: the same thing in two spellings. */
const nothing = group("Spellings that are the same", {
  "expression index with ||": {
    isNothing: true,
    on: {
      ...on(
        ["postgres"],
        [TEXT, "CREATE INDEX ix ON t ((a||' '||a))"],
        [TEXT, "CREATE INDEX ix ON t ((a || ' ' || a))"],
      ),
    },
  },
  "index over CASE": {
    isNothing: true,
    on: on(
      ["postgres"],
      [TWO, "CREATE INDEX ix ON t ((CASE WHEN a>1 THEN 1 ELSE 2 END))"],
      [TWO, "CREATE INDEX ix ON t ((case when (a > 1) then 1 else 2 end))"],
    ),
  },
  "index over to_tsvector": {
    isNothing: true,
    on: on(
      ["postgres"],
      [TEXT, "CREATE INDEX ix ON t USING gin (to_tsvector('english', a))"],
      [TEXT, "CREATE INDEX ix ON t USING gin (to_tsvector('english'::regconfig, a::text))"],
    ),
  },
  "real and double": { isNothing: true, on: table(MYSQLS, "a real", "a double") },
  "default now()": {
    isNothing: true,
    on: table(MYSQLS, "a datetime DEFAULT now()", "a datetime DEFAULT CURRENT_TIMESTAMP"),
  },
  "default false": { isNothing: true, on: table(MYSQLS, "a boolean DEFAULT false", "a tinyint(1) DEFAULT 0") },
  "default 1.5 and 1.50": {
    isNothing: true,
    on: table(MYSQLS, "a decimal(10,2) DEFAULT 1.5", "a decimal(10,2) DEFAULT 1.50"),
  },
  "default uuid()": {
    isNothing: true,
    on: table(MYSQLS, "a varchar(36) DEFAULT (uuid())", "a varchar(36) DEFAULT (UUID())"),
  },
  "default it's": {
    isNothing: true,
    on: table(EVERYWHERE, "a varchar(20) DEFAULT 'it''s'", "a varchar(20) DEFAULT 'it''s'"),
  },
  "int4 and integer": {
    isNothing: true,
    on: table(["postgres"], "a int4, b varchar, c bool", "a integer, b character varying, c boolean"),
  },
  "RESTRICT and nothing said": {
    isNothing: true,
    on: child(MYSQLS, " ON DELETE RESTRICT", " ON DELETE RESTRICT ON UPDATE RESTRICT"),
  },
  "check in other words": {
    isNothing: true,
    on: table(
      SERVERS,
      "a integer, CONSTRAINT ck CHECK (a IN (1,2,3))",
      "a integer, CONSTRAINT ck CHECK ((a in (1, 2, 3)))",
    ),
  },
});

/** Every change, by group. */
export const changes: readonly Change[] = [
  ...tables,
  ...types,
  ...defaults,
  ...keys,
  ...indexes,
  ...references,
  ...checks,
  ...options,
  ...objects,
  ...nothing,
];
