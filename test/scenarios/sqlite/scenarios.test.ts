import { driverNames, openPlace, type Place } from "../../dialect/sqlite/place";
import { describeScenarios, type ScenarioServer } from "../describe-scenarios";
import type { ScenarioDatabase } from "../run-scenario";
import { showSkipped } from "../../support/show-skipped";
import { openScenarios } from "./open-scenarios";
import { readServerText } from "./server-text";

/** The drivers share everything that is tested here, so one of them is enough. */
const DRIVER = "libsql";

async function connect(): Promise<ScenarioServer> {
  let open: Place[] = [];
  const close = async (): Promise<void> => {
    for (const place of open) await place.close();
    open = [];
  };
  const create = async (): Promise<ScenarioDatabase> => {
    const place = await openPlace(DRIVER);
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

if (driverNames.includes(DRIVER)) {
  describeScenarios({ dialect: "sqlite", server: DRIVER, isFor: () => true, open: openScenarios, connect });
} else {
  showSkipped(`scenarios of sqlite: ${DRIVER} is not installed`);
}
