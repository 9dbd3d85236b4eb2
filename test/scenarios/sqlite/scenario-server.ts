import { openPlace, type Place } from "../../dialect/sqlite/place";
import type { ScenarioServer } from "../describe-scenarios";
import type { ScenarioDatabase } from "../run-scenario";
import { readServerText } from "./server-text";

/** The drivers share everything that is tested here, so one of them is enough. */
export const SCENARIO_DRIVER = "libsql";

/** Two files, new ones for every scenario. */
export async function connectScenarioServer(): Promise<ScenarioServer> {
  let open: Place[] = [];
  const close = async (): Promise<void> => {
    for (const place of open) await place.close();
    open = [];
  };
  const create = async (): Promise<ScenarioDatabase> => {
    const place = await openPlace(SCENARIO_DRIVER);
    open.push(place);
    return place;
  };
  return {
    reset: async () => {
      await close();
      return { changed: await create(), goal: await create(), dump: readServerText };
    },
    close,
  };
}
