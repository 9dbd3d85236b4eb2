import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** One verified change of a schema: what it was, what it becomes, and what a comparison must make of it. */
export interface Scenario {
  readonly id: string;
  readonly dialect: "postgres" | "mysql" | "sqlite";
  readonly servers: readonly string[];
  readonly section: string;
  readonly kind: string;
  /** A alter, N nothing, C create, L loss, Q question, R rebuild, O order, X refuse. */
  readonly cls: "A" | "N" | "C" | "L" | "Q" | "R" | "O" | "X";
  readonly flags: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly expect: string;
}

/** Where the scenarios lie: beside the project, never in it. */
export const scenarioFile = resolve(join(__dirname, "../.."), "../shared/data/diff_scenarios.json");

/** The scenarios of one dialect; `undefined` where the file does not lie beside the project. */
export function readScenarios(dialect: Scenario["dialect"]): readonly Scenario[] | undefined {
  if (!existsSync(scenarioFile)) return undefined;
  const all = JSON.parse(readFileSync(scenarioFile, "utf8")) as readonly Scenario[];
  return all.filter((scenario) => scenario.dialect === dialect);
}
