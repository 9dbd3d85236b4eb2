import type { DriverConnection } from "../../dialect/driver";
import type { TypeSystem } from "../../dialect/type-system";
import type { SchemaObject, UnmanagedObject } from "../../schema/model";
import { readEvent } from "./extensions/event";
import { readRoutine } from "./extensions/routine";
import { readSequence, sequenceQuery } from "./extensions/sequence";
import type { Creator } from "./extensions/stored-program";
import { readTriggers } from "./extensions/trigger";
import { readView } from "./extensions/view";
import { objectQueriesOf } from "./object-queries";
import { toText, type Row } from "./read-keys";
import { isRefusal } from "./refusal";
import type { MysqlServer } from "./server";
import { createShowReader, type ProgramKind } from "./show-create";
import { writeStringLiteral } from "./string-literal";

/** What a text has in it that information_schema may not have shown as it is. */
const INEXACT = /['"`\\?]/;

/** What the objects are read with. */
export interface ObjectScope {
  readonly connection: DriverConnection;
  readonly server: MysqlServer;
  readonly types: TypeSystem;
  readonly database: string;
  readonly creator: Creator;
  /** The rows of the sequences among the tables, and the type of each one's numbers. */
  readonly sequences: readonly { readonly name: string; readonly engine: string; readonly type: string }[];
}

/** What was read, and what could not be. */
export interface ReadObjects {
  readonly objects: readonly SchemaObject[];
  readonly unmanaged: readonly UnmanagedObject[];
}

/**
 * Views, triggers, routines, events and sequences, in six queries and one more for each object that information_schema does
 * not show exactly. That is each text with something in quotes: MySQL leaves out the quotes inside (`'it''s'` comes as
 * `'it's'`, 9.7), MariaDB the character set before it and characters of four bytes (10.11), so that it could not be written again.
 * And it is each view of MySQL, because nothing but SHOW CREATE says by which algorithm it is computed.
 *
 * What the user has no right to see in full is named and left alone.
 */
export async function readObjects(scope: ObjectScope): Promise<ReadObjects> {
  const { connection, server } = scope;
  const queries = objectQueriesOf(server);
  const read = async (sql: string): Promise<readonly Row[]> => (await connection.execute(sql, [])).rows;
  const show = createShowReader(connection);
  const unmanaged: UnmanagedObject[] = [];

  /** The text of a body as it was written; `undefined` where the user may not see it. */
  const exactBody = async (kind: ProgramKind, name: string, body: unknown): Promise<string | undefined> => {
    if (body === null || body === undefined) return undefined;
    const text = toText(body);
    return INEXACT.test(text) ? show.body(kind, name) : text;
  };
  const leaveAlone = (type: string, name: string): undefined => {
    unmanaged.push({ name, type });
    return undefined;
  };
  const defined = <T>(found: readonly (T | undefined)[]): readonly T[] =>
    found.filter((object) => object !== undefined);

  const objects: SchemaObject[] = [
    ...defined(await each(await read(queries.views), readOneView)),
    ...(await readAllTriggers()),
    ...(await readRoutines()),
    ...defined(await each(await read(queries.events), readOneEvent)),
    ...(await readSequences()),
  ];
  return { objects, unmanaged };

  async function readOneView(row: Row) {
    const name = toText(row[0]);
    const query = toText(row[1]);
    if (query === "") return leaveAlone("view", name);
    if (!server.hidesViewAlgorithm && !INEXACT.test(query))
      return readView(row, undefined, scope.database, scope.creator);
    const shown = await show.view(name);
    return shown === undefined ? leaveAlone("view", name) : readView(row, shown, scope.database, scope.creator);
  }

  async function readAllTriggers() {
    const rows = await read(queries.triggers);
    const bodies = new Map<Row, string>();
    for (const row of rows) {
      const body = await exactBody("TRIGGER", toText(row[0]), row[5]);
      if (body === undefined) leaveAlone("trigger", toText(row[0]));
      else bodies.set(row, body);
    }
    const seen = rows.filter((row) => bodies.has(row));
    return readTriggers(seen, (row) => bodies.get(row)!, scope.creator);
  }

  async function readRoutines() {
    const rows = await read(queries.routines);
    const parameters = rows.length === 0 ? [] : await read(queries.parameters);
    return defined(
      await each(rows, async (row) => {
        const [name, type, , , , , , , , language] = row.map(toText);
        const body =
          language === "SQL" && (type === "FUNCTION" || type === "PROCEDURE")
            ? await exactBody(type, name!, row[2])
            : undefined;
        if (body === undefined) return leaveAlone(type!.toLowerCase(), name!);
        const own = parameters.filter((parameter) => parameter[0] === row[0] && parameter[1] === row[1]);
        return readRoutine(row, own, body, (text) => scope.types.format(text), scope.creator);
      }),
    );
  }

  async function readOneEvent(row: Row) {
    const name = toText(row[0]);
    const body = await exactBody("EVENT", name, row[1]);
    return body === undefined ? leaveAlone("event", name) : readEvent(row, body, scope.creator);
  }

  async function readSequences() {
    const byName = new Map(scope.sequences.map((sequence) => [sequence.name, sequence]));
    const rows = await readSequenceRows(connection, [...byName.keys()]);
    const found = new Set(rows.map(([name]) => toText(name)));
    for (const name of byName.keys()) if (!found.has(name)) leaveAlone("sequence", name);
    return rows.map((row) => {
      const { type, engine } = byName.get(toText(row[0]))!;
      return readSequence(row, type, engine);
    });
  }
}

/** All sequences at once; where the user may not read one of them, one by one. */
async function readSequenceRows(connection: DriverConnection, names: readonly string[]): Promise<readonly Row[]> {
  if (names.length === 0) return [];
  const quote = (name: string): string => `\`${name.replaceAll("`", "``")}\``;
  const queries = names.map((name) => sequenceQuery(name, { quote, text: writeStringLiteral }));
  const readAll = async (sql: string): Promise<readonly Row[] | undefined> => {
    try {
      return (await connection.execute(sql, [])).rows;
    } catch (error) {
      if (isRefusal(error) && connection.isOpen) return undefined;
      throw error;
    }
  };
  const rows = await readAll(queries.join(" UNION ALL "));
  if (rows !== undefined) return rows;
  const found = await each(queries, readAll);
  return found.flatMap((part) => part ?? []);
}

/** One after the other: a connection does one thing at a time. */
async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
