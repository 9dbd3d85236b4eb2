import type { Place } from "../../dialect/mysql/place";
import type { ScenarioServer } from "../describe-scenarios";
import type { ScenarioDatabase } from "../run-scenario";
import { readServerText } from "./server-text";

/** Two databases of one server; `label` keeps them apart from those of other tests. */
export async function connectScenarioServer(
  open: (label: string) => Promise<Place>,
  label: string,
): Promise<ScenarioServer> {
  const [changed, goal] = [await open(`${label}_a`), await open(`${label}_b`)];
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
