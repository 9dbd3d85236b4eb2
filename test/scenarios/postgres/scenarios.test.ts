import type { ScenarioDatabase } from "../run-scenario";
import { describeScenarios, type ScenarioServer } from "../describe-scenarios";
import { serverPlaces, type Place } from "../../dialect/postgres/place";
import { openScenarios } from "./open-scenarios";
import { readServerText } from "./server-text";
import { showSkipped } from "../../support/show-skipped";

const SERVERS: Readonly<Record<string, string>> = { postgres: "pg15", "postgres-new": "pg18" };

const RESET = `DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' LOOP
    EXECUTE format('DROP EXTENSION %I CASCADE', name);
  END LOOP;
  FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
    EXECUTE format('DROP SCHEMA %I CASCADE', name);
  END LOOP;
  CREATE SCHEMA public;
END $$`;

const SCHEMAS = `SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1`;

async function readScope({ connection }: ScenarioDatabase): Promise<{ schemas: readonly string[] }> {
  const { rows } = await connection.execute(SCHEMAS, []);
  return { schemas: rows.map(([name]) => String(name)) };
}

async function connect(open: (label: string) => Promise<Place>): Promise<ScenarioServer> {
  const [changed, goal] = [await open("scenario_a"), await open("scenario_b")];
  const database = ({ connection, server }: Place): ScenarioDatabase => ({ connection, dialect: server });
  return {
    reset: async () => {
      for (const { connection } of [changed, goal]) {
        await connection.execute("ROLLBACK", []);
        await connection.execute(RESET, []);
      }
      return { changed: database(changed), goal: database(goal), readScope, dump: readServerText };
    },
    close: async () => {
      await changed.close();
      await goal.close();
    },
  };
}

if (serverPlaces.length === 0) showSkipped("scenarios of postgres: no server answers");

for (const [name, open] of serverPlaces) {
  const server = SERVERS[name] ?? name;
  describeScenarios({
    dialect: "postgres",
    server,
    // The file names the oldest server that runs a scenario; a newer one runs all of them.
    isFor: ({ servers }) => server === "pg18" || servers.includes(server),
    open: openScenarios,
    connect: () => connect(open),
  });
}
