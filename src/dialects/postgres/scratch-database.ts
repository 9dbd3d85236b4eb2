import type { ResolvedDialect } from "../../dialect/dialect";
import type { DriverConnection } from "../../dialect/driver";
import { refuseForeign } from "../../dialect/scratch-guard";
import { noScratchPlace, openScratchDatabase, type Scratch, type ScratchWish } from "../../dialect/scratch-place";
import type { Schema } from "../../schema/model";
import { createScratchName } from "./scratch-name";

/** What the place needs to know of the dialect around it. */
export interface ScratchParts {
  readonly defaultSchema: string;
  /** The dialect with another default schema. */
  resolve(defaultSchema: string): ResolvedDialect;
}

/** Databases whose owner, a session of the server, is gone: a killed process drops nothing. */
const LEFTOVERS = `select d.datname from pg_database d join pg_roles r on r.oid = d.datdba
  where d.datname ~ '^orm_scratch_[0-9]+_[0-9a-f]{12}$' and pg_has_role(r.oid, 'member')
    and not exists (select 1 from pg_stat_activity a where a.pid::text = split_part(d.datname, '_', 3))`;
const FACTS = `select pg_backend_pid()::text, current_setting('search_path'), current_user,
    (select rolcreatedb or rolsuper from pg_roles where rolname = current_user)::text,
    current_setting('server_version_num')::int >= 150000`;

/**
 * A database of its own, named after the session that owns it, so that the next call can tell which ones nobody owns any more.
 * @throws OrmError `DIALECT.NO_SCRATCH_PLACE`; `reason` says why a scratch schema would not do.
 */
export async function useScratchDatabase<T>(
  { defaultSchema, resolve }: ScratchParts,
  { connection, openDatabase, schemas }: ScratchWish,
  reason: string,
  work: (scratch: Scratch<ResolvedDialect>) => Promise<T>,
): Promise<T> {
  if (openDatabase === undefined) throw noScratchPlace(`${reason}, and this database is the only one there can be`);
  const [owner, path, user, mayCreate, hasProviders] = (await connection.execute(FACTS, [])).rows[0] ?? [];
  if (mayCreate !== "true") {
    throw noScratchPlace(`${reason}, and role "${String(user)}" may not create a scratch database (CREATEDB)`);
  }
  const dialect = resolve(defaultSchema);
  const quote = (name: string): string => dialect.queries.quoteIdentifier(name);
  await dropLeftovers(connection, quote);
  const name = createScratchName(String(owner));
  const provider = hasProviders === "t" ? "LOCALE_PROVIDER libc " : "";
  try {
    await connection.execute(
      `CREATE DATABASE ${quote(name)} TEMPLATE template0 ENCODING 'UTF8' ${provider}LC_COLLATE 'C' LC_CTYPE 'C'`,
      [],
    );
  } catch (error) {
    throw noScratchPlace(`${reason}, and a scratch database cannot be created: ${(error as Error).message}`, error);
  }
  let own: DriverConnection | undefined;
  try {
    own = await openScratchDatabase(openDatabase, name);
    // A new database has it, and whoever builds the schemas that take part creates each of them.
    if (schemas.some(hasPublic)) await own.execute("DROP SCHEMA public", []);
    await own.execute(`CREATE SCHEMA IF NOT EXISTS ${quote(defaultSchema)}`, []);
    await own.execute("SELECT set_config('search_path', $1, false)", [path]);
    return await work({
      label: "scratch database",
      connection: own,
      dialect,
      has: () => false,
      refuse: (operation) => refuseForeign(operation, { isForeign: () => false, allowsSchema: () => true }),
    });
  } finally {
    await own?.close();
    if (connection.isOpen) await connection.execute(`DROP DATABASE IF EXISTS ${quote(name)} WITH (FORCE)`, []);
  }
}

function hasPublic({ schemas = [], tables, enums, objects }: Schema): boolean {
  return schemas.includes("public") || [...tables, ...enums, ...objects].some(({ schema }) => schema === "public");
}

/** Somebody else may be dropping them too: what fails is left to the next call. */
export async function dropLeftovers(connection: DriverConnection, quote: (name: string) => string): Promise<void> {
  for (const [name] of (await connection.execute(LEFTOVERS, [])).rows) {
    await connection.execute(`DROP DATABASE IF EXISTS ${quote(String(name))} WITH (FORCE)`, []).catch(() => undefined);
  }
}
