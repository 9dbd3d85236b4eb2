import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What stands before each object in the output, with the kind of object that it is. */
const HEADER = /^-- Name: .*; Type: ([A-Z ]+); .*$/m;
/** Kinds that the model names as unmanaged and does not make. */
const UNMANAGED =
  /^(?:EVENT TRIGGER|PUBLICATION|OPERATOR|CAST|COLLATION|CONVERSION|TEXT SEARCH|FOREIGN|SERVER|USER MAPPING|RULE|STATISTICS|DEFAULT ACL|TRANSFORM|PROCEDURAL LANGUAGE|ACCESS METHOD)/;
/** Lines that are no part of the schema: settings of the session, comments of the tool, and what guards its output. */
const NOISE = /^(?:--.*|SET .*;|SELECT pg_catalog\.set_config\(.*|\\(?:un)?restrict .*)$/gm;
/** What is written in two ways and is the same: a default of NULL and none, texts of two types, the precision that all have. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/ DEFAULT NULL(?:::[\w." ]+(?:\([\d,]+\))?(?:\[\])?)?/g, ""],
  [/( DEFAULT '(?:[^']|'')*')::(?:character varying|text)\b/g, "$1"],
  [/\b(timestamp|time)\(6\)/g, "$1"],
];

/**
 * The schema of a database as `pg_dump` writes it: one piece of text an object, in an order that does not depend on how the
 * objects came about, without owners and rights. `undefined` where no `pg_dump` of the server's version is installed.
 */
export async function readPgDump(url: string, version: string): Promise<string | undefined> {
  const program = await findProgram(Number.parseInt(version, 10));
  if (program === undefined) return undefined;
  const { stdout } = await run(program, ["--schema-only", "--no-owner", "--no-privileges", url], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const [, ...parts] = stdout.split(HEADER);
  const pieces = parts.flatMap((kind, place) => (place % 2 === 0 && !UNMANAGED.test(kind) ? [parts[place + 1]!] : []));
  return pieces
    .map((piece) => SAME.reduce((text, [from, to]) => text.replace(from, to), piece.replace(NOISE, "")))
    .map((piece) => piece.replace(/\n{2,}/g, "\n").trim())
    .filter((piece) => !UNMANAGED.test(piece.replace("COMMENT ON ", "")))
    .sort()
    .join("\n\n");
}

const programs = new Map<number, Promise<string | undefined>>();

/** A `pg_dump` refuses servers that are newer than itself. */
function findProgram(major: number): Promise<string | undefined> {
  let found = programs.get(major);
  if (found === undefined) programs.set(major, (found = lookFor(major)));
  return found;
}

async function lookFor(major: number): Promise<string | undefined> {
  const own = `/usr/lib/postgresql/${major}/bin/pg_dump`;
  if (existsSync(own)) return own;
  const version = await run("pg_dump", ["--version"]).then(
    ({ stdout }) => Number(/(\d+)/.exec(stdout)?.[1] ?? 0),
    () => 0,
  );
  if (version >= major) return "pg_dump";
  process.stdout.write(
    `pg_dump of PostgreSQL ${major} is not installed: its databases are compared by the catalog alone\n`,
  );
  return undefined;
}
