import type { Hazard } from "../operation";
import { writeName, type NameInput } from "../input";
import { describeObject, type ObjectReference } from "../../schema/object-reference";
import { defineObjectOperations } from "./define-object-operations";
import { ownedForm, readOwned, type ObjectInput } from "./object-input";

/** Row security: `op.createPolicy("own_rows", "users", { using: "owner = current_user" })`. */
export const policyOperations = defineObjectOperations({
  kind: "policy",
  read: (what, name: string, table: NameInput, parts: ObjectInput<"policy"> = {}) => ({
    kind: "policy",
    ...readOwned(what, name, table),
    ...parts,
  }),
  write: ({
    kind: _kind,
    name,
    schema: _schema,
    table,
    ...parts
  }): [name: string, table: NameInput, parts?: ObjectInput<"policy">] => [name, writeName(table), parts],
  ...ownedForm("policy"),
  dropHazards: (reference: ObjectReference): readonly Hazard[] => [
    { kind: "incompatibility", message: `${describeObject(reference)} no longer says which rows are seen or written` },
  ],
});
