import { flattenAutocommit, withinTransaction } from "../../../src/operations/autocommit";
import {
  applyOperation,
  isOperationApplied,
  operationDefinitions,
  reverseOperation,
} from "../../../src/operations/definitions";
import type { Operation } from "../../../src/operations/operation";
import { table as tableOf } from "../../../src/schema/edit";
import { emptySchema, type Schema } from "../../../src/schema/model";

const table = { name: "users" };
const users = tableOf({
  name: "users",
  columns: [{ name: "email", type: "text", nullable: true }],
  indexes: [{ name: "IDX_old", parts: [{ column: "email" }] }],
});
const schema: Schema = { ...emptySchema, tables: [users] };

const create: Operation = {
  kind: "createIndex",
  table,
  index: { name: "IDX", parts: [{ column: "email" }] },
  concurrently: true,
};
const drop: Operation = { kind: "dropIndex", table, index: "IDX_old", concurrently: true, dropped: users.indexes[0]! };
const execute: Operation = { kind: "execute", strings: ["VACUUM"], values: [] };
const block = (...operations: readonly Operation[]): Operation => ({ kind: "autocommit", operations });

describe("an autocommit block", () => {
  it("is undone by a block that undoes its operations, the last one first", () => {
    expect(reverseOperation(block(create, drop))).toEqual([
      block(
        { kind: "createIndex", table, index: users.indexes[0]!, concurrently: true },
        { kind: "dropIndex", table, index: "IDX", concurrently: true, dropped: create.index },
      ),
    ]);
    expect(reverseOperation(block(create, execute))).toBeUndefined();
  });

  it("is applied when all that stands in it is", () => {
    const after = applyOperation(schema, block(create, drop));
    expect([schema, after].map((each) => isOperationApplied(each, block(create, drop)))).toEqual([false, true]);
    expect(isOperationApplied(after, block(create, execute))).toBeUndefined();
  });

  it("has operations", () => {
    expect(() => operationDefinitions.autocommit.create([])).toThrow(
      expect.objectContaining({ code: "OPERATION.INVALID" }),
    );
  });

  it("falls away where everything is in one transaction, with what needs to be outside", () => {
    const nested = block(create, block(drop));
    expect(flattenAutocommit([nested, execute])).toEqual([create, drop, execute]);
    const usual = withinTransaction([nested, execute]);
    expect(usual.some((operation) => "concurrently" in operation)).toBe(false);
    expect(usual.map(({ kind }) => kind)).toEqual(["createIndex", "dropIndex", "execute"]);
  });
});

describe("a key made of an index", () => {
  const unique = { name: "UQ", columns: ["email"] };
  const operation: Operation = { kind: "createUniqueConstraint", table, unique, usingIndex: "IDX_old" };

  it("takes the place of the index", () => {
    const [after] = applyOperation(schema, operation).tables;
    expect({ indexes: after?.indexes, uniques: after?.uniques }).toEqual({ indexes: [], uniques: [unique] });
    expect(() => applyOperation(schema, { ...operation, usingIndex: "nowhere" })).toThrow(
      expect.objectContaining({ code: "SCHEMA.NOT_FOUND" }),
    );
  });

  it("gives the index back, where it is known", () => {
    expect(reverseOperation(operation)).toBeUndefined();
    const known = { ...operation, previousIndex: users.indexes[0]! };
    const back = reverseOperation(known)!.reduce(applyOperation, applyOperation(schema, known));
    expect(back).toEqual(schema);
  });

  it("is written and read again", () => {
    const { create: read, toArguments } = operationDefinitions.createUniqueConstraint;
    expect(toArguments(operation)).toEqual(["users", { name: "UQ", columns: ["email"], usingIndex: "IDX_old" }]);
    const [table, unique] = toArguments(operation) as Parameters<typeof read>;
    expect(read(table, unique)).toEqual(operation);
  });
});
