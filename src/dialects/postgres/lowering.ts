import type { Lowering } from "../../dialect/ddl-compiler";
import type { Operation } from "../../operations/operation";

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
      const { type, collation, generated, autoIncrement, identity } = operation.change;
      const needing = [type, collation, generated, identity];
      return autoIncrement === true || needing.some((member) => member !== undefined);
    }
    case "dropConstraint":
      return operation.constraint.name === undefined;
    default:
      return false;
  }
}
