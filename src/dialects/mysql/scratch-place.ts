import { randomBytes } from "node:crypto";
import type { ResolvedDialect } from "../../dialect/dialect";
import type { DriverConnection } from "../../dialect/driver";
import { refuseForeign, schemasIn, textsIn } from "../../dialect/scratch-guard";
import {
  noScratchPlace,
  openScratchDatabase,
  type Scratch,
  type ScratchPlace,
  type ScratchWish,
} from "../../dialect/scratch-place";
import { flattenAutocommit } from "../../operations/autocommit";
import { readMentions } from "../../schema/mentions";
import type { SchemaObject } from "../../schema/model";
import type { ObjectReference } from "../../schema/object-reference";

/** Every scratch database begins with it, so that its leftovers are known. */
export const SCRATCH_PREFIX = "orm_scratch_";
/** Every database but the server's own descriptions of itself. */
const DATABASES = `SELECT SCHEMA_NAME FROM information_schema.SCHEMATA
  WHERE LOWER(SCHEMA_NAME) NOT IN ('information_schema', 'performance_schema', 'sys')`;
const FACTS = `SELECT DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME, CURRENT_USER()
  FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()`;

/**
 * A database of its own, with the character set of the user's. Schema changes end transactions here, so that it has to be dropped;
 * a lock of the server with its name, held by the owner's session, tells the next call which ones nobody owns any more.
 */
export function createMysqlScratchPlace(resolve: () => ResolvedDialect): ScratchPlace<ResolvedDialect> {
  return {
    async use(wish, work) {
      const { connection, openDatabase } = wish;
      if (openDatabase === undefined) throw noScratchPlace("the driver opens no second database");
      const databases = await listDatabases(connection);
      requireOneDatabase(wish, databases);
      await dropLeftovers(connection, databases);
      return withDatabase(connection, async (name) => {
        const own = await openScratchDatabase(openDatabase, name);
        try {
          return await work(scratchOn(own, resolve(), databases));
        } finally {
          await own.close();
        }
      });
    },
  };
}

/** The databases of the server but those that describe itself. */
export async function listDatabases(connection: DriverConnection): Promise<readonly string[]> {
  return (await connection.execute(DATABASES, [])).rows.map(([name]) => String(name));
}

/** Creates a database, lends its name to the work and drops it. */
async function withDatabase<T>(connection: DriverConnection, work: (name: string) => Promise<T>): Promise<T> {
  const name = `${SCRATCH_PREFIX}${randomBytes(6).toString("hex")}`;
  await connection.execute("SELECT GET_LOCK(?, 0)", [name]);
  try {
    await createDatabase(connection, name);
    try {
      return await work(name);
    } finally {
      if (connection.isOpen) await connection.execute(`DROP DATABASE IF EXISTS \`${name}\``, []);
    }
  } finally {
    if (connection.isOpen) await connection.execute("SELECT RELEASE_LOCK(?)", [name]);
  }
}

function scratchOn(
  connection: DriverConnection,
  dialect: ResolvedDialect,
  databases: readonly string[],
): Scratch<ResolvedDialect> {
  const foreign = new Set(databases.map((name) => name.toLowerCase()));
  return {
    label: "scratch database",
    connection,
    dialect,
    has: isEvent,
    refuse: (operation) =>
      refuseForeign(operation, { isForeign: (name) => foreign.has(name), allowsSchema: () => false }),
  };
}

/** Events would start to run by themselves; nothing refers to one, so the place does without them. */
function isEvent(object: SchemaObject | ObjectReference): boolean {
  return object.kind === "function" && object.type === "event";
}

/** A name that says its database would lead out of the place, and an event would run there by itself. @throws OrmError `DIALECT.NO_SCRATCH_PLACE`. */
function requireOneDatabase({ schemas, operations }: ScratchWish, databases: readonly string[]): void {
  const named = schemasIn([schemas, operations])[0];
  if (named !== undefined) throw noScratchPlace(`database "${named}" is part of it`);
  const known = new Set(databases);
  const qualified = textsIn([schemas.map(({ unmanaged: _unmanaged, ...rest }) => rest), operations])
    .filter((text) => text.includes("."))
    .flatMap((text) => readMentions(text).names.map(({ parts }) => parts))
    .find((name) => name.length > 1 && known.has(name[0]!));
  if (qualified !== undefined) throw noScratchPlace(`"${qualified.join(".")}" is named with its database`);
  const event = flattenAutocommit(operations).find((operation) => "object" in operation && isEvent(operation.object));
  if (event !== undefined) throw noScratchPlace("an event changes, and it would run in the scratch database by itself");
}

/** The name is ours: letters, digits and underscores. */
async function createDatabase(connection: DriverConnection, name: string): Promise<void> {
  const [charset, collation, user] = (await connection.execute(FACTS, [])).rows[0] ?? [];
  try {
    await connection.execute(
      `CREATE DATABASE \`${name}\` CHARACTER SET ${String(charset)} COLLATE ${String(collation)}`,
      [],
    );
  } catch (error) {
    throw noScratchPlace(
      `user ${String(user)} may not create a scratch database (GRANT ALL ON \`${SCRATCH_PREFIX.replaceAll("_", "\\_")}%\`.* allows it)`,
      error,
    );
  }
}

/** Databases of the prefix whose lock is free have no owner. What cannot be dropped is left to the next call. */
export async function dropLeftovers(connection: DriverConnection, databases: readonly string[]): Promise<void> {
  for (const name of databases.filter((database) => /^orm_scratch_[0-9a-f]{12}$/.test(database))) {
    const { rows } = await connection.execute("SELECT GET_LOCK(?, 0)", [name]);
    if (Number(rows[0]?.[0]) !== 1) continue;
    await connection.execute(`DROP DATABASE IF EXISTS \`${name}\``, []).catch(() => undefined);
    await connection.execute("SELECT RELEASE_LOCK(?)", [name]);
  }
}
