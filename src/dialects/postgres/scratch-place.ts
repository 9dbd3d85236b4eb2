import type { ResolvedDialect } from "../../dialect/dialect";
import type { DriverConnection } from "../../dialect/driver";
import { refuseForeign, schemasIn, textsIn } from "../../dialect/scratch-guard";
import { noScratchPlace, type Scratch, type ScratchPlace, type ScratchWish } from "../../dialect/scratch-place";
import { flattenAutocommit } from "../../operations/autocommit";
import type { Operation } from "../../operations/operation";
import { readMentions } from "../../schema/mentions";
import type { Schema } from "../../schema/model";
import { isOwn } from "./is-own";
import { useScratchDatabase, type ScratchParts } from "./scratch-database";
import { createScratchName } from "./scratch-name";

/** Where unqualified names lead on a connection, and what could be reached by accident. */
interface Surroundings {
  /** The schemas behind the scratch schema on the search path. */
  readonly path: readonly string[];
  /** Every schema of the database. */
  readonly schemas: ReadonlySet<string>;
  /** What lives in the schemas of the path, in lower case. */
  readonly reachable: ReadonlySet<string>;
}

/** The default schema stays on the path only where types or functions of an extension live in it. */
const PATH = `select name from unnest(current_schemas(false)) with ordinality p (name, place)
  where name <> $1 or exists (select 1 from pg_extension e join pg_namespace n on n.oid = e.extnamespace where n.nspname = name)
  order by place`;
const SCHEMAS = `select nspname, exists (select 1 from pg_class c where c.relnamespace = n.oid and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and ${isOwn("pg_class", "c.oid")})
  from pg_namespace n where nspname <> 'information_schema' and nspname !~ '^pg_'`;
const REACHABLE = `select lower(relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any ($1::text[]) and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
  union select lower(typname) from pg_type t join pg_namespace n on n.oid = t.typnamespace
    where n.nspname = any ($1::text[]) and typtype in ('e', 'd')
  union select lower(proname) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = any ($1::text[])
      and not exists (select 1 from pg_depend x where x.classid = 'pg_proc'::regclass and x.objid = p.oid and x.deptype = 'e')`;

/**
 * A schema in a transaction that is always rolled back stands in for the default schema: it is first on the search path, and a process
 * that is killed leaves nothing behind. Names that say their schema would lead past it: where there are such, and for extensions, which
 * belong to the whole database, the place is a database of its own.
 */
export function createScratchPlace(parts: ScratchParts): ScratchPlace<ResolvedDialect> {
  return {
    async use(wish, work) {
      const { rows } = await wish.connection.execute(SCHEMAS, []);
      const schemas = rows.map(([name]) => String(name));
      const withTables = rows.filter(([, hasTables]) => hasTables === "t").map(([name]) => String(name));
      const reason = needsDatabase(wish, new Set([...withTables, parts.defaultSchema]));
      return reason === undefined
        ? useScratchSchema(parts, wish, schemas, work)
        : useScratchDatabase(parts, wish, reason, work);
    },
  };
}

/** Why a schema alone does not do. A name that says its schema may lead to a function or a type elsewhere, but not to a table. */
function needsDatabase(wish: ScratchWish, closed: ReadonlySet<string>): string | undefined {
  const { schemas } = wish;
  const operations = flattenAutocommit(wish.operations);
  const named =
    schemasIn([schemas.map(withoutExtensions), operations])[0] ??
    operations.map(schemaOf).find((name) => name !== undefined);
  if (named !== undefined) return `schema "${named}" is part of it`;
  const extension = operations.find((operation) => "object" in operation && operation.object.kind === "extension");
  if (extension !== undefined) return "an extension changes";
  const qualified = textsIn([schemas.map(withoutExtensions), operations])
    .filter((text) => text.includes("."))
    .flatMap((text) => {
      const { names, strings } = readMentions(text);
      return [...names.map(({ parts }) => parts), ...strings.map((string) => string.split("."))];
    })
    .find((name) => name.length > 1 && closed.has(name[0]!));
  return qualified === undefined ? undefined : `"${qualified.join(".")}" is named with its schema`;
}

/** An extension is there already, wherever its objects live. */
function withoutExtensions({ tables, enums, objects }: Schema): Pick<Schema, "tables" | "enums" | "objects"> {
  return { tables, enums, objects: objects.filter(({ kind }) => kind !== "extension") };
}

/** The schema that comes or goes. */
function schemaOf(operation: Operation): string | undefined {
  return operation.kind === "createSchema" || operation.kind === "dropSchema" ? operation.name : undefined;
}

async function useScratchSchema<T>(
  { defaultSchema, resolve }: ScratchParts,
  wish: ScratchWish,
  schemas: readonly string[],
  work: (scratch: Scratch<ResolvedDialect>) => Promise<T>,
): Promise<T> {
  const { connection } = wish;
  const surroundings = await readSurroundings(connection, defaultSchema, schemas);
  const schema = createScratchName();
  const dialect = resolve(schema);
  await connection.execute("BEGIN", []);
  try {
    await createSchema(connection, [schema, ...surroundings.path], dialect);
    return await work({
      label: "scratch schema",
      connection: withoutConcurrency(connection),
      dialect: { ...dialect, locks: { ...dialect.locks, ...IN_ONE_TRANSACTION } },
      has: ({ kind }) => kind === "extension",
      isShared: surroundings.path.length > 0,
      refuse: (operation) => refuseForeign(operation, foreignNames(surroundings, wish)),
    });
  } finally {
    if (connection.isOpen) await connection.execute("ROLLBACK", []);
  }
}

async function createSchema(
  connection: DriverConnection,
  path: readonly string[],
  { queries }: ResolvedDialect,
): Promise<void> {
  const names = path.map((name) => queries.quoteIdentifier(name));
  try {
    await connection.execute(`CREATE SCHEMA ${names[0]!}`, []);
  } catch (error) {
    throw noScratchPlace(`the scratch schema cannot be created: ${(error as Error).message}`, error);
  }
  await connection.execute(`SET LOCAL search_path TO ${names.join(", ")}`, []);
}

/** The transaction belongs to the place: a revision neither opens nor ends one. */
const IN_ONE_TRANSACTION: Pick<ResolvedDialect["locks"], "beginRevision" | "commitRevision" | "rollbackRevision"> = {
  beginRevision: async () => undefined,
  commitRevision: async () => undefined,
  rollbackRevision: async () => undefined,
};

async function readSurroundings(
  connection: DriverConnection,
  defaultSchema: string,
  schemas: readonly string[],
): Promise<Surroundings> {
  const path = await readColumn(connection, PATH, [defaultSchema]);
  const reachable = path.length === 0 ? [] : await readColumn(connection, REACHABLE, [path]);
  return {
    path,
    schemas: new Set(schemas.map((name) => name.toLowerCase())),
    reachable: new Set(reachable),
  };
}

function foreignNames({ schemas, reachable }: Surroundings, wish: ScratchWish): Parameters<typeof refuseForeign>[1] {
  const own = new Set(
    wish.schemas.flatMap(({ tables, enums, objects }) =>
      [...tables, ...enums, ...objects].map(({ name }) => name.toLowerCase()),
    ),
  );
  return {
    isForeign: (name) => schemas.has(name) || (reachable.has(name) && !own.has(name)),
    allowsSchema: () => false,
  };
}

/** SQL of the revision's own may build an index concurrently, which cannot be in a transaction; the result is the same without. */
function withoutConcurrency(connection: DriverConnection): DriverConnection {
  return {
    get isOpen() {
      return connection.isOpen;
    },
    execute: (statement, parameters, options) =>
      connection.execute(statement.replace(CONCURRENTLY, "$1"), parameters, options),
    close: () => connection.close(),
  };
}

const CONCURRENTLY =
  /^(\s*(?:create\s+(?:unique\s+)?index|drop\s+index|reindex(?:\s+\w+)?|refresh\s+materialized\s+view))\s+concurrently\b/i;

async function readColumn(
  connection: DriverConnection,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<readonly string[]> {
  return (await connection.execute(sql, parameters)).rows.map(([value]) => String(value));
}
