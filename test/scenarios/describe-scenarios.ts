import { runScenario, type ScenarioPlace } from "./run-scenario";
import { readScenarios, scenarioFile, type Scenario } from "./scenario";

/** Two databases that are emptied before every scenario. */
export interface ScenarioServer {
  /** Empties the databases. */
  reset(): Promise<ScenarioPlace>;
  close(): Promise<void>;
}

export interface ScenarioSuite {
  readonly dialect: Scenario["dialect"];
  /** For the test's name. */
  readonly server: string;
  /** Which scenarios this server runs. */
  isFor(scenario: Scenario): boolean;
  /** What does not pass yet, with the reason. A scenario that passes must leave the list. */
  readonly open: Readonly<Record<string, string>>;
  /** Apply the operations in the forms that keep no lock for long. */
  readonly lockSafe?: boolean;
  connect(): Promise<ScenarioServer>;
}

/** One test a scenario, and one that says how many pass. */
export function describeScenarios(suite: ScenarioSuite): void {
  const scenarios = readScenarios(suite.dialect)?.filter((scenario) => suite.isFor(scenario));
  const title = `scenarios of ${suite.dialect} on ${suite.server}${suite.lockSafe === true ? ", lock-safe" : ""}`;
  if (scenarios === undefined) {
    it.skip(`${title}: ${scenarioFile} does not exist`, () => {});
    return;
  }
  describe(title, () => {
    let server: ScenarioServer;
    let passed = 0;
    beforeAll(async () => {
      server = await suite.connect();
    });
    afterAll(() => server.close());

    it.each(scenarios.map((scenario) => [scenario.id, scenario] as const))("%s", async (id, scenario) => {
      const outcome = await runScenario(scenario, await server.reset(), {
        lockSafe: suite.lockSafe === true,
      });
      if (outcome.passed) passed += 1;
      const reason = suite.open[id];
      if (reason === undefined && !outcome.passed) {
        throw new Error([outcome.reason, `wanted: ${scenario.expect}`, ...outcome.operations].join("\n"));
      }
      if (reason !== undefined && outcome.passed)
        throw new Error(`${id} passes: take it off the list of open scenarios ("${reason}")`);
    });

    it("says how many pass", () => {
      process.stdout.write(`${title}: ${passed} of ${scenarios.length} scenarios pass\n`);
    });
  });
}
