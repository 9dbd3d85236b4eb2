import { describeScenarios } from "../describe-scenarios";
import { serverPlaces } from "../../dialect/postgres/place";
import { openScenarios } from "./open-scenarios";
import { connectScenarioServer } from "./scenario-server";
import { showSkipped } from "../../support/show-skipped";

const SERVERS: Readonly<Record<string, string>> = { postgres: "pg15", "postgres-new": "pg18" };

if (serverPlaces.length === 0) showSkipped("scenarios of postgres: no server answers");

for (const [name, open] of serverPlaces) {
  const server = SERVERS[name] ?? name;
  describeScenarios({
    dialect: "postgres",
    server,
    // The file names the oldest server that runs a scenario; a newer one runs all of them.
    isFor: ({ servers }) => server === "pg18" || servers.includes(server),
    open: openScenarios,
    connect: () => connectScenarioServer(open, "scenario"),
  });
}
