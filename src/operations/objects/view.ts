import { readName, writeName, type NameInput } from "../input";
import { defineObjectOperations } from "./define-object-operations";
import { namedForm, requireText, type ObjectInput } from "./object-input";

/**
 * Views: `op.createView("active_users", { query: "SELECT * FROM users WHERE active" })`.
 * `replaceView` takes the whole view as it becomes.
 */
export const viewOperations = defineObjectOperations({
  kind: "view",
  read: (what, name: NameInput, view: ObjectInput<"view">) => {
    const found = readName(name, what);
    requireText(what, found.name, view, "query");
    return { kind: "view", ...found, ...view };
  },
  write: ({ kind: _kind, name, schema, ...view }) => [writeName({ name, ...(schema && { schema }) }), view],
  ...namedForm("view"),
});
