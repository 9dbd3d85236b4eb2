import type { ResolvedDialect } from "../../src/dialect/dialect";
import { followSchema } from "../../src/dialect/follow-schema";
import { downgradeOf } from "../../src/diff/downgrade-of";
import { compareSchemas } from "../../src/migrate/compare";
import type { RecordedOperation } from "../../src/migrate/simulate-revision";
import { squashOperations } from "../../src/migrate/squash-operations";
import { flattenAutocommit } from "../../src/operations/autocommit";
import { summarizeOperation } from "../../src/operations/definitions";
import type { Operation } from "../../src/operations/operation";
import type { Schema } from "../../src/schema/model";
import type { ScenarioServer } from "../scenarios/describe-scenarios";
import { connectScenarioServer as connectMysql } from "../scenarios/mysql/scenario-server";
import { connectScenarioServer as connectPostgres } from "../scenarios/postgres/scenario-server";
import type { ScenarioDatabase, ScenarioPlace } from "../scenarios/run-scenario";
import { connectScenarioServer as connectSqlite, SCENARIO_DRIVER } from "../scenarios/sqlite/scenario-server";
import { places as mysqlPlaces } from "../dialect/mysql/place";
import { serverPlaces } from "../dialect/postgres/place";
import { driverNames } from "../dialect/sqlite/place";
import { showSkipped } from "../support/show-skipped";
import { createRandom } from "./random";
import { randomPair, type ModelPair } from "./random-model";
import { withoutHints } from "./random-renames";
import { fill, readRows, type KeptRows } from "./rows";
import { compare, filledByHand, follow } from "./run-pair";
import { vocabularies, type Vocabulary } from "./vocabulary";

/** `ORMOLU_CHAINS` is the number of chains a server, `ORMOLU_CHAIN_SEED` the seed of the first. */
const count = Number(process.env["ORMOLU_CHAINS"] ?? 2);
const firstSeed = Number(process.env["ORMOLU_CHAIN_SEED"] ?? 20_261_121);

const servers: readonly (readonly [string, () => Promise<ScenarioServer>])[] = [
  ...(driverNames.includes(SCENARIO_DRIVER) ? [["sqlite", connectSqlite] as const] : []),
  ...serverPlaces.map(([name, open]) => [name, () => connectPostgres(open, "chain")] as const),
  ...mysqlPlaces.map(([name, open]) => [name, () => connectMysql(open, "chain")] as const),
];

if (servers.length === 0) showSkipped("squashed chains of random models: no database to run on");

for (const [name, connect] of servers) {
  describe(`${count} random chains on ${name}, seeds from ORMOLU_CHAIN_SEED=${firstSeed}`, () => {
    const vocabulary = vocabularies[name]!;
    let server: ScenarioServer;
    beforeAll(async () => {
      server = await connect();
    });
    afterAll(() => server.close());

    it.each([
      ["from the base", fromBase],
      ["in the middle, with the rows kept", inTheMiddle],
    ])(
      "do the same when they are squashed: %s",
      async (_what, run) => {
        const failures: string[] = [];
        for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
          const pair = randomPair(createRandom(seed), vocabulary);
          await run(pair, vocabulary, await server.reset()).catch((error: unknown) => {
            failures.push(`ORMOLU_CHAINS=1 ORMOLU_CHAIN_SEED=${seed}: ${(error as Error).message}`);
          });
        }
        expect(failures.slice(0, 3).join("\n\n")).toBe("");
      },
      600_000,
    );
  });
}

/** The first model from nothing, then the second: one beside many, on two databases. */
async function fromBase({ before, after }: ModelPair, vocabulary: Vocabulary, place: ScenarioPlace): Promise<void> {
  const { changed, goal } = place;
  const start = await read(changed);
  const create = (await compare(changed, before, vocabulary)).operations;
  await follow("creating the first model", changed, create);
  const change = (await compare(changed, after, vocabulary)).operations;
  await follow("the change", changed, change);
  await follow("the squash", goal, squash([...create, ...change], start, goal.dialect));
  await requireEqual(changed, goal);
}

/** From the first model, which has rows, to the second and back. */
async function inTheMiddle({ before, after }: ModelPair, vocabulary: Vocabulary, place: ScenarioPlace): Promise<void> {
  const { changed, goal } = place;
  for (const database of [changed, goal]) {
    await follow(
      "creating the first model",
      database,
      (await compare(database, withoutHints(before), vocabulary)).operations,
    );
    await fill(database, before, vocabulary);
  }
  const start = await read(changed);
  const change = (await compare(changed, after, vocabulary)).operations;
  await follow("the change", changed, change);
  const back = downgradeOf(change).map((operation) => filledByHand(operation, vocabulary));
  await follow("the way back", changed, back);
  await follow("the squash", goal, squash([...change, ...back], start, goal.dialect));
  await requireEqual(changed, goal);
  const [one, other] = [await readRows(changed, before), await readRows(goal, before)];
  expect(other.map(withoutClocks)).toEqual(one.map(withoutClocks));
}

/** Without what the database makes up anew each time: the time, a random number. */
function withoutClocks({ table, rows }: KeptRows): KeptRows["rows"] {
  const made = new Set(table.columns.flatMap((column) => (column.default?.kind === "expression" ? [column.name] : [])));
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !made.has(name))));
}

function squash(operations: readonly Operation[], start: Schema, dialect: ResolvedDialect): readonly Operation[] {
  let schema = start;
  const recorded = flattenAutocommit(operations).map((operation): RecordedOperation => {
    const before = schema;
    schema = followSchema(schema, operation);
    return { operation, before, after: schema };
  });
  return squashOperations(recorded, dialect);
}

function read({ connection, dialect }: ScenarioDatabase): Promise<Schema> {
  return dialect.introspector.read(connection, {});
}

async function requireEqual(changed: ScenarioDatabase, goal: ScenarioDatabase): Promise<void> {
  const { connection, dialect } = goal;
  const wanted = await read(changed);
  const { operations } = await compareSchemas(dialect, connection, await read(goal), wanted, {
    answers: { noRenames: true },
  });
  if (operations.length > 0) throw new Error(`the squash lacks ${operations.map(summarizeOperation).join(", ")}`);
}
