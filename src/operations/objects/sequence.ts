import type { Hazard } from "../operation";
import { readName, writeName, type NameInput } from "../input";
import { nameKey } from "../../schema/object-name";
import type { ObjectReference } from "../../schema/object-reference";
import { defineObjectOperations } from "./define-object-operations";
import { namedForm, type ObjectInput } from "./object-input";

/** Sequences of their own: `op.createSequence("order_number", { start: "1000" })`. */
export const sequenceOperations = defineObjectOperations({
  kind: "sequence",
  read: (what, name: NameInput, parts: ObjectInput<"sequence"> = {}) => ({
    kind: "sequence",
    ...readName(name, what),
    ...parts,
  }),
  write: ({ kind: _kind, name, schema, ...parts }): [name: NameInput, parts?: ObjectInput<"sequence">] => {
    const written = writeName({ name, ...(schema && { schema }) });
    return Object.keys(parts).length === 0 ? [written] : [written, parts];
  },
  ...namedForm("sequence"),
  dropHazards: (reference: ObjectReference): readonly Hazard[] => [
    { kind: "data loss", message: `drops sequence "${nameKey(reference)}" and the number that it has come to` },
  ],
});
