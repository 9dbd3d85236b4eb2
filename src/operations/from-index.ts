import { withChangedTable } from "../schema/edit";
import type { ObjectName, Schema } from "../schema/model";
import { addConstraint, dropOf } from "./constraints";
import { requireIndex } from "./drop-index";
import type { Constraint, FromIndex, Operation } from "./operation";

/** What a revision file may say about a new key beside its definition. */
export interface FromIndexInput {
  /** A unique index over the same columns that is there already and becomes the key's. */
  readonly usingIndex?: string;
}

/** The operations that undo a new key: where it was made of an index, the index is there again. */
export function reverseKey(
  table: ObjectName,
  key: Constraint,
  { usingIndex, previousIndex }: FromIndex,
): readonly Operation[] | undefined {
  if (usingIndex === undefined) return [dropOf(table, key)];
  if (previousIndex === undefined) return undefined;
  return [dropOf(table, key), { kind: "createIndex", table, index: previousIndex }];
}

/** The schema with a key more, and with the index less that it was made of. @throws OrmError `SCHEMA.NOT_FOUND`, `SCHEMA.DUPLICATE`. */
export function applyKey(schema: Schema, table: ObjectName, key: Constraint, { usingIndex }: FromIndex): Schema {
  if (usingIndex === undefined) return addConstraint(schema, table, key);
  const without = withChangedTable(schema, table, (owner) => {
    requireIndex(owner, usingIndex);
    return { ...owner, indexes: owner.indexes.filter(({ name }) => name !== usingIndex) };
  });
  return addConstraint(without, table, key);
}
