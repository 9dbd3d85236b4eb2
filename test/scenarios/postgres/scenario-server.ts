import type { Place } from "../../dialect/postgres/place";
import type { ScenarioServer } from "../describe-scenarios";
import type { ScenarioDatabase } from "../run-scenario";
import { RESET_POSTGRES } from "../../support/reset-postgres";
import { readServerText } from "./server-text";

const SCHEMAS = `SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1`;

async function readScope({ connection }: ScenarioDatabase): Promise<{ schemas: readonly string[] }> {
  const { rows } = await connection.execute(SCHEMAS, []);
  return { schemas: rows.map(([name]) => String(name)) };
}

/** Two databases of one server; `label` keeps them apart from those of other tests. */
export async function connectScenarioServer(
  open: (label: string) => Promise<Place>,
  label: string,
): Promise<ScenarioServer> {
  const [changed, goal] = [await open(`${label}_a`), await open(`${label}_b`)];
  const database = ({ connection, server }: Place): ScenarioDatabase => ({ connection, dialect: server });
  let resets = 0;
  return {
    reset: async () => {
      resets += 1;
      for (const { connection } of [changed, goal]) {
        await connection.execute("ROLLBACK", []);
        await connection.execute(RESET_POSTGRES, []);
        // What was dropped stays in the catalog and slows it down where the server does not clean up by itself.
        if (resets % 20 === 0) await connection.execute("VACUUM", []);
      }
      return { changed: database(changed), goal: database(goal), readScope, dump: readServerText };
    },
    close: async () => {
      await changed.close();
      await goal.close();
    },
  };
}
