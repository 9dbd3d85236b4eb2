import { createProvider, type DatabaseProvider } from "../support/database-provider";
import { readMatrix, type Target } from "../support/matrix";
import { showSkipped } from "../support/show-skipped";
import { openPulls } from "./pulled/open-pulls";
import { pullAndCompare } from "./pulled/pull-round-trip";
import { loadSchema } from "./real-schemas/load-schema";
import { readRealSchemas, schemaFolder, type RealSchema } from "./real-schemas/real-schema";

/** What the index calls the servers that it says a schema loads on. */
const SERVERS: Readonly<Record<string, string>> = {
  postgres: "pg15",
  mariadb: "mariadb10.11",
  mysql: "mysql9.7",
  "sqlite-sqlite3": "sqlite3.40.1",
};

/** How many of the smallest schemas of each server run always; `ORMOLU_TEST_ALL_SCHEMAS=1` runs all of them. */
const ALWAYS: Readonly<Record<string, number>> = { postgres: 12, mariadb: 6, mysql: 6, "sqlite-sqlite3": 12 };
const runsAll = process.env["ORMOLU_TEST_ALL_SCHEMAS"] === "1";

jest.setTimeout(120_000);

function schemasOf(target: Target, all: readonly RealSchema[]): readonly RealSchema[] {
  const fitting = all.filter(
    ({ dialect, loads_on }) => dialect === target.dialect && loads_on.includes(SERVERS[target.name]!),
  );
  return runsAll ? fitting : fitting.slice(0, ALWAYS[target.name]);
}

async function findDifference(schema: RealSchema, provider: DatabaseProvider): Promise<string | undefined> {
  const database = await provider.createEmpty();
  try {
    await loadSchema[schema.dialect](schema, database);
    const { pulled, differences } = await pullAndCompare(database);
    return differences.length === 0 ? undefined : [...differences, "losses:", ...pulled.losses].join("\n");
  } catch (error) {
    return `does not go through: ${error instanceof Error ? error.stack : String(error)}`;
  }
}

function describeServer(target: Target, schemas: readonly RealSchema[]): void {
  describe(`entities of real schemas on ${target.name}`, () => {
    const open = openPulls[target.name] ?? {};
    let provider: DatabaseProvider;
    let equal = 0;
    beforeAll(() => {
      provider = createProvider(target);
    });
    afterEach(() => provider.cleanUp());
    afterAll(() => provider.close());

    it.each(schemas.map((schema) => [schema.name, schema] as const))("%s", async (name, schema) => {
      const difference = await findDifference(schema, provider);
      if (difference === undefined) equal += 1;
      if (difference !== undefined && open[name] === undefined) throw new Error(difference);
      if (difference === undefined && open[name] !== undefined)
        throw new Error(`${name} is equal: take it off the list of open pulls ("${open[name]}")`);
    });

    it("says how many are equal", () => {
      process.stdout.write(`entities of real schemas on ${target.name}: ${equal} of ${schemas.length} are equal\n`);
    });
  });
}

const all = readRealSchemas();
if (all === undefined) showSkipped(`entities of real schemas: ${schemaFolder} does not exist`);
for (const target of readMatrix().targets) {
  const schemas = all === undefined || SERVERS[target.name] === undefined ? [] : schemasOf(target, all);
  if (schemas.length > 0) describeServer(target, schemas);
}
