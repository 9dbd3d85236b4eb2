import { argumentsOf, operationDefinitions } from "../../../src/operations/definitions";
import { ownedObjectsAfter } from "../../../src/operations/objects/owned-objects";
import type { Operation } from "../../../src/operations/operation";

const { createView, dropView, replaceView, createTrigger, createExtension, renameObject, renameTable, dropTable } =
  operationDefinitions;

const query = { query: "SELECT 1" };
const trigger = { event: "BEFORE UPDATE", action: "EXECUTE FUNCTION f()" };
const declared = { declared: true };

const keysAfter = (...operations: readonly Operation[]): readonly string[] => [...ownedObjectsAfter(operations).keys()];

describe("declared creations", () => {
  it("are written into the call, and read from it", () => {
    const operation = createView.create("a", query, { declared: true, ifNotExists: true });
    expect(operation).toMatchObject({ kind: "createView", declared: true, ifNotExists: true });
    expect(argumentsOf(operation)).toEqual(["a", query, { ifNotExists: true, declared: true }]);
    expect(argumentsOf(createExtension.create("citext", declared))).toEqual(["citext", declared]);
    expect(argumentsOf(createView.create("a", query, { declared: false }))).toEqual(["a", query]);
  });

  it("own the object until it goes", () => {
    const create = createView.create("a", query, declared);
    expect(keysAfter(create, createView.create("b", query))).toEqual(["view:a"]);
    expect(keysAfter(create, replaceView.create("a", { query: "SELECT 2" }))).toEqual(["view:a"]);
    expect(keysAfter(create, dropView.create("a"))).toEqual([]);
    expect(keysAfter(create, dropView.create("a"), createView.create("a", query))).toEqual([]);
    expect(keysAfter({ kind: "autocommit", operations: [create] })).toEqual(["view:a"]);
  });

  it("follow renames of the object and of its table", () => {
    const create = createView.create("a", query, declared);
    expect(keysAfter(create, renameObject.create("view", "a", "b"))).toEqual(["view:b"]);
    const touched = createTrigger.create("touched", "users", trigger, declared);
    expect(keysAfter(touched, renameTable.create("users", "people"))).toEqual(["trigger:people.touched"]);
    expect(keysAfter(touched, dropTable.create("users"))).toEqual([]);
  });
});
