import type { Domain } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { readName, writeName, type NameInput } from "../input";
import type { Hazard } from "../operation";
import { defineObjectOperations } from "./define-object-operations";
import { namedForm, requireText, type ObjectInput } from "./object-input";

/** Types with conditions: `op.createDomain("positive", { type: "integer", checks: [{ expression: "VALUE > 0" }] })`. */
export const domainOperations = defineObjectOperations({
  kind: "domain",
  read: (what, name: NameInput, parts: ObjectInput<"domain">) => {
    const found = readName(name, what);
    requireText(what, found.name, parts, "type");
    return { kind: "domain", ...found, ...parts };
  },
  write: ({ kind: _kind, name, schema, ...parts }) => [writeName({ name, ...(schema && { schema }) }), parts],
  ...namedForm("domain"),
  changeHazards,
});

/** What a change costs beside locks, which are the database's own matter. */
function changeHazards(domain: Domain, previous: Domain): readonly Hazard[] {
  if (domain.type === previous.type) return [];
  const change = `from ${previous.type} to ${domain.type}`;
  return [
    {
      kind: "rewrite",
      message: `changes the type of domain "${nameKey(domain)}" ${change}: tables with columns of it are written anew, and this fails where a value does not fit`,
    },
  ];
}
