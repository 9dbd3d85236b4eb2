/** Breaks each rule in a small copy of the repository's shape, and expects the checks to say exactly that. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const own = dirname(fileURLToPath(import.meta.url));
const rulesOfRepository = ["layers.json", "ARCHITECTURE.md"];

/** Runs a check on a repository of these files; gives its exit status and the lines of its problems. */
function run(check, files) {
  const root = mkdtempSync(join(tmpdir(), "ormolu-checks-"));
  try {
    for (const name of rulesOfRepository) cpSync(join(own, "..", name), join(root, name));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    const { status, stderr } = spawnSync(process.execPath, [join(own, check), root], { encoding: "utf8" });
    return { status, problems: stderr.trim().split("\n").filter(Boolean).sort() };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function expectPass(check, files) {
  assert.deepEqual(run(check, files), { status: 0, problems: [] }, check);
}

function expectProblems(check, files, problems) {
  assert.deepEqual(run(check, files), { status: 1, problems: [...problems].sort() }, check);
}

const sound = {
  "src/util/clock.ts": "export const now = 1;",
  "src/errors/orm-error.ts": 'export { now } from "../util/clock";',
  "src/dialect/dialect.ts": 'import type { now } from "../errors/orm-error"; export type Dialect = typeof now;',
  "src/dialects/one/index.ts": 'import type { Dialect } from "../../dialect/dialect"; export const one: Dialect = 1;',
  "src/dialects/two/index.ts": "export const two = 2;",
  "src/data-source/builtin-dialects.ts": 'export const load = () => import("../dialects/one/index");',
  "src/orm/hydrate/row.ts": "export type Row = 1;",
  "src/orm/query/find.ts": 'import type { Row } from "../hydrate/row"; export type Find = Row;',
  "src/entry/index.ts": 'export { now } from "../util/clock"; export { two } from "../dialects/two/index";',
};

expectPass("check-layers.mjs", sound);
expectProblems(
  "check-layers.mjs",
  {
    ...sound,
    "src/migrate/runner.ts": 'import type { Row } from "../orm/hydrate/row"; export type A = Row;',
    "src/util/clock.ts": 'export const now: import("../schema/model").Model = 1;',
    "src/schema/model.ts": "export type Model = 1;",
    "src/dialects/two/index.ts": 'import { one } from "../one/index"; export const two = one;',
    "src/data-source/data-source.ts": 'export const load = () => import("../dialects/one/index");',
    "src/orm/hydrate/row.ts": 'import type { A } from "../manager/a"; export type Row = A;',
    "src/orm/manager/a.ts": "export type A = 1;",
    "src/helpers/text.ts": 'export { now } from "../util/clock";',
    "src/diff/a.ts": 'import type { B } from "./b"; export type A = B | 1;',
    "src/diff/b.ts": 'import type { A } from "./a"; export type B = A;',
    "packages/cache/src/index.ts": 'export { now } from "../../../src/util/clock";',
  },
  [
    "src/migrate/runner.ts -> src/orm/hydrate/row.ts: migrate may not import orm",
    "src/util/clock.ts -> src/schema/model.ts: util may not import schema",
    "src/dialects/two/index.ts -> src/dialects/one/index.ts: dialects/two may not import dialects/one",
    "src/data-source/data-source.ts -> src/dialects/one/index.ts: only data-source/builtin-dialects.ts and entry may import dialects",
    "src/orm/hydrate/row.ts -> src/orm/manager/a.ts: orm/hydrate may not import orm/manager",
    'src/helpers/text.ts -> src/util/clock.ts: "helpers" is no layer of layers.json',
    "packages/cache/src/index.ts -> src/util/clock.ts: packages may import public entry points only",
    "cycle: src/diff/a.ts -> src/diff/b.ts -> src/diff/a.ts",
  ],
);
expectProblems(
  "check-layers.mjs",
  { ...sound, "ARCHITECTURE.md": "<!-- layers -->\n\n| other |\n\n<!-- /layers -->\n" },
  ["ARCHITECTURE.md: its table is not that of layers.json; run `node .ci/check-layers.mjs --write`"],
);

expectPass("check-dialect-names.mjs", {
  "src/util/a.ts": "// postgres\n/** MySQL, sqlite */ export const npgCount = 1; export const upgrade = 'pgp';",
  "src/dialects/postgres/index.ts": "export const postgres = 1;",
  "src/data-source/builtin-dialects.ts": "export const mysql = 1;",
});
expectProblems(
  "check-dialect-names.mjs",
  {
    "src/util/a.ts":
      "export const isMySqlServer = 1;\nexport const a = 'uses SQLite';\nexport const PG_TYPE = 1; // pg",
    "src/util/b.ts": "export class PGliteThing {}\nexport const c = `sqlite3`;\nexport const toMariaDB = 1;",
  },
  [
    "src/util/a.ts:1: names a dialect (mysql): export const isMySqlServer = 1;",
    "src/util/a.ts:2: names a dialect (sqlite): export const a = 'uses SQLite';",
    "src/util/a.ts:3: names a dialect (pg): export const PG_TYPE = 1;",
    "src/util/b.ts:1: names a dialect (pglite): export class PGliteThing {}",
    "src/util/b.ts:2: names a dialect (sqlite): export const c = `sqlite3`;",
    "src/util/b.ts:3: names a dialect (mariadb): export const toMariaDB = 1;",
  ],
);

const small = Object.fromEntries(
  Array.from({ length: 20 }, (_, index) => [`src/util/small-${index}.ts`, "export {};\n"]),
);
expectPass("check-sizes.mjs", { ...small, "src/util/large.ts": "// any\n".repeat(700) });
expectProblems(
  "check-sizes.mjs",
  {
    ...small,
    ".ci/ratchets.json": '{ "any": 1, "bareErrors": 0 }',
    "src/util/large.ts": "\n".repeat(700) + "export {};",
    "src/util/middle.ts": "\n".repeat(400) + "export {};",
    "src/util/loose.ts": "export const a: any = 1 as any; throw new Error('x');",
  },
  [
    "src/util/large.ts: 701 lines, at most 700",
    "2 of 23 files have over 400 lines, at most 7% may: src/util/large.ts (701), src/util/middle.ts (401)",
    "any: 2, at most 1: src/util/loose.ts",
    "bareErrors: 1, at most 0: src/util/loose.ts",
  ],
);
console.log("the checks: each rule, when broken, is reported");
