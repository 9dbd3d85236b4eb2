import { operationDefinitions as op } from "../../../src/operations/definitions";
import { sql } from "../../../src/sql/sql-tag";
import { places, type Place } from "./place";
import { describeEachPlace } from "../../support/each-place";

jest.setTimeout(60_000);

const STATUS = { name: "order Status", values: ["draft", "open", "done"] };

describeEachPlace(places, "enum types of %s", (_name, create) => {
  let place: Place;
  beforeAll(async () => {
    place = await create("enum");
  });
  afterAll(async () => place?.close());

  beforeEach(async () => {
    await place.apply(
      op.createEnum.create(STATUS.name, STATUS.values),
      op.createTable.create("orders", {
        columns: [
          { name: "id", type: "integer", autoIncrement: true },
          { name: "state", type: '"order Status"', default: "draft" },
          { name: "history", type: '"order Status"[]', nullable: true },
        ],
        checks: [{ name: "CHK_state", expression: "state <> 'open' or id > 0" }],
        indexes: [{ name: "IDX_open", columns: ["id"], where: "state = 'open'" }],
      }),
      op.execute.create(sql`insert into orders (state, history) values ('draft', '{draft,open}'), ('open', null)`),
    );
  });
  afterEach(async () => {
    await place.apply(op.dropTable.create("orders"), op.dropEnum.create(STATUS.name));
  });

  const rows = (): Promise<readonly (readonly unknown[])[]> =>
    place.query("select state, history from orders order by id");

  it("adds and renames values in place", async () => {
    const before = await place.query("select pg_relation_filenode('orders')");
    await place.apply(
      op.alterEnum.create(STATUS.name, {
        add: ["late", { value: "early", before: "sketch" }, { value: "paid", after: "open" }],
        rename: { draft: "sketch" },
      }),
    );
    const { enums, tables } = await place.read();
    expect(enums).toEqual([{ name: STATUS.name, values: ["early", "sketch", "open", "paid", "done", "late"] }]);
    expect(tables[0]!.columns[1]).toEqual({
      name: "state",
      type: '"order Status"',
      nullable: false,
      default: { kind: "literal", value: "sketch" },
    });
    expect(await rows()).toEqual([
      ["sketch", "{sketch,open}"],
      ["open", null],
    ]);
    expect(await place.query("select pg_relation_filenode('orders')")).toEqual(before);
  });

  it("removes a value, converting rows, arrays and the default, and keeping checks and indexes", async () => {
    const before = await place.read();
    await place.query("begin");
    await place.apply(op.alterEnum.create(STATUS.name, { remove: { draft: "open" }, add: ["new"] }));
    await place.query("commit");
    const after = await place.read();
    expect(after.enums).toEqual([{ name: STATUS.name, values: ["open", "done", "new"] }]);
    expect(await rows()).toEqual([
      ["open", "{open,open}"],
      ["open", null],
    ]);
    expect(after.tables[0]!.columns[1]!.default).toEqual({ kind: "literal", value: "open" });
    expect(after.tables[0]!.checks).toEqual(before.tables[0]!.checks);
    expect(after.tables[0]!.indexes).toEqual(before.tables[0]!.indexes);
  });

  it("refuses to remove a value that a row holds, and changes nothing", async () => {
    const before = await place.read();
    await place.query("begin");
    const failure = await place.apply(op.alterEnum.create(STATUS.name, { remove: ["draft"] })).then(
      () => undefined,
      (error: unknown) => place.server.errors.translate(error, { sql: "alter" }),
    );
    await place.query("rollback");
    expect(failure).toMatchObject({
      code: "QUERY.FAILED",
      message: 'invalid input value for enum "order Status": "draft"',
      details: { sqlstate: "22P02" },
    });
    expect(failure!.hint).toContain("remove: {");
    expect(await place.read()).toEqual(before);
  });
});
