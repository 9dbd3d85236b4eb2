import type { Lowering } from "../../dialect/ddl-compiler";
import type { Operation } from "../../operations/operation";
import { tableOf } from "../../operations/table-of";
import type { ObjectName } from "../../schema/model";
import { isSameName } from "../../schema/object-name";
import { ALTER_TABLE, type AlterTable } from "./extensions/alter-table";
import { INHERITED_COLUMNS } from "./extensions/inherited-columns";

/**
 * PostgreSQL does each operation as it stands; some compile only with the schema at hand. Several come together only where
 * `op.alterTable` asks for it.
 */
export const postgresLowering: Lowering = {
  needsSchema,
  lower: (operations) => {
    const [first, second] = operations;
    const table = first === undefined ? undefined : tableOf(first);
    const isOneTable = operations.every((operation) => isSameTable(tableOf(operation), table));
    if (second === undefined || table === undefined || !isOneTable) return operations;
    return [{ kind: ALTER_TABLE, table, sources: operations } satisfies AlterTable];
  },
};

function isSameTable(left: ObjectName | undefined, right: ObjectName | undefined): boolean {
  return left !== undefined && right !== undefined && isSameName(left, right);
}

function needsSchema(operation: Operation): boolean {
  switch (operation.kind) {
    case "alterEnum":
      return Object.keys(operation.remove).length > 0 || operation.usedAtOnce === true;
    case "alterColumn": {
      const { type, collation, generated, autoIncrement, identity, attributes } = operation.change;
      const needing = [type, collation, generated, identity, attributes];
      return (
        autoIncrement === true || operation.backfill !== undefined || needing.some((member) => member !== undefined)
      );
    }
    case "alterDomain":
      return (
        operation.previous?.type !== operation.object.type ||
        operation.previous.collation !== operation.object.collation
      );
    case "setTableAttributes":
      return operation.previous === undefined || operation.change[INHERITED_COLUMNS] !== undefined;
    case "dropConstraint":
      return operation.constraint.name === undefined;
    case "replaceView":
    case "replaceMaterializedView":
    case "replaceFunction":
    case "replaceTrigger":
    case "alterPolicy":
    case "alterExtension":
    case "alterSequence":
    case "alterCompositeType":
      return operation.previous === undefined;
    default:
      return false;
  }
}
