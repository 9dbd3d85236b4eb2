import { writeName, type NameInput } from "../input";
import { defineObjectOperations } from "./define-object-operations";
import { ownedForm, readOwned, requireText, type ObjectInput } from "./object-input";

/**
 * Triggers: `op.createTrigger("touch", "users", { event: "BEFORE UPDATE", action: "FOR EACH ROW EXECUTE FUNCTION touch()" })`.
 */
export const triggerOperations = defineObjectOperations({
  kind: "trigger",
  read: (what, name: string, table: NameInput, parts: ObjectInput<"trigger">) => {
    const found = readOwned(what, name, table);
    requireText(what, name, parts, "event", "action");
    return { kind: "trigger", ...found, ...parts };
  },
  write: ({ kind: _kind, name, schema: _schema, table, ...parts }) => [name, writeName(table), parts],
  ...ownedForm("trigger"),
});
