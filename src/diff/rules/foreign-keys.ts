import { createOf, dropOf } from "../../operations/constraints";
import type { Operation } from "../../operations/operation";
import type { ForeignKey, ObjectName } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { stableJson } from "../../util/stable-json";
import type { DiffOptions } from "../diff-options";
import { matchStructures } from "../match-structure";
import { planValidations, validityOf } from "../plan-constraints";
import { planPartComments } from "../plan-part-comments";
import type { PlannedOperation } from "../planned-operation";
import type { TablePair } from "../table-pair";

/** The columns that a foreign key may refer to, as one string. */
type KeyId = string;

/** Whether a foreign key of a table stands in the way of other changes. */
type IsHeld = (table: ObjectName, key: ForeignKey) => boolean;

/**
 * Foreign keys, by columns, target and actions. One that stays the same is still dropped and created again where it
 * stands in the way: see {@link heldKeysOf}.
 */
export function compareForeignKeys(
  pair: TablePair,
  mustGo: IsHeld,
  options: Pick<DiffOptions, "keepUnknownObjects">,
): readonly PlannedOperation[] {
  const { name: table, position, actual, wanted } = pair;
  const match = matchStructures(actual.foreignKeys, wanted.foreignKeys, validityOf(wanted.foreignKeys, structureOf));
  const held = [...match.same, ...match.renamed].filter(([before]) => mustGo(table, before));
  const isHeld = new Set(held.map(([before]) => before));
  const dropped = [...match.dropped, ...isHeld];
  const added = [...match.added, ...held.map(([before, after]) => (after.name === undefined ? before : after))];
  return [
    ...dropped.map((definition): PlannedOperation => ({
      stage: "drop foreign keys",
      operation: dropOf(table, { type: "foreignKey", definition }),
    })),
    ...match.renamed
      .filter(([before]) => !isHeld.has(before))
      .map(([before, after]): PlannedOperation => ({
        stage: "change tables",
        table: position,
        step: "rename constraint",
        operation: {
          kind: "renameConstraint",
          table,
          type: "foreignKey",
          constraint: before.name!,
          newName: after.name!,
        },
      })),
    ...planValidations(
      pair,
      "foreignKey",
      [...match.same, ...match.renamed].filter(([before]) => !isHeld.has(before)),
    ),
    ...planPartComments(
      pair,
      "foreignKey",
      [...match.same, ...match.renamed].filter(([before]) => !isHeld.has(before)),
      options,
    ),
    ...added.map((definition): PlannedOperation => ({
      stage: "create foreign keys",
      operation: createOf(table, { type: "foreignKey", definition }),
    })),
  ];
}

/**
 * Which foreign keys must go while operations run: databases do not let go of a key that somebody refers to, and where
 * both sides of a reference change their type, each of them alone would not fit the other.
 */
export function heldKeysOf(
  operations: readonly Operation[],
  { typedForeignKeys = false }: DiffOptions["capabilities"],
): IsHeld {
  const replaced = replacedKeysOf(operations);
  const retyped = typedForeignKeys ? retypedColumnsOf(operations) : new Set<KeyId>();
  const changes = (table: string, columns: readonly string[]): boolean =>
    columns.some((column) => retyped.has(keyId(table, [column])));
  return (table, key) =>
    replaced.has(targetKeyOf(key)) ||
    (changes(nameKey(table), key.columns) && changes(targetTableOf(key), key.references.columns));
}

function retypedColumnsOf(operations: readonly Operation[]): ReadonlySet<KeyId> {
  return new Set(
    operations.flatMap((operation) =>
      operation.kind === "alterColumn" && operation.change.type !== undefined
        ? [keyId(nameKey(operation.table), [operation.column])]
        : [],
    ),
  );
}

/** The keys that operations take away: primary keys, unique constraints, unique indexes. */
function replacedKeysOf(operations: readonly Operation[]): ReadonlySet<KeyId> {
  const ids = new Set<KeyId>();
  for (const operation of operations) {
    if (operation.kind === "dropConstraint" && operation.dropped !== undefined) {
      const { definition } = operation.dropped;
      if (operation.dropped.type !== "foreignKey" && "columns" in definition) {
        ids.add(keyId(nameKey(operation.table), definition.columns));
      }
    } else if (operation.kind === "dropIndex" && operation.dropped?.unique === true) {
      ids.add(
        keyId(
          nameKey(operation.table),
          operation.dropped.parts.map((part) => part.column ?? ""),
        ),
      );
    }
  }
  return ids;
}

/** The table that a foreign key refers to, as a key of maps. */
export function targetTableOf({ references }: ForeignKey): string {
  return nameKey({
    name: references.table,
    ...(references.schema === undefined ? {} : { schema: references.schema }),
  });
}

function targetKeyOf(key: ForeignKey): KeyId {
  return keyId(targetTableOf(key), key.references.columns);
}

function keyId(table: string, columns: readonly string[]): KeyId {
  return stableJson([table, [...columns].sort()]);
}

function structureOf({
  name: _name,
  comment: _comment,
  notValid: _notValid,
  onDelete,
  onUpdate,
  ...structure
}: ForeignKey): string {
  return stableJson({ ...structure, onDelete: onDelete ?? "NO ACTION", onUpdate: onUpdate ?? "NO ACTION" });
}
