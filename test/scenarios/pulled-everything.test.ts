import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { createProvider, type DatabaseOptions, type DatabaseProvider } from "../support/database-provider";
import { readMatrix } from "../support/matrix";
import { everything } from "./pulled/everything";
import { pullAndCompare } from "./pulled/pull-round-trip";

jest.setTimeout(120_000);

/** The schema takes an extension that the stand-in for PostgreSQL does not bring. */
const targets = readMatrix().targets.filter(({ type }) => type !== "pglite");

describe.each(targets.map((target) => [target.name, target] as const))("entities on %s", (_name, target) => {
  let provider: DatabaseProvider;
  beforeAll(() => {
    provider = createProvider(target);
  });
  afterAll(async () => {
    await provider.cleanUp();
    await provider.close();
  });

  it("say all of a database with one of everything, but for a table without a key", async () => {
    const database = await provider.createEmpty();
    await run(database, everything[target.dialect]!);
    const { pulled, differences } = await pullAndCompare(database);
    expect({ differences, losses: pulled.losses }).toEqual({
      differences: [],
      losses: ['table "loose": it has no primary key; the entity stays out of every comparison (synchronize: false)'],
    });
  });
});

async function run(options: DatabaseOptions, statements: readonly string[]): Promise<void> {
  const dataSource = await new DataSource(options as unknown as DataSourceOptions).initialize();
  try {
    for (const statement of statements) await dataSource.query(statement);
  } finally {
    await dataSource.destroy();
  }
}
