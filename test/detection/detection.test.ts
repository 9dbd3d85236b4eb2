import { diff } from "../../src/diff/diff";
import { summarizeOperation } from "../../src/operations/definitions";
import type { Schema } from "../../src/schema/model";
import type { SchemaScope } from "../../src/dialect/introspector";
import { places as mysqlPlaces } from "../dialect/mysql/place";
import { serverPlaces } from "../dialect/postgres/place";
import { driverNames } from "../dialect/sqlite/place";
import type { ScenarioServer } from "../scenarios/describe-scenarios";
import { connectScenarioServer as connectMysql } from "../scenarios/mysql/scenario-server";
import { connectScenarioServer as connectPostgres } from "../scenarios/postgres/scenario-server";
import type { ScenarioDatabase, ScenarioPlace } from "../scenarios/run-scenario";
import { connectScenarioServer as connectSqlite, SCENARIO_DRIVER } from "../scenarios/sqlite/scenario-server";
import { showSkipped } from "../support/show-skipped";
import { changes, type Change, type Family } from "./changes";

const servers: readonly (readonly [string, Family, () => Promise<ScenarioServer>])[] = [
  ...(driverNames.includes(SCENARIO_DRIVER) ? [["sqlite", "sqlite", connectSqlite] as const] : []),
  ...serverPlaces.map(([name, open]) => [name, "postgres", () => connectPostgres(open, "detect")] as const),
  ...mysqlPlaces.map(([name, open]) => [name, name as Family, () => connectMysql(open, "detect")] as const),
];

async function plan(change: Change, family: Family, place: ScenarioPlace) {
  const states = change.on[family]!;
  const read = async (database: ScenarioDatabase, statements: readonly string[]): Promise<Schema> => {
    for (const sql of statements) await database.connection.execute(sql, []);
    const scope: SchemaScope = (await place.readScope?.(database)) ?? {};
    return database.dialect.introspector.read(database.connection, scope);
  };
  const { connection, dialect } = place.changed;
  const actual = await read(place.changed, states.before);
  const wanted = await dialect.normalizer.normalize(connection, await read(place.goal, states.after), actual);
  const { capabilities, types, objectChanges } = dialect;
  return diff(actual, wanted, { capabilities, types, objectChanges });
}

if (servers.length === 0) showSkipped("detection of changes: no database to run on");

for (const [name, family, connect] of servers) {
  const found = changes.filter(({ on }) => on[family] !== undefined);
  describe(`a comparison on ${name}`, () => {
    let server: ScenarioServer;
    beforeAll(async () => {
      server = await connect();
    });
    afterAll(() => server.close());

    it.each(found.map((change) => [change.group, change.change, change] as const))(
      "%s: %s",
      async (_group, _name, change) => {
        const { operations, questions } = await plan(change, family, await server.reset());
        const summary = operations.map(summarizeOperation).join("; ");
        if (change.isNothing === true) expect({ summary, questions }).toEqual({ summary: "", questions: [] });
        else if (change.asks === true) expect(questions.length).toBeGreaterThan(0);
        else expect(summary).toMatch(change.finds ?? /./);
      },
    );
  });
}
