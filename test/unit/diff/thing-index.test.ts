import { ThingIndex, thingOfEnum, thingOfObject, thingOfTable } from "../../../src/diff/thing-index";
import type { SchemaObject } from "../../../src/schema/model";

const things: readonly SchemaObject[] = [
  { kind: "view", name: "emails", query: "" },
  { kind: "function", name: "counted", arguments: "", definition: "" },
  { kind: "function", type: "procedure", name: "refresh", definition: "" },
  { kind: "sequence", schema: "shop", name: "numbers" },
  { kind: "trigger", name: "touch", table: { name: "users" }, event: "", action: "" },
];
const index = new ThingIndex([
  thingOfTable({ name: "users" }),
  thingOfTable({ name: "users", schema: "shop" }),
  thingOfTable({ name: "Order Lines", schema: "shop" }),
  thingOfEnum({ name: "status" }),
  ...things.map(thingOfObject),
]);
const find = (text: string): readonly string[] => index.mentionedIn(text).map(({ key }) => key);

describe("things that a text mentions", () => {
  test.each([
    ["FROM users", ["table:users"]],
    ["FROM USERS", ["table:users"]],
    ["FROM shop.users", ["table:shop.users"]],
    ["FROM public.users", ["table:users"]],
    ["users.email", ["table:users"]],
    ['"Order Lines"', ["table:shop.Order Lines"]],
    ["SELECT counted FROM t", []],
    ["counted() > 0", ["function:counted()"]],
    ["CALL refresh", ["procedure:refresh"]],
    ["'x'::status", ["enum:status"]],
    ["FROM orders o WHERE o.status = 1", []],
    ["NEW.status <> OLD.status", []],
    ["nextval('shop.numbers'::regclass)", ["sequence:shop.numbers"]],
    ["'users'", []],
    ["touch", []],
  ])("%s", (text, keys) => {
    expect(find(text)).toEqual(keys);
  });
});
