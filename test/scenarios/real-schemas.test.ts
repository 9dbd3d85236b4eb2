import { createProvider, type DatabaseProvider } from "../support/database-provider";
import { readMatrix, type Target } from "../support/matrix";
import { showSkipped } from "../support/show-skipped";
import { openSchemas } from "./open-schemas";
import { loadSchema } from "./real-schemas/load-schema";
import { readRealSchemas, schemaFolder, type RealSchema } from "./real-schemas/real-schema";
import { findDifferences } from "./real-schemas/round-trip";

/** What the index calls the servers that it says a schema loads on. */
const SERVERS: Readonly<Record<string, string>> = {
  postgres: "pg15",
  "postgres-new": "pg18",
  mariadb: "mariadb10.11",
  mysql: "mysql9.7",
  "sqlite-sqlite3": "sqlite3.40.1",
};

/** How many of the smallest schemas of each server run always; `ORMOLU_TEST_ALL_SCHEMAS=1` runs all of them. */
const ALWAYS: Readonly<Record<string, number>> = {
  postgres: 18,
  "postgres-new": 0,
  mariadb: 8,
  mysql: 6,
  "sqlite-sqlite3": 20,
};
const runsAll = process.env["ORMOLU_TEST_ALL_SCHEMAS"] === "1";

jest.setTimeout(120_000);

/** On the newer server run the schemas that the older one does not take. */
function schemasOf(target: Target, all: readonly RealSchema[]): readonly RealSchema[] {
  const fitting = all
    .filter(({ dialect, loads_on }) => dialect === target.dialect && loads_on.includes(SERVERS[target.name]!))
    .filter(({ loads_on }) => target.name !== "postgres-new" || !loads_on.includes("pg15"));
  return runsAll ? fitting : fitting.slice(0, ALWAYS[target.name]);
}

function describeServer(target: Target, schemas: readonly RealSchema[]): void {
  describe(`real schemas on ${target.name}`, () => {
    const open = openSchemas[target.name] ?? {};
    let provider: DatabaseProvider;
    let equal = 0;
    beforeAll(() => {
      provider = createProvider(target);
    });
    afterEach(() => provider.cleanUp());
    afterAll(() => provider.close());

    it.each(schemas.map((schema) => [schema.name, schema] as const))("%s", async (name, schema) => {
      const loaded = await provider.createEmpty();
      const refusal = await loadSchema[schema.dialect](schema, loaded).then(
        () => undefined,
        (error: unknown) => `does not load: ${String(error)}`,
      );
      const difference = refusal ?? (await findDifferences(schema, loaded, await provider.createEmpty()));
      if (difference === undefined) equal += 1;
      if (difference !== undefined && open[name] === undefined) throw new Error(difference);
      if (difference === undefined && open[name] !== undefined)
        throw new Error(`${name} comes back: take it off the list of open schemas ("${open[name]}")`);
    });

    it("says how many come back", () => {
      process.stdout.write(`real schemas on ${target.name}: ${equal} of ${schemas.length} come back\n`);
    });
  });
}

const all = readRealSchemas();
if (all === undefined) showSkipped(`real schemas: ${schemaFolder} does not exist`);
for (const target of readMatrix().targets) {
  const schemas = all === undefined || SERVERS[target.name] === undefined ? [] : schemasOf(target, all);
  if (schemas.length > 0) describeServer(target, schemas);
}
