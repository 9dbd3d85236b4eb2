import type { DriverConnection } from "../../dialect/driver";
import type { Operation } from "../../operations/operation";
import { requireSame, requireTrue, type DialectBench } from "./dialect-bench";
import type { DialectCheck } from "./dialect-check";

/** Reading the schema of a live database. */
export const introspectionChecks: readonly DialectCheck[] = [
  {
    name: "reads an empty database as an empty schema",
    async check({ read }) {
      const { tables, enums, objects, unmanaged } = await read();
      requireSame(
        "what it has",
        { tables, enums, objects, unmanaged },
        { tables: [], enums: [], objects: [], unmanaged: [] },
      );
    },
  },
  {
    name: "reads the same schema twice alike",
    async check({ run, read }) {
      await run(...[3, 1, 2].map(table));
      requireSame("the second reading", await read(), await read());
    },
  },
  {
    name: "gives the columns of a table in their order",
    async check({ run, read }) {
      await run(...[3, 1, 2].map(table));
      const { tables } = await read();
      requireSame("the number of tables", tables.length, 3);
      requireSame(
        "the columns",
        tables[0]?.columns.map(({ name }) => name),
        ["id", "b", "a"],
      );
    },
  },
  {
    name: "takes as many queries for many tables as for one",
    async check(bench) {
      await bench.run(table(1));
      const few = await countQueries(bench);
      await bench.run(...Array.from({ length: 20 }, (_, index) => table(index + 2)));
      requireSame("the queries for 21 tables", await countQueries(bench), few);
    },
  },
  {
    name: "leaves tables out that it is told to ignore",
    async check({ dialect, run, withConnection }) {
      await run(table(1), table(2));
      const { tables } = await withConnection((connection) =>
        dialect.introspector.read(connection, { isIgnored: (name) => name === "t1" }),
      );
      requireSame(
        "the tables",
        tables.map(({ name }) => name),
        ["t2"],
      );
    },
  },
  {
    name: "knows whether a table is there",
    async check({ dialect, run, withConnection }) {
      await run(table(1));
      const has = (name: string): Promise<boolean> =>
        withConnection((connection) => dialect.introspector.hasTable(connection, { name }));
      requireSame("whether there is t1", await has("t1"), true);
      requireSame("whether there is t2", await has("t2"), false);
    },
  },
  {
    name: "finds no difference between a database and itself",
    async check({ run, read, differences }) {
      await run(table(1), table(2));
      const schema = await read();
      requireSame("the differences", await differences(schema, schema), []);
      requireTrue(schema.tables.length === 2, "the tables are not there");
    },
  },
  {
    name: "lists the schemas of the database",
    needs: "schemas",
    async check({ dialect, withConnection }) {
      const list = await withConnection(async (connection) => dialect.introspector.listSchemas?.(connection));
      requireTrue(list?.includes(dialect.defaultSchema ?? "") === true, "its own schema is not among them");
    },
  },
];

function table(number: number): Operation {
  const column = (name: string): { name: string; type: string; nullable: boolean } => {
    return { name, type: "integer", nullable: name !== "id" };
  };
  return {
    kind: "createTable",
    table: {
      name: `t${number}`,
      columns: [column("id"), column("b"), column("a")],
      primaryKey: { name: `pk_t${number}`, columns: ["id"] },
      uniques: [],
      foreignKeys: [],
      checks: [],
      indexes: [{ name: `ix_t${number}`, parts: [{ column: "a" }] }],
    },
  };
}

function countQueries({ dialect, withConnection }: DialectBench): Promise<number> {
  return withConnection(async (connection) => {
    let count = 0;
    const counted: DriverConnection = {
      get isOpen() {
        return connection.isOpen;
      },
      close: () => connection.close(),
      execute: (...args) => {
        count += 1;
        return connection.execute(...args);
      },
    };
    await dialect.introspector.read(counted, {});
    return count;
  });
}
