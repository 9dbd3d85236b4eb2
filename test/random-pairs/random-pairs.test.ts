import type { ScenarioServer } from "../scenarios/describe-scenarios";
import { connectScenarioServer as connectMysql } from "../scenarios/mysql/scenario-server";
import { connectScenarioServer as connectPostgres } from "../scenarios/postgres/scenario-server";
import { connectScenarioServer as connectSqlite, SCENARIO_DRIVER } from "../scenarios/sqlite/scenario-server";
import { places as mysqlPlaces } from "../dialect/mysql/place";
import { serverPlaces } from "../dialect/postgres/place";
import { driverNames } from "../dialect/sqlite/place";
import { showSkipped } from "../support/show-skipped";
import { createRandom } from "./random";
import { randomPair } from "./random-model";
import { runPair } from "./run-pair";
import { vocabularies } from "./vocabulary";

/** `ORMOLU_PAIRS` is the number of pairs a server, `ORMOLU_PAIR_SEED` the seed of the first. */
const count = Number(process.env["ORMOLU_PAIRS"] ?? 12);
const firstSeed = Number(process.env["ORMOLU_PAIR_SEED"] ?? 20_261_121);

const servers: readonly (readonly [string, () => Promise<ScenarioServer>])[] = [
  ...(driverNames.includes(SCENARIO_DRIVER) ? [["sqlite", connectSqlite] as const] : []),
  ...serverPlaces.map(([name, open]) => [name, () => connectPostgres(open, "pair")] as const),
  ...mysqlPlaces.map(([name, open]) => [name, () => connectMysql(open, "pair")] as const),
];

if (servers.length === 0) showSkipped("random pairs of models: no database to run on");

for (const [name, connect] of servers) {
  describe(`${count} random pairs of models on ${name}, seeds from ORMOLU_PAIR_SEED=${firstSeed}`, () => {
    const vocabulary = vocabularies[name]!;
    let server: ScenarioServer;
    beforeAll(async () => {
      server = await connect();
    });
    afterAll(() => server.close());

    it("lead from the first to the second and back, with the rows kept", async () => {
      const failures: string[] = [];
      for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
        const pair = randomPair(createRandom(seed), vocabulary);
        await runPair(pair, vocabulary, await server.reset()).catch((error: unknown) => {
          failures.push(`ORMOLU_PAIRS=1 ORMOLU_PAIR_SEED=${seed}: ${(error as Error).message}`);
        });
      }
      process.stdout.write(
        `${count - failures.length} of ${count} random pairs hold on ${name} (seeds from ${firstSeed})\n`,
      );
      expect(failures.slice(0, 3).join("\n\n")).toBe("");
    }, 3_600_000);
  });
}
