import { OrmError } from "../../errors/orm-error";
import { readName, writeName, type NameInput } from "../input";
import { defineObjectOperations } from "./define-object-operations";
import { namedForm, type ObjectInput } from "./object-input";

/** Types of several parts: `op.createCompositeType("address", { columns: [{ name: "street", type: "text" }] })`. */
export const compositeTypeOperations = defineObjectOperations({
  kind: "compositeType",
  read: (what, name: NameInput, parts: ObjectInput<"compositeType">) => {
    const found = readName(name, what);
    if (!Array.isArray(parts?.columns)) {
      throw new OrmError("OPERATION.INVALID", `${what} of "${found.name}" needs "columns"`, {
        hint: `Write it as ${what}("${found.name}", { columns: [{ name: "street", type: "text" }] }).`,
      });
    }
    return { kind: "compositeType", ...found, ...parts };
  },
  write: ({ kind: _kind, name, schema, ...parts }) => [writeName({ name, ...(schema && { schema }) }), parts],
  ...namedForm("compositeType"),
});
