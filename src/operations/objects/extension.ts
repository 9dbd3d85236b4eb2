import { readName } from "../input";
import { defineObjectOperations } from "./define-object-operations";
import type { ObjectReference } from "../../schema/object-reference";
import type { ObjectInput } from "./object-input";

type ExtensionInput = ObjectInput<"extension"> & { readonly schema?: string };

/** Extensions of the server: `op.createExtension("citext")`, `op.createExtension("postgis", { schema: "gis" })`. */
export const extensionOperations = defineObjectOperations({
  kind: "extension",
  read: (what, name: string, parts: ExtensionInput = {}) => ({
    kind: "extension",
    ...readName(name, what),
    ...parts,
  }),
  write: ({ kind: _kind, name, ...parts }): [name: string, parts?: ExtensionInput] =>
    Object.keys(parts).length === 0 ? [name] : [name, parts],
  readReference: (what, name: string): ObjectReference => ({ kind: "extension", ...readName(name, what) }),
  writeReference: ({ name }): [name: string] => [name],
});
