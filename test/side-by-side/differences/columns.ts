import type { DeliberateDifference } from "./difference";

/** Differences of single columns. */
export const columnDifferences: readonly DeliberateDifference[] = [
  {
    title: "Random UUIDs come from the server",
    reason:
      "`gen_random_uuid()` is part of PostgreSQL since version 13. TypeORM calls `uuid_generate_v4()`, and installs the extension `uuid-ossp` for it, unless `uuidExtension` says `pgcrypto`. A database that has either of them is left as it is.",
    shows: [
      {
        set: "entity schemas: names of a schema",
        on: ["postgres"],
        differences: [
          "- column people 001.id uuid not null default uuid_generate_v4() identity  generated  collation  comment ",
          "- extension uuid-ossp",
          "+ column people 001.id uuid not null default gen_random_uuid() identity  generated  collation  comment ",
        ],
      },
      {
        set: "many to many: a join table with random and long keys",
        on: ["postgres"],
        differences: [
          "- column tag 001.id uuid not null default uuid_generate_v4() identity  generated  collation  comment ",
          "- extension uuid-ossp",
          "+ column tag 001.id uuid not null default gen_random_uuid() identity  generated  collation  comment ",
        ],
      },
      {
        set: "primary keys: a numbered column beside a random key",
        on: ["postgres"],
        differences: [
          '- column "user" 001.id uuid not null default uuid_generate_v4() identity  generated  collation  comment ',
          "- extension uuid-ossp",
          '+ column "user" 001.id uuid not null default gen_random_uuid() identity  generated  collation  comment ',
        ],
      },
      {
        set: "primary keys: a random text beside the key, whatever its type",
        on: ["postgres"],
        differences: [
          '- column "user" 002.token uuid not null default uuid_generate_v4() identity  generated  collation  comment ',
          "- extension uuid-ossp",
          '+ column "user" 002.token uuid not null default gen_random_uuid() identity  generated  collation  comment ',
        ],
      },
      {
        set: "primary keys: a random key",
        on: ["postgres"],
        differences: [
          '- column "user" 001.id uuid not null default uuid_generate_v4() identity  generated  collation  comment ',
          "- extension uuid-ossp",
          '+ column "user" 001.id uuid not null default gen_random_uuid() identity  generated  collation  comment ',
        ],
      },
      {
        set: "primary keys: a random key written in two decorators",
        on: ["postgres"],
        differences: [
          '- column "user" 001.id uuid not null default uuid_generate_v4() identity  generated  collation  comment ',
          "- extension uuid-ossp",
          '+ column "user" 001.id uuid not null default gen_random_uuid() identity  generated  collation  comment ',
        ],
      },
      {
        set: "primary keys: generated columns beside the key",
        on: ["postgres"],
        differences: [
          '- column "user" 002.token uuid not null default uuid_generate_v4() identity  generated  collation  comment ',
          "- extension uuid-ossp",
          '+ column "user" 002.token uuid not null default gen_random_uuid() identity  generated  collation  comment ',
        ],
      },
      {
        set: "relations: relations to keys of each type",
        on: ["postgres"],
        differences: [
          "- column random 001.id uuid not null default uuid_generate_v4() identity  generated  collation  comment ",
          "- extension uuid-ossp",
          "+ column random 001.id uuid not null default gen_random_uuid() identity  generated  collation  comment ",
        ],
      },
      {
        set: "trees: trees with keys of other types",
        on: ["postgres"],
        differences: [
          "- column folders 001.id uuid not null default uuid_generate_v4() identity  generated  collation  comment ",
          "- extension uuid-ossp",
          "+ column folders 001.id uuid not null default gen_random_uuid() identity  generated  collation  comment ",
        ],
      },
    ],
  },
  {
    title: "Fractions in defaults are kept",
    reason: "TypeORM rounds the default of a column without `scale` to a whole number: `0.25` becomes `0`.",
    shows: [
      {
        set: "defaults: numbers",
        on: ["mysql"],
        differences: [
          "- numbers: column 006 `e` float NOT NULL DEFAULT '0'",
          "+ numbers: column 006 `e` float NOT NULL DEFAULT '0.25'",
        ],
        checkAfterTheirs: ['change column "e" of table "numbers": default from 0 to 0.25'],
      },
      {
        set: "defaults: numbers",
        on: ["mariadb"],
        differences: [
          "- numbers: column 006 `e` float NOT NULL DEFAULT 0",
          "+ numbers: column 006 `e` float NOT NULL DEFAULT 0.25",
        ],
        checkAfterTheirs: ['change column "e" of table "numbers": default from 0 to 0.25'],
      },
    ],
  },
  {
    title: "Numbers in defaults are written as numbers",
    reason: "TypeORM puts them in quotes, and the server makes numbers of them. The rows are the same.",
    shows: [
      {
        set: "defaults: numbers",
        on: ["postgres"],
        differences: [
          "- column numbers 006.e double precision not null default '0.25'::double precision identity  generated  collation  comment ",
          "- column numbers 007.f bigint not null default '12'::bigint identity  generated  collation  comment ",
          "+ column numbers 006.e double precision not null default 0.25 identity  generated  collation  comment ",
          "+ column numbers 007.f bigint not null default 12 identity  generated  collation  comment ",
        ],
      },
      {
        set: "defaults: numbers",
        on: ["sqlite"],
        differences: [
          "- numbers column 006 f bigint not null default '12' key 0 hidden 0",
          "+ numbers column 006 f bigint not null default 12 key 0 hidden 0",
        ],
      },
      {
        set: "entity schemas: a schema of columns",
        on: ["postgres"],
        differences: [
          "- column \"user\" 005.price numeric(10,2) not null default '0'::numeric identity  generated  collation  comment ",
          '+ column "user" 005.price numeric(10,2) not null default 0 identity  generated  collation  comment ',
        ],
      },
    ],
  },
  {
    title: "The words for the clock stay what they are",
    reason:
      "TypeORM writes `'now'::text` with a cast for `CURRENT_DATE`, `LOCALTIME` and those with a precision, as servers before version 10 did. Both are the same to a comparison.",
    shows: [
      {
        set: "defaults: the current moment",
        on: ["postgres"],
        differences: [
          "- column moments 004.c timestamp(3) without time zone not null default ('now'::text)::timestamp(3) with time zone identity  generated  collation  comment ",
          "- column moments 005.d date not null default ('now'::text)::date identity  generated  collation  comment ",
          "- column moments 006.e time without time zone not null default ('now'::text)::time without time zone identity  generated  collation  comment ",
          "+ column moments 004.c timestamp(3) without time zone not null default CURRENT_TIMESTAMP(3) identity  generated  collation  comment ",
          "+ column moments 005.d date not null default CURRENT_DATE identity  generated  collation  comment ",
          "+ column moments 006.e time without time zone not null default LOCALTIME identity  generated  collation  comment ",
        ],
      },
    ],
  },
  {
    title: "A column with `enum` is an enum",
    reason: "Where `type` is missing, TypeORM makes a `varchar` of it on PostgreSQL, and invalid SQL on MySQL.",
    shows: [
      {
        set: "enums: an enum without a type",
        on: ["postgres"],
        differences: [
          "- column \"user\" 002.letter character varying not null default 'x'::character varying identity  generated  collation  comment ",
          "+ column \"user\" 002.letter user_letter_enum not null default 'x'::user_letter_enum identity  generated  collation  comment ",
          "+ enum user_letter_enum ('x', 'y')",
        ],
        checkAfterTheirs: [
          'create enum type "user_letter_enum"',
          'change column "letter" of table "user": type from varchar to user_letter_enum',
        ],
      },
    ],
  },
  {
    title: "`jsonb` of SQLite holds text",
    reason:
      "TypeORM keeps its values in SQLite's binary form, which no driver reads: each query has to turn it into text. JSON functions take text in such a column all the same.",
    shows: [
      {
        set: "defaults: JSON, here",
        on: ["sqlite"],
        differences: [
          "- bag column 003 c jsonb not null default jsonb('{\"b\":1}') key 0 hidden 0",
          "+ bag column 003 c jsonb not null default '{\"b\":1}' key 0 hidden 0",
        ],
        checkAfterTheirs: ['change column "c" of table "bag": default from jsonb(\'{"b":1}\') to "{\\"b\\":1}"'],
      },
    ],
  },
  {
    title: "The type of a version column is kept",
    reason: "TypeORM makes it an integer, whatever `type` says.",
    shows: [
      {
        set: "columns: a version",
        on: ["postgres"],
        differences: [
          "- column other 002.lock_version integer not null default 1 identity  generated  collation  comment ",
          "+ column other 002.lock_version bigint not null default 1 identity  generated  collation  comment ",
        ],
        checkAfterTheirs: ['change column "lock_version" of table "other": type from integer to bigint'],
      },
      {
        set: "columns: a version",
        on: ["mysql"],
        differences: [
          "- other: column 002 `lock_version` int NOT NULL DEFAULT '1'",
          "+ other: column 002 `lock_version` bigint NOT NULL DEFAULT '1'",
        ],
        checkAfterTheirs: ['change column "lock_version" of table "other": type from int to bigint'],
      },
      {
        set: "columns: a version",
        on: ["mariadb"],
        differences: [
          "- other: column 002 `lock_version` int(11) NOT NULL DEFAULT 1",
          "+ other: column 002 `lock_version` bigint(20) NOT NULL DEFAULT 1",
        ],
        checkAfterTheirs: ['change column "lock_version" of table "other": type from int to bigint'],
      },
      {
        set: "columns: a version",
        on: ["sqlite"],
        differences: [
          "- other column 001 lock_version integer not null default 1 key 0 hidden 0",
          "+ other column 001 lock_version bigint not null default 1 key 0 hidden 0",
        ],
        checkAfterTheirs: ['change column "lock_version" of table "other": type from integer to bigint'],
      },
    ],
  },
];
