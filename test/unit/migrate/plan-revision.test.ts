import { postgresDialect } from "../../../src/dialects/postgres";
import { planRevision } from "../../../src/migrate/plan-revision";
import { summarizeOperation } from "../../../src/operations/definitions";
import type { Operation } from "../../../src/operations/operation";
import { table as tableOf } from "../../../src/schema/edit";
import { emptySchema } from "../../../src/schema/model";

const dialect = postgresDialect.resolve(postgresDialect.offline);
const users = tableOf({ name: "users", columns: [{ name: "email", type: "text", nullable: true }] });
const before = { ...emptySchema, tables: [users] };
const table = { name: "users" };
const index = (name: string): Operation => ({
  kind: "createIndex",
  table,
  index: { name, parts: [{ column: "email" }] },
});

describe("the plan of a revision", () => {
  it("has what each half risks beside it", () => {
    const column = { name: "age", type: "integer", nullable: true };
    const operations: readonly Operation[] = [{ kind: "addColumn", table, column }, index("IDX")];
    const { upgrade, downgrade } = planRevision(dialect, operations, before, {
      lockSafe: false,
      concurrentIndexes: [],
    });
    const kinds = [upgrade, downgrade].map(({ hazards }) => hazards.map((own) => own.map(({ kind }) => kind)));
    expect(kinds).toEqual([
      [[], ["lock"]],
      [[], ["data loss", "incompatibility"]],
    ]);
  });

  it("makes both halves lock-safe where that is asked for", () => {
    const { upgrade, downgrade } = planRevision(dialect, [index("IDX")], before, {
      lockSafe: true,
      concurrentIndexes: [],
    });
    expect([...upgrade.operations, ...downgrade.operations].map(summarizeOperation)).toEqual([
      'outside of a transaction: create index "IDX" on table "users"',
      'outside of a transaction: drop index "IDX" of table "users"',
    ]);
    expect(upgrade.hazards).toEqual([[]]);
  });

  it("builds the indexes concurrently that the entities name", () => {
    const concurrentIndexes = [{ table, index: "two" }];
    const options = { lockSafe: false, concurrentIndexes };
    const { upgrade, downgrade } = planRevision(dialect, [index("one"), index("two")], before, options);
    expect([...upgrade.operations, ...downgrade.operations].map(summarizeOperation)).toEqual([
      'create index "one" on table "users"',
      'outside of a transaction: create index "two" on table "users"',
      'outside of a transaction: drop index "two" of table "users"',
      'drop index "one" of table "users"',
    ]);
  });

  it("follows the schema as far as the model does", () => {
    const operations: readonly Operation[] = [{ kind: "dropIndex", table: { name: "nowhere" }, index: "IDX" }];
    const reversible = operations.map(
      (operation) => ({ ...operation, dropped: { name: "IDX", parts: [] } }) as Operation,
    );
    const plan = planRevision(dialect, reversible, before, { lockSafe: true, concurrentIndexes: [] });
    expect(plan.upgrade.operations).toEqual(reversible);
  });
});
