import { withChangedTable } from "../schema/edit";
import { findEnum, findTable, getEnum } from "../schema/lookup";
import type { ObjectName, Schema, Table } from "../schema/model";
import { isSameName, nameKey } from "../schema/object-name";
import { OrmError } from "../errors/orm-error";
import { constraintsOf, describeConstraint } from "./constraints";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";
import type { CommentOn, ConstraintType, TablePart } from "./operation";

/** What a comment is on, where it is no table: `{ table: "users", index: "IDX_email" }`, `{ enum: "status" }`. */
export type CommentTarget =
  | { readonly table: NameInput; readonly index: string }
  | { readonly table: NameInput; readonly constraint: string; readonly type: ConstraintType }
  | { readonly enum: NameInput }
  | { readonly schema: string };

/** Sets the comment of a table, an index, a constraint, an enum type or a schema; `null` removes it. */
export const commentOn = defineOperation({
  kind: "commentOn",
  create: (target: NameInput | CommentTarget, comment: string | null): CommentOn => ({
    kind: "commentOn",
    ...readTarget(target),
    comment,
  }),
  toArguments: (operation) => [writeTarget(operation), operation.comment],
  reverse: (operation) => {
    const { comment, previous } = operation;
    return previous === undefined ? undefined : [{ ...operation, comment: previous, previous: comment }];
  },
  summarize: (operation) => `${operation.comment === null ? "remove" : "set"} the comment of ${describe(operation)}`,
  hazards: () => [],
  apply,
  isApplied: (schema, operation) => {
    if ("schema" in operation && schema.schemaComments === undefined) return undefined;
    return commentIn(schema, operation) === operation.comment;
  },
});

type Target = DistributiveOmit<CommentOn, "kind" | "comment" | "previous">;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function readTarget(target: NameInput | CommentTarget): Target {
  if (typeof target === "object" && target !== null) {
    if ("index" in target)
      return { table: readName(target.table, "commentOn"), part: { type: "index", name: target.index } };
    if ("constraint" in target) {
      return { table: readName(target.table, "commentOn"), part: { type: target.type, name: target.constraint } };
    }
    if ("enum" in target) return { enum: readName(target.enum, "commentOn") };
    if ("schema" in target && !("name" in target)) return { schema: readName(target.schema ?? "", "commentOn").name };
  }
  return { table: readName(target, "commentOn") };
}

function writeTarget(operation: CommentOn): NameInput | CommentTarget {
  if ("enum" in operation) return { enum: writeName(operation.enum) };
  if ("schema" in operation) return { schema: operation.schema };
  const { part } = operation;
  const table = writeName(operation.table);
  if (part === undefined) return table;
  return part.type === "index" ? { table, index: part.name } : { table, constraint: part.name, type: part.type };
}

function describe(operation: CommentOn): string {
  if ("enum" in operation) return `enum type "${nameKey(operation.enum)}"`;
  if ("schema" in operation) return `schema "${operation.schema}"`;
  const table = `table "${nameKey(operation.table)}"`;
  return operation.part === undefined ? table : `${describePart(operation.part)} of ${table}`;
}

function describePart({ type, name }: TablePart): string {
  return type === "index" ? `index "${name}"` : describeConstraint({ type, name });
}

function commentIn(schema: Schema, operation: CommentOn): string | null | undefined {
  if ("enum" in operation) return commentOf(findEnum(schema, operation.enum));
  if ("schema" in operation) return schema.schemaComments?.[operation.schema] ?? null;
  const table = findTable(schema, operation.table);
  const { part } = operation;
  return commentOf(table === undefined || part === undefined ? table : findPart(table, part));
}

/** `undefined` where the thing itself is not there. */
function commentOf(thing: { readonly comment?: string } | undefined): string | null | undefined {
  return thing === undefined ? undefined : (thing.comment ?? null);
}

function findPart(table: Table, { type, name }: TablePart): { readonly comment?: string } | undefined {
  if (type === "index") return table.indexes.find((index) => index.name === name);
  return constraintsOf(table).find((other) => other.type === type && other.definition.name === name)?.definition;
}

/** @throws OrmError `SCHEMA.NOT_FOUND`. */
function apply(schema: Schema, operation: CommentOn): Schema {
  const { comment } = operation;
  if ("enum" in operation) return withEnumComment(schema, operation.enum, comment);
  if ("schema" in operation) {
    const { [operation.schema]: _old, ...others } = schema.schemaComments ?? {};
    return { ...schema, schemaComments: comment === null ? others : { ...others, [operation.schema]: comment } };
  }
  const { table, part } = operation;
  return withChangedTable(schema, table, (owner) =>
    part === undefined ? withComment(owner, comment) : withPartComment(owner, part, comment),
  );
}

function withEnumComment(schema: Schema, name: ObjectName, comment: string | null): Schema {
  getEnum(schema, name);
  return {
    ...schema,
    enums: schema.enums.map((type) => (isSameName(type, name) ? withComment(type, comment) : type)),
  };
}

function withPartComment(owner: Table, part: TablePart, comment: string | null): Table {
  const found = findPart(owner, part);
  if (found === undefined) {
    throw new OrmError("SCHEMA.NOT_FOUND", `table "${nameKey(owner)}" has no ${describePart(part)}`, {
      hint: "Check the name and the type of what is commented on.",
    });
  }
  const inList = <T extends { readonly comment?: string }>(list: readonly T[]): readonly T[] =>
    list.map((one) => ((one as object) === found ? withComment(one, comment) : one));
  return {
    ...owner,
    ...(owner.primaryKey === undefined ? {} : { primaryKey: inList([owner.primaryKey])[0]! }),
    uniques: inList(owner.uniques),
    foreignKeys: inList(owner.foreignKeys),
    checks: inList(owner.checks),
    ...(owner.exclusions === undefined ? {} : { exclusions: inList(owner.exclusions) }),
    indexes: inList(owner.indexes),
  };
}

function withComment<T extends { readonly comment?: string }>(thing: T, comment: string | null): T {
  const { comment: _old, ...rest } = thing;
  return (comment === null ? rest : { ...rest, comment }) as T;
}
