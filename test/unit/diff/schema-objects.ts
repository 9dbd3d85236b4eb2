import fc from "fast-check";
import type { ObjectChanges } from "../../../src/dialect/object-changes";
import type { Operation } from "../../../src/operations/operation";
import type { Column, Schema, SchemaObject, Table } from "../../../src/schema/model";
import { isSameName } from "../../../src/schema/object-name";
import { objectKey, ownerOf } from "../../../src/schema/object-reference";

/**
 * A strict server, as far as objects go: nothing may mention what is not there, a view holds the columns that it reads and
 * whatever it mentions, only functions are replaced in place, and only with an equal head.
 */
export const strictObjectChanges: ObjectChanges = {
  canReplace: (previous, wanted) =>
    (previous.kind === "function" && wanted.kind === "function" && headOf(previous) === headOf(wanted)) ||
    (previous.kind === "sequence" && wanted.kind === "sequence"),
  isHeldBy: (operation, object) => {
    if (object.kind === "sequence") return false;
    if (operation.kind === "alterColumn") {
      return operation.change.type !== undefined && object.kind === "view" && reads(object, operation.column);
    }
    if (operation.kind === "dropColumn") return reads(object, operation.column);
    return operation.kind === "dropTable" || operation.kind.startsWith("drop");
  },
  followsRenames: true,
};

function headOf(object: { readonly definition: string }): string {
  return object.definition.split("AS $$")[0]!;
}

function textOf(object: SchemaObject): string {
  return object.kind === "view" ? object.query : object.kind === "function" ? object.definition : "";
}

function reads(object: SchemaObject, column: string): boolean {
  return [...textOf(object).matchAll(/\w+\.(\w+)/g)].some((match) => match[1] === column);
}

/** Objects in layers: each may mention tables and objects of the layers below. */
const LAYERS = ["view_low", "function_low", "view_high", "function_high"] as const;

/** Adds views, functions, triggers, sequences and defaults that use them to a schema. */
export function withObjects(schema: Schema): fc.Arbitrary<Schema> {
  return fc
    .record({
      present: fc.subarray([...LAYERS]),
      picks: fc.array(fc.nat(1000), { minLength: 12, maxLength: 12 }),
      comment: fc.constantFrom(undefined, "an object"),
      usesDefault: fc.boolean(),
      hasTrigger: fc.boolean(),
      hasSequence: fc.boolean(),
      takesName: fc.boolean(),
    })
    .map((given) => build(schema, given));
}

interface Given {
  readonly present: readonly string[];
  readonly picks: readonly number[];
  readonly comment: string | undefined;
  readonly usesDefault: boolean;
  readonly hasTrigger: boolean;
  readonly hasSequence: boolean;
  readonly takesName: boolean;
}

function build(schema: Schema, given: Given): Schema {
  const objects: SchemaObject[] = [];
  let at = 0;
  const pick = <T>(list: readonly T[]): T | undefined => {
    at += 1;
    return list[given.picks[at % given.picks.length]! % Math.max(1, list.length)];
  };
  const remark = given.comment === undefined ? {} : { comment: given.comment };
  const source = (): string => {
    const table = pick(schema.tables);
    const from = table === undefined ? "1" : `${table.name}.${pick(table.columns)!.name} FROM ${table.name}`;
    const lower = pick(objects);
    if (lower?.kind === "view") return `${from} /* and */ JOIN ${lower.name} ON true`;
    return lower?.kind === "function" ? `${from} WHERE ${lower.name}() > 0` : from;
  };
  for (const name of given.present) {
    if (name.startsWith("view")) objects.push({ kind: "view", name, query: `SELECT ${source()}`, ...remark });
    else {
      const type = pick(["integer", "bigint"])!;
      const definition = `() RETURNS ${type} LANGUAGE sql AS $$ SELECT ${source()} $$`;
      objects.push({ kind: "function", name, arguments: "", definition, ...remark });
    }
  }
  const free = ["author", "book", "genre", "shelf"].find((name) => !schema.tables.some((table) => table.name === name));
  if (given.takesName && free !== undefined) objects.push({ kind: "view", name: free, query: `SELECT ${source()}` });
  const functions = objects.filter(({ kind }) => kind === "function");
  const target = pick(schema.tables);
  const used = pick(functions);
  const changes = new Map<Table, (column: Column) => Column>();
  const column = target === undefined ? undefined : pick(target.columns);
  if (given.hasTrigger && target !== undefined && used !== undefined) {
    const action = `FOR EACH ROW EXECUTE FUNCTION ${used.name}()`;
    objects.push({ kind: "trigger", name: "touch", table: { name: target.name }, event: "BEFORE UPDATE", action });
  }
  if (target !== undefined && column?.type === "integer") {
    const isNumbered = given.hasSequence;
    const sql = isNumbered ? "nextval('numbers'::regclass)" : `${used?.name}()`;
    if (isNumbered)
      objects.push({
        kind: "sequence",
        name: "numbers",
        ownedBy: { table: { name: target.name }, column: column.name },
      });
    if (isNumbered || (given.usesDefault && used !== undefined))
      changes.set(target, (other) => (other === column ? { ...other, default: { kind: "expression", sql } } : other));
  }
  const tables = schema.tables.map((table) => {
    const change = changes.get(table);
    return change === undefined ? table : { ...table, columns: table.columns.map(change) };
  });
  return { ...schema, tables, objects };
}

/** What a strict server would refuse about the objects of a schema. */
export function brokenObjects({ tables, objects }: Schema): readonly string[] {
  const relations = new Set([...tables.map(({ name }) => name), ...namesOf(objects, "view")]);
  const functions = new Set(namesOf(objects, "function"));
  const sequences = new Set(namesOf(objects, "sequence"));
  const missing = (what: string, text: string): readonly string[] => [
    ...[...text.matchAll(/(?:FROM|JOIN) (\w+)/g)]
      .filter((match) => !relations.has(match[1]!))
      .map((match) => `${what} reads ${match[1]}`),
    ...[...text.matchAll(/(function_\w+)\(\)/g)]
      .filter((match) => !functions.has(match[1]!))
      .map((match) => `${what} calls ${match[1]}`),
    ...[...text.matchAll(/'(\w+)'::regclass/g)]
      .filter((match) => !sequences.has(match[1]!))
      .map((match) => `${what} counts ${match[1]}`),
    ...[...text.matchAll(/(\w+)\.(\w+)/g)]
      .filter(
        ([, table, column]) =>
          !tables.some(({ name, columns }) => name === table && columns.some((other) => other.name === column)),
      )
      .map((match) => `${what} reads column ${match[0]}`),
  ];
  return [
    ...objects.flatMap((object) => {
      const owner = ownerOf(object);
      const owned = object.kind === "sequence" ? object.ownedBy : undefined;
      const holds = (table: Table): boolean => table.columns.some(({ name }) => name === owned?.column);
      const lostColumn =
        owned === undefined || tables.some((table) => isSameName(table, owned.table) && holds(table))
          ? []
          : [`${objectKey(object)} has no column`];
      const text = object.kind === "trigger" ? object.action : textOf(object);
      const lost =
        owner === undefined || tables.some((table) => isSameName(table, owner))
          ? []
          : [`${objectKey(object)} has no table`];
      return [...lost, ...lostColumn, ...missing(objectKey(object), text)];
    }),
    ...tables.flatMap(({ name, columns }) =>
      columns.flatMap((column) =>
        column.default?.kind === "expression" ? missing(`${name}.${column.name}`, column.default.sql) : [],
      ),
    ),
    ...namesOf(objects, "view")
      .filter((name) => tables.some((table) => table.name === name))
      .map((name) => `${name} is there twice`),
  ];
}

function namesOf(objects: readonly SchemaObject[], kind: SchemaObject["kind"]): readonly string[] {
  return objects.filter((object) => object.kind === kind).map(({ name }) => name);
}

/** The objects that a strict server would refuse an operation for. */
export function holdersOf({ objects }: Schema, operation: Operation): readonly string[] {
  const changed = operation.kind === "alterColumn" ? operation.table.name : undefined;
  if (changed === undefined) return [];
  return objects
    .filter((object) => new RegExp(`(?:FROM|JOIN) ${changed}\\b`).test(textOf(object)))
    .filter((object) => strictObjectChanges.isHeldBy(operation, object))
    .map((object) => `${objectKey(object)} holds ${changed}`);
}
