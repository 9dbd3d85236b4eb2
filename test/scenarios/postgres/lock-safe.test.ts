import { serverPlaces } from "../../dialect/postgres/place";
import { showSkipped } from "../../support/show-skipped";
import { describeScenarios } from "../describe-scenarios";
import { openScenarios } from "./open-scenarios";
import { connectScenarioServer } from "./scenario-server";

/** What has a form of its own for tables in use. */
const KINDS: ReadonlySet<string> = new Set(["index", "unique", "pk", "fk", "check", "null", "enum"]);

const [newest] = serverPlaces.filter(([name]) => name === "postgres-new");

if (newest === undefined) showSkipped("lock-safe scenarios of postgres: no server answers");
else {
  describeScenarios({
    dialect: "postgres",
    server: "pg18",
    isFor: ({ kind }) => KINDS.has(kind),
    open: openScenarios,
    lockSafe: true,
    connect: () => connectScenarioServer(newest[1], "locksafe"),
  });
}
