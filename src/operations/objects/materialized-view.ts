import { readName, writeName, type NameInput } from "../input";
import { defineObjectOperations } from "./define-object-operations";
import { namedForm, requireText, type ObjectInput } from "./object-input";

/** Materialized views: `op.createMaterializedView("totals", { query: "SELECT count(*) AS orders FROM orders" })`. */
export const materializedViewOperations = defineObjectOperations({
  kind: "materializedView",
  read: (what, name: NameInput, parts: ObjectInput<"materializedView">) => {
    const found = readName(name, what);
    requireText(what, found.name, parts, "query");
    return { kind: "materializedView", ...found, ...parts };
  },
  write: ({ kind: _kind, name, schema, ...parts }) => [writeName({ name, ...(schema && { schema }) }), parts],
  ...namedForm("materializedView"),
});
