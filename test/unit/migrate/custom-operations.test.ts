import { createCollectSink } from "../../../src/migrate/collect-sink";
import { defineCustomOperation, checkCustomOperations } from "../../../src/migrate/custom-operations";
import { createOperationsFacade, type Operations } from "../../../src/migrate/operations-facade";
import { flattenAutocommit } from "../../../src/operations/autocommit";
import { applyOperation, reverseOperation, summarizeOperation } from "../../../src/operations/definitions";
import { renderOperations } from "../../../src/revisions/render/render-operations";
import { emptySchema } from "../../../src/schema/model";

const createAuditTrail = defineCustomOperation({
  name: "createAuditTrail",
  expand: (op, table: string, { isLoud = false }: { readonly isLoud?: boolean } = {}) => {
    op.createTable(`${table}_audit`, { columns: [{ name: "at", type: isLoud ? "text" : "timestamp" }] });
    op.createIndex(`${table}_audit`, { name: `IDX_${table}`, columns: ["at"] });
  },
});
const runSql = defineCustomOperation({ name: "runSql", expand: (op, text: string) => op.execute(text) });

const dialect = { name: "test", capabilities: {} } as Operations["dialect"];

describe("an operation of the project's own", () => {
  it("is a method of op, which stands for core operations", async () => {
    const sink = createCollectSink(emptySchema);
    const { op, drain } = createOperationsFacade({ sink, dialect, operations: [createAuditTrail] });
    const methods = op as unknown as Record<string, (...args: unknown[]) => Promise<void>>;
    await methods["createAuditTrail"]!("users");
    await op.invoke(createAuditTrail("posts", { isLoud: true }));
    await drain();
    expect(sink.operations.map(summarizeOperation)).toEqual([
      'create table "users_audit"',
      'create index "IDX_users" on table "users_audit"',
      'create table "posts_audit"',
      'create index "IDX_posts" on table "posts_audit"',
    ]);
  });

  it("is printed as one call in a revision", () => {
    expect(renderOperations([createAuditTrail("users", { isLoud: true })]).lines).toEqual([
      'await op.createAuditTrail("users", { isLoud: true });',
    ]);
  });

  it("has the reverse of its operations, last first, unless it says another one or has none", () => {
    expect(reverseOperation(createAuditTrail("users"))?.map(summarizeOperation)).toEqual([
      'drop index "IDX_users" of table "users_audit"',
      'drop table "users_audit"',
    ]);
    expect(reverseOperation(runSql("SELECT 1"))).toBeUndefined();
    const named = defineCustomOperation({
      ...runSql,
      name: "named",
      expand: runSql.expand,
      reverse: (op) => op.execute("undo"),
    });
    expect(reverseOperation(named("x"))).toEqual([{ kind: "execute", strings: ["undo"], values: [] }]);
  });

  it("changes the schema and is summarized like any other", () => {
    const call = createAuditTrail("users");
    expect(applyOperation(emptySchema, call).tables.map(({ name }) => name)).toEqual(["users_audit"]);
    expect(summarizeOperation(call)).toBe('createAuditTrail("users")');
    expect(flattenAutocommit([call]).map(({ kind }) => kind)).toEqual(["createTable", "createIndex"]);
  });

  it.each([
    ["createTable", "is a name that op has already"],
    ["query", "is a name that op has already"],
    ["toString", "is a name that op has already"],
    ["create trail", "is no name of a method"],
  ])("cannot be called %s", (name, message) => {
    expect(() => defineCustomOperation({ name, expand: () => undefined })).toThrow(message);
  });

  it("is refused where it does nothing, or is registered twice", () => {
    const nothing = defineCustomOperation({ name: "nothing", expand: () => undefined });
    expect(() => nothing()).toThrow("op.nothing did nothing");
    expect(() => checkCustomOperations([runSql, runSql])).toThrow('"runSql" is registered twice');
  });
});
