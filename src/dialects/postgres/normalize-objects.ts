import type { DriverConnection } from "../../dialect/driver";
import type { Introspector } from "../../dialect/introspector";
import { findEnum, findTable } from "../../schema/lookup";
import type { EnumType, ObjectKind, Schema, SchemaObject, StoredFunction, Table } from "../../schema/model";
import { isSameName, nameKey } from "../../schema/object-name";
import { objectKey } from "../../schema/object-reference";
import { isSameData } from "../../util/stable-json";
import { mentionedNames } from "./mention-order";
import { adoptLive, adoptWords, isSpeltAlike } from "./object-words";
import type { ScratchWriter } from "./scratch";
import { buildObjectScratch } from "./scratch-objects";
import { readTemporary } from "./scratch-transaction";
import { parseTypeName, userTypeName } from "./type-name";

export interface ObjectNormalizerParts {
  readonly introspector: Introspector;
  readonly writer: ScratchWriter;
}

/** The live object of the same kind and name. */
type FindLive = (object: SchemaObject) => SchemaObject | undefined;

/** Kinds whose texts the server spells in its own words, and which of them need stand-ins of their tables. */
const READ: ReadonlySet<ObjectKind> = new Set(["view", "materializedView", "function"]);
const OWNED: ReadonlySet<ObjectKind> = new Set(["trigger", "policy"]);
const TYPES: ReadonlySet<ObjectKind> = new Set(["domain", "compositeType"]);

const INSTALLED = "select extname from pg_extension where extname = any ($1::text[])";

/**
 * Brings the wanted views, functions, triggers and policies into the server's words where their text differs from the live one: they
 * are made as temporary objects in a transaction that is rolled back. What means the same takes the live text; what does not keeps
 * the words that it was written in. Where the server cannot be asked (no right to make temporary objects, an object that it refuses),
 * the text is compared as it stands.
 */
export async function normalizeObjects(
  connection: DriverConnection,
  wanted: Schema,
  actual: Schema,
  parts: ObjectNormalizerParts,
): Promise<readonly SchemaObject[]> {
  const known = new Map(actual.objects.map((object) => [objectKey(object), object]));
  const findLive: FindLive = (object) => known.get(objectKey(object)) ?? known.get(earlierKey(object));
  const objects = await withoutInstalled(connection, wanted.objects, findLive);
  const asked = objects.filter((object) => isAsked(object, findLive(object)));
  const answers = new Map<SchemaObject, SchemaObject>();
  for (const kinds of [READ, OWNED]) {
    const some = asked.filter(({ kind }) => kinds.has(kind));
    if (some.length === 0) continue;
    const scratch = buildObjectScratch(collect(some, { ...wanted, objects }, actual, findLive), parts.writer);
    const read = await readTemporary(connection, scratch.sql, parts.introspector);
    for (const object of some) {
      const answer = scratch.answer(object, read);
      if (answer !== undefined) answers.set(object, answer);
    }
  }
  return objects.map((object) => {
    const answer = answers.get(object);
    const words = answer === undefined ? object : withSignature(object, answer);
    const live = findLive(words) ?? (answer === undefined ? onlyNamesake(words, actual) : undefined);
    return live === undefined ? withStored(words, answer) : adoptLive(adoptWords(words, answer, live), live);
  });
}

/** The key that an object had under its earlier name. */
function earlierKey(object: SchemaObject): string {
  const old = "renamedFrom" in object ? object.renamedFrom : undefined;
  return objectKey({ ...object, name: old ?? object.name });
}

/** New objects need no answer; but a function is told apart by its arguments, which the server spells. */
function isAsked(object: SchemaObject, live: SchemaObject | undefined): boolean {
  if (!READ.has(object.kind) && !OWNED.has(object.kind)) return false;
  return live === undefined ? object.kind === "function" : !isSpeltAlike(object, live);
}

/** What the objects need beside themselves to be made: other new objects, tables and types that are not there as they are wanted. */
function collect(
  asked: readonly SchemaObject[],
  wanted: Schema,
  actual: Schema,
  findLive: FindLive,
): Parameters<typeof buildObjectScratch>[0] {
  const { objects } = wanted;
  const isNew = (object: SchemaObject): boolean => findLive(object) === undefined;
  const owners = new Set(asked.flatMap((object) => ("table" in object ? [nameKey(object.table)] : [])));
  const isAskedAbout = new Set(asked);
  const others = objects.filter(
    (object) =>
      (object.kind === "view" || object.kind === "materializedView") &&
      !isAskedAbout.has(object) &&
      (isNew(object) || owners.has(nameKey(object))),
  );
  const made = [...others, ...asked];
  const mentioned = new Set(made.flatMap(mentionedNames));
  const enums = wanted.enums.filter((type) => !isSameData(findEnum(actual, type)?.values, type.values));
  return {
    enums,
    types: objects.filter((object) => TYPES.has(object.kind) && isNew(object)),
    tables: wanted.tables.filter(
      (table) =>
        owners.has(nameKey(table)) ||
        (mentioned.has(table.name.toLowerCase()) && isChanged(table, findTable(actual, table), enums)),
    ),
    objects: made,
  };
}

function isChanged(table: Table, live: Table | undefined, enums: readonly EnumType[]): boolean {
  if (live === undefined) return true;
  const shape = ({ columns, primaryKey }: Table): unknown => [
    columns.map(({ name, type, collation }) => [name, type, collation ?? ""]),
    primaryKey?.columns ?? [],
  ];
  const usesNew = table.columns.some(({ type }) => {
    const name = userTypeName(parseTypeName(type));
    return name !== undefined && enums.some((other) => isSameName(other, name));
  });
  return usesNew || !isSameData(shape(table), shape(live));
}

/** A function is known by the arguments that the server reads out of its definition. */
function withSignature(object: SchemaObject, answer: SchemaObject): SchemaObject {
  if (object.kind !== "function" || answer.kind !== "function" || answer.arguments === undefined) return object;
  return { ...object, arguments: answer.arguments };
}

function withStored(object: SchemaObject, answer: SchemaObject | undefined): SchemaObject {
  return answer === undefined ? object : adoptWords(object, answer, undefined);
}

/** The one live function of the name, where the server could not say which one is meant. */
function onlyNamesake(object: SchemaObject, actual: Schema): StoredFunction | undefined {
  if (object.kind !== "function" || object.arguments !== undefined) return undefined;
  const found = actual.objects.filter(
    (other): other is StoredFunction =>
      other.kind === "function" && nameKey(other) === nameKey(object) && other.type === object.type,
  );
  return found.length === 1 ? found[0] : undefined;
}

/** An extension may be there in a schema that is not looked at: it belongs to the whole database. */
async function withoutInstalled(
  connection: DriverConnection,
  objects: readonly SchemaObject[],
  findLive: FindLive,
): Promise<readonly SchemaObject[]> {
  const missing = objects.filter((object) => object.kind === "extension" && findLive(object) === undefined);
  if (missing.length === 0) return objects;
  const { rows } = await connection.execute(INSTALLED, [missing.map(({ name }) => name)]);
  const installed = new Set(rows.map(([name]) => String(name)));
  return objects.filter((object) => !missing.includes(object) || !installed.has(object.name));
}
