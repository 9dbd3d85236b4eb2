import { places } from "../../dialect/mysql/place";
import { describeScenarios } from "../describe-scenarios";
import { openScenarios } from "./open-scenarios";
import { connectScenarioServer } from "./scenario-server";
import { showSkipped } from "../../support/show-skipped";

if (places.length === 0) showSkipped("scenarios of mysql: no server answers");

for (const [server, open] of places) {
  describeScenarios({
    dialect: "mysql",
    server,
    isFor: ({ servers }) => servers.includes(server),
    open: openScenarios[server] ?? {},
    connect: () => connectScenarioServer(open, "scenario"),
  });
}
