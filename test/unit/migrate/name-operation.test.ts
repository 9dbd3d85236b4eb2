import { OperationNaming } from "../../../src/migrate/name-operation";
import { operationDefinitions } from "../../../src/operations/definitions";
import type { NamingConvention } from "../../../src/schema/naming-convention";

const convention: NamingConvention = {
  ix: "ix_%(table_name)s_%(column_0_N_name)s",
  uq: "uq_%(table_name)s_%(column_0_N_name)s",
  ck: "ck_%(table_name)s_%(constraint_name)s",
  fk: "fk_%(table_name)s_%(referred_table_name)s",
  pk: "pk_%(table_name)s",
  xc: "xc_%(table_name)s_%(column_0_name)s",
};
const naming = (namedPrimaryKeys = true, given: NamingConvention | undefined = convention): OperationNaming =>
  new OperationNaming({ capabilities: { maxIdentifierBytes: 30, namedPrimaryKeys } }, given);
const op = operationDefinitions;
const references = { table: "tags", columns: ["id"] };

describe("names for calls of op", () => {
  it("complete a table and leave given names alone", () => {
    const table = op.createTable.create("users", {
      columns: [{ name: "id", type: "integer" }],
      primaryKey: { columns: ["id"] },
      uniques: [{ columns: ["a", "b"] }, { name: "mine", columns: ["c"] }],
      foreignKeys: [{ columns: ["tag"], references }],
      checks: [{ expression: "a > 0" }],
      exclusions: [{ elements: [{ column: "room", operator: "=" }] }],
      indexes: [{ columns: ["a"] }],
    });
    expect(naming().complete(table)).toMatchObject({
      table: {
        primaryKey: { name: "pk_users" },
        uniques: [{ name: "uq_users_a_b" }, { name: "mine" }],
        foreignKeys: [{ name: "fk_users_tags" }],
        checks: [{ name: expect.stringMatching(/^ck_users_[0-9a-f]{8}$/) as string }],
        exclusions: [{ name: "xc_users_room" }],
        indexes: [{ name: "ix_users_a" }],
      },
    });
  });

  it("complete single calls", () => {
    const complete = naming();
    expect([
      complete.complete(op.createPrimaryKey.create("users", { columns: ["id"] })),
      complete.complete(op.createUniqueConstraint.create("users", { columns: ["a"] })),
      complete.complete(op.createForeignKey.create("users", { columns: ["tag"], references })),
      complete.complete(op.createIndex.create("users", { columns: ["a", { expression: "lower(b)" }] })),
    ]).toMatchObject([
      { primaryKey: { name: "pk_users" } },
      { unique: { name: "uq_users_a" } },
      { foreignKey: { name: "fk_users_tags" } },
      { index: { name: "ix_users_a" } },
    ]);
  });

  it("are cut to the limit of the database, with a hash that keeps them apart", () => {
    const name = (column: string): unknown =>
      naming().complete(op.createUniqueConstraint.create("users", { columns: ["a_rather_long_column_name", column] }));
    expect([name("x"), name("y")]).toMatchObject([
      { unique: { name: "uq_users_a_rather_lon_df7ed3c7" } },
      { unique: { name: expect.stringMatching(/^uq_users_a_rather_lon_(?!df7ed3c7)[0-9a-f]{8}$/) as string } },
    ]);
  });

  it("leave primary keys alone where the database gives them no names", () => {
    const key = op.createPrimaryKey.create("users", { columns: ["id"] });
    expect(naming(false).complete(key)).toEqual(key);
  });

  it("are the database's own without a convention, except for an index, which must have one", () => {
    const unique = op.createUniqueConstraint.create("users", { columns: ["a"] });
    const own = naming(true, {});
    expect(own.complete(unique)).toEqual(unique);
    expect(() => own.complete(op.createIndex.create("users", { columns: ["a"] }))).toThrow(
      expect.objectContaining({ code: "OPERATION.INVALID", message: 'an index of table "users" has no name' }),
    );
  });
});
