import { driverNames } from "../../dialect/sqlite/place";
import { describeScenarios } from "../describe-scenarios";
import { showSkipped } from "../../support/show-skipped";
import { openScenarios } from "./open-scenarios";
import { connectScenarioServer, SCENARIO_DRIVER } from "./scenario-server";

if (driverNames.includes(SCENARIO_DRIVER)) {
  describeScenarios({
    dialect: "sqlite",
    server: SCENARIO_DRIVER,
    isFor: () => true,
    open: openScenarios,
    connect: connectScenarioServer,
  });
} else {
  showSkipped(`scenarios of sqlite: ${SCENARIO_DRIVER} is not installed`);
}
