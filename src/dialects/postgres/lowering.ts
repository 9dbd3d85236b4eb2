import type { Lowering } from "../../dialect/ddl-compiler";
import type { Operation } from "../../operations/operation";
import { INHERITED_COLUMNS } from "./extensions/inherited-columns";

/** PostgreSQL does each operation as it stands; some compile only with the schema at hand. */
export const postgresLowering: Lowering = {
  needsSchema,
  lower: (operations) => operations,
};

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
