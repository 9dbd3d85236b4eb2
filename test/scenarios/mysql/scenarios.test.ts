import { places, type Place } from "../../dialect/mysql/place";
import { describeScenarios, type ScenarioServer } from "../describe-scenarios";
import type { ScenarioDatabase } from "../run-scenario";
import { openScenarios } from "./open-scenarios";
import { readServerText } from "./server-text";
import { showSkipped } from "../../support/show-skipped";

async function connect(open: (label: string) => Promise<Place>): Promise<ScenarioServer> {
  const [changed, goal] = [await open("scenario_a"), await open("scenario_b")];
  const database = ({ connection, server }: Place): ScenarioDatabase => ({ connection, dialect: server });
  return {
    reset: async () => {
      for (const place of [changed, goal]) await empty(place);
      return { changed: database(changed), goal: database(goal), dump: readServerText };
    },
    close: async () => {
      await changed.close();
      await goal.close();
    },
  };
}

async function empty({ connection, options }: Place): Promise<void> {
  const name = new URL(options.url!).pathname.slice(1);
  await connection.execute(`drop database ${name}`, []);
  await connection.execute(`create database ${name} character set utf8mb4`, []);
  await connection.execute(`use ${name}`, []);
}

if (places.length === 0) showSkipped("scenarios of mysql: no server answers");

for (const [server, open] of places) {
  describeScenarios({
    dialect: "mysql",
    server,
    isFor: ({ servers }) => servers.includes(server),
    open: openScenarios[server] ?? {},
    connect: () => connect(open),
  });
}
