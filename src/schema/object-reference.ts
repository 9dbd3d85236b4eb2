import { OrmError } from "../errors/orm-error";
import { nearestName } from "../util/nearest-name";
import type { ObjectKind, ObjectName, Schema, SchemaObject } from "./model";
import { nameKey, nameOf } from "./object-name";

/** Which object is meant: what tells it apart from all others. */
export interface ObjectReference extends ObjectName {
  readonly kind: ObjectKind;
  /** The table of a trigger or a policy. */
  readonly table?: ObjectName;
  /** The word for a routine that is no function. */
  readonly type?: string;
  /** The argument types of a function. */
  readonly arguments?: string;
}

const LABELS: { readonly [K in ObjectKind]: string } = {
  view: "view",
  materializedView: "materialized view",
  function: "function",
  trigger: "trigger",
  sequence: "sequence",
  domain: "domain",
  compositeType: "composite type",
  extension: "extension",
  policy: "policy",
};

/** What tells an object apart, without the rest of it. */
export function referenceTo(object: SchemaObject | ObjectReference): ObjectReference {
  const { kind, name, schema } = object;
  const table = "table" in object ? object.table : undefined;
  const isFunction = object.kind === "function";
  const type = isFunction && "type" in object ? object.type : undefined;
  const argumentTypes = isFunction && "arguments" in object ? object.arguments : undefined;
  return {
    kind,
    name,
    ...(schema === undefined ? {} : { schema }),
    ...(table === undefined ? {} : { table: nameOf(table) }),
    ...(type === undefined ? {} : { type }),
    ...(argumentTypes === undefined ? {} : { arguments: argumentTypes }),
  };
}

/** The table, or the view, without which the object cannot be: that of a trigger, of a policy, of an owned sequence. */
export function ownerOf(object: SchemaObject): ObjectName | undefined {
  if (object.kind === "trigger" || object.kind === "policy") return object.table;
  return object.kind === "sequence" ? object.ownedBy?.table : undefined;
}

/** One string for an object, for maps. Extensions are told apart by their name alone: they can move between schemas. */
export function objectKey(object: SchemaObject | ObjectReference): string {
  const reference = referenceTo(object);
  const { kind, table, type, arguments: types } = reference;
  const name = kind === "extension" ? reference.name : nameKey(reference);
  const owner = table === undefined ? "" : `${nameKey(table)}.`;
  return `${type ?? kind}:${owner}${name}${types === undefined ? "" : `(${types})`}`;
}

/** The database's own word for what an object is: `materialized view`, `procedure`. */
export function wordFor(object: SchemaObject | ObjectReference): string {
  const { kind, type } = referenceTo(object);
  return type ?? LABELS[kind];
}

/** For messages: `materialized view "totals"`, `trigger "touch" of table "users"`, `function "add(integer, integer)"`. */
export function describeObject(object: SchemaObject | ObjectReference): string {
  const reference = referenceTo(object);
  const { table, arguments: types } = reference;
  const head = `${wordFor(reference)} "${nameKey(reference)}${types === undefined ? "" : `(${types})`}"`;
  return table === undefined ? head : `${head} of table "${nameKey(table)}"`;
}

export function findObject(schema: Schema, wanted: SchemaObject | ObjectReference): SchemaObject | undefined {
  const key = objectKey(wanted);
  return schema.objects.find((object) => objectKey(object) === key);
}

/** The object that is meant. @throws OrmError `SCHEMA.NOT_FOUND`, with the nearest name. */
export function getObject(schema: Schema, wanted: SchemaObject | ObjectReference): SchemaObject {
  const object = findObject(schema, wanted);
  if (object !== undefined) return object;
  const names = schema.objects.filter(({ kind }) => kind === wanted.kind).map(nameKey);
  const near = nearestName(nameKey(wanted), names);
  throw new OrmError("SCHEMA.NOT_FOUND", `${describeObject(wanted)} does not exist`, {
    hint:
      near === undefined
        ? "Check the name, or whether an earlier operation already removed it."
        : `Did you mean "${near}"?`,
  });
}
