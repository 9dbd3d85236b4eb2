import { OrmError } from "../../../src/errors/orm-error";
import { defineCompositeType } from "../../../src/metadata/schema-objects/define-composite-type";
import { defineDomain } from "../../../src/metadata/schema-objects/define-domain";
import { defineExtension } from "../../../src/metadata/schema-objects/define-extension";
import { defineFunction } from "../../../src/metadata/schema-objects/define-function";
import { defineMaterializedView } from "../../../src/metadata/schema-objects/define-materialized-view";
import { definePolicy } from "../../../src/metadata/schema-objects/define-policy";
import { defineSequence } from "../../../src/metadata/schema-objects/define-sequence";
import { defineTrigger } from "../../../src/metadata/schema-objects/define-trigger";
import { defineView } from "../../../src/metadata/schema-objects/define-view";
import { isSchemaObjectDefinition } from "../../../src/metadata/schema-objects/schema-object-definition";

/** The message and the hint of what a call throws. */
function complaintOf(call: () => unknown): readonly [string, string | undefined] {
  try {
    call();
  } catch (error) {
    if (OrmError.is(error, "ENTITY.OBJECT_INVALID")) return [error.message, error.hint];
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("definitions of schema objects", () => {
  it("are frozen values that are known as such", () => {
    const parts = { query: "SELECT 1", columns: ["one"] };
    const view = defineView({ schema: "stats", name: "ones" }, parts);
    expect(view).toEqual({
      kind: "view",
      name: "ones",
      schema: "stats",
      parts: { query: "SELECT 1", columns: ["one"] },
      dependsOn: [],
      isOptional: false,
      variants: {},
    });
    expect([view, view.parts, view.parts.columns].every(Object.isFrozen)).toBe(true);
    expect(Object.isFrozen(parts)).toBe(false);
    expect([isSchemaObjectDefinition(view), isSchemaObjectDefinition({ ...view })]).toEqual([true, false]);
  });

  it("part what they have in common from what the kind has", () => {
    const sequence = defineSequence("numbers", {
      start: "10",
      optional: true,
      renamedFrom: "digits",
      variants: { one: false, two: { start: "20" } },
    });
    expect(sequence).toEqual({
      kind: "sequence",
      name: "numbers",
      parts: { start: "10" },
      renamedFrom: "digits",
      dependsOn: [],
      isOptional: true,
      variants: { one: false, two: { start: "20" } },
    });
  });

  it("need a name", () => {
    expect(complaintOf(() => defineExtension(""))[0]).toBe("defineExtension() needs a name");
    expect(complaintOf(() => defineView({ name: "a", schema: "" }, { query: "SELECT 1" }))[0]).toBe(
      "defineView() needs a name",
    );
  });

  const wrong: readonly [string, () => unknown, string][] = [
    ["a view without a query", () => defineView("a", {} as never), 'defineView("a"): it needs "query"'],
    ["a view with an empty query", () => defineView("a", { query: " " }), 'defineView("a"): "query" is not a text'],
    [
      "a part that the kind does not have",
      () => defineView("a", { query: "SELECT 1", colums: ["x"] } as never),
      'defineView("a"): it does not know "colums"',
    ],
    [
      "the same in a variant",
      () => defineView("a", { query: "SELECT 1", variants: { one: { sql: "" } as never } }),
      'defineView("a"): it does not know "sql"',
    ],
    [
      "a variant that is none",
      () => defineView("a", { query: "SELECT 1", variants: { one: true as never } }),
      'defineView("a"): "variants" "one" is neither false nor an object',
    ],
    [
      "an attribute that does not say whose it is",
      () => defineView("a", { query: "SELECT 1", attributes: { securityBarrier: true } }),
      'defineView("a"): "attributes" has the key "securityBarrier", which does not begin with a dialect and a dot',
    ],
    [
      "another name for what keeps its own",
      () => defineFunction("f", { definition: "() ...", renamedFrom: "g" } as never),
      'defineFunction("f"): "renamedFrom" is given, but objects of this kind keep their names',
    ],
    [
      "a number where text is needed",
      () => defineSequence("s", { start: 1 as never }),
      'defineSequence("s"): "start" is not a whole number as text, such as "1000"',
    ],
    ["a domain without a type", () => defineDomain("d", {} as never), 'defineDomain("d"): it needs "type"'],
    [
      "a type without parts",
      () => defineCompositeType("t", { columns: [] }),
      'defineCompositeType("t"): "columns" is empty',
    ],
    [
      "an index that is none",
      () => defineMaterializedView("m", { query: "SELECT 1", indexes: [{ name: "ix", parts: [] }] }),
      'defineMaterializedView("m"): "indexes" has a member, number 1, that is not an index: { name: "ix", parts: [{ column: "day" }] }',
    ],
    [
      "a command of a policy that there is not",
      () => definePolicy("p", "users", { command: "truncate" as never }),
      'definePolicy("p"): "command" is not one of "select", "insert", "update", "delete"',
    ],
    [
      "a trigger without a table",
      () => defineTrigger("t", undefined as never, { event: "BEFORE UPDATE", action: "..." }),
      'defineTrigger("t"): it needs the table that it belongs to',
    ],
    [
      "a dependency on nothing",
      () => defineView("a", { query: "SELECT 1", dependsOn: [undefined as never] }),
      'defineView("a"): "dependsOn" has a member, number 1, that is no class, no definition and no name',
    ],
  ];

  it.each(wrong)("refuse %s", (_name, call, message) => {
    expect(complaintOf(call)[0]).toBe(message);
  });

  it("name what was probably meant", () => {
    expect(complaintOf(() => defineView("a", { query: "SELECT 1", colums: ["x"] } as never))[1]).toBe(
      'Did you mean "columns"?',
    );
  });
});
