import { builtinDialects } from "../../../src/data-source/builtin-dialects";
import type { Dialect, ResolvedDialect } from "../../../src/dialect/dialect";
import { describeDialect, dialectChecks, openDialectBench } from "../../../src/entry/testing";
import { OrmError } from "../../../src/errors/orm-error";
import { overlay } from "../../../src/util/overlay";

const sound = builtinDialects.sqlite();
const DATABASE = { type: "sqlite", driver: "libsql", database: ":memory:" };

/** The dialect with a part that is made worse. */
function breakDialect(change: (resolved: ResolvedDialect) => Partial<ResolvedDialect>): Dialect {
  return {
    ...sound,
    resolve(server) {
      const resolved = sound.resolve(server);
      return { ...resolved, ...change(resolved) };
    },
  };
}

/** The names of the checks of a subject that fail, with the code of the error. */
async function findFailures(dialect: Dialect, subject: string): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const { name, check } of dialectChecks[subject]!) {
    const bench = await openDialectBench(dialect, DATABASE);
    try {
      await check(bench);
    } catch (error) {
      failures.push(`${name}: ${OrmError.is(error) ? error.code : "another error"}`);
    } finally {
      await bench.close();
    }
  }
  return failures;
}

describe("the checks of a dialect", () => {
  it("are more than a hundred", () => {
    expect(Object.values(dialectChecks).flat().length).toBeGreaterThan(100);
  });

  it("have names of their own", () => {
    const names = Object.values(dialectChecks).flatMap((checks) => checks.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  });

  it("find strings that are not escaped", async () => {
    const dialect = breakDialect(({ queries }) => ({
      queries: overlay(queries, { quoteString: (value: string) => `'${value}'` }),
    }));
    const failures = await findFailures(dialect, "names");
    expect(failures).toContain("takes any text as a literal: QUERY.FAILED");
  });

  it("find a type that is read as another one", async () => {
    const dialect = breakDialect(({ types }) => ({ types: overlay(types, { same: () => true }) }));
    expect(await findFailures(dialect, "types")).toEqual([
      "tells types apart that are not the same: TESTING.DIALECT_BROKEN",
    ]);
  });

  it("find a rollback that keeps what it should not", async () => {
    const dialect = breakDialect(({ locks }) => ({
      locks: { ...locks, rollbackRevision: (connection) => locks.commitRevision(connection) },
    }));
    expect(await findFailures(dialect, "transactions")).toEqual(
      expect.arrayContaining([
        "keeps no row of a revision that is rolled back: TESTING.DIALECT_BROKEN",
        "keeps no table of a revision that is rolled back: TESTING.DIALECT_BROKEN",
      ]),
    );
  });

  it("find what an introspector leaves out", async () => {
    const dialect = breakDialect(({ introspector }) => ({
      introspector: overlay(introspector, {
        async read(connection, scope) {
          const schema = await introspector.read(connection, scope);
          return { ...schema, tables: schema.tables.map((table) => ({ ...table, indexes: [] })) };
        },
      }),
    }));
    const failures = await findFailures(dialect, "operations");
    expect(failures).toContain("makes and reads back a new index, and undoes it: TESTING.DIALECT_BROKEN");
  });

  it("find errors without their codes", async () => {
    const dialect = breakDialect(() => ({
      errors: { translate: (cause) => new OrmError("QUERY.FAILED", "no", { cause }) },
    }));
    expect(await findFailures(dialect, "errors")).toHaveLength(6);
  });
});

describe("describeDialect", () => {
  it("shows what a dialect cannot do, and exceptions, as skipped with the reason", () => {
    const skipped: string[] = [];
    const it = Object.assign(() => undefined, { skip: (name: string) => void skipped.push(name) });
    const exceptions = { "gives NULL as null": "it gives nothing" };
    const runner = { describe: (_name: string, define: () => void) => define(), it };
    describeDialect(sound, { database: DATABASE, exceptions, runner });
    expect(skipped).toContain("gives NULL as null (it gives nothing)");
    expect(skipped).toContain("lists the schemas of the database (it lacks schemas)");
  });
});
