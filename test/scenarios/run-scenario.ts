import type { ResolvedDialect } from "../../src/dialect/dialect";
import type { DriverConnection } from "../../src/dialect/driver";
import { analyzeHazards } from "../../src/dialect/hazards";
import type { SchemaScope } from "../../src/dialect/introspector";
import type { DiffAnswers, DiffResult } from "../../src/diff/diff-options";
import { downgradeOf } from "../../src/diff/downgrade-of";
import { OrmError } from "../../src/errors/orm-error";
import { compareSchemas } from "../../src/migrate/compare";
import { createExecuteSink } from "../../src/migrate/execute-sink";
import { summarizeOperation } from "../../src/operations/definitions";
import type { Hazard, Operation } from "../../src/operations/operation";
import type { Schema } from "../../src/schema/model";
import { answerAll } from "./answers";
import { differingLines } from "./differing-lines";
import type { Scenario } from "./scenario";
import { compareRows, readRows, seedRows } from "./seed";

/** One empty database of a scenario. */
export interface ScenarioDatabase {
  readonly connection: DriverConnection;
  readonly dialect: ResolvedDialect;
}

/** Two empty databases of one server: the first is changed, the second shows what it must become. */
export interface ScenarioPlace {
  readonly changed: ScenarioDatabase;
  readonly goal: ScenarioDatabase;
  /** What to read, asked after the statements of the scenario ran; without it, the connection's own schema. */
  readScope?(database: ScenarioDatabase): Promise<SchemaScope>;
  /** The server's own text of a database, compared with its goal where the place has one. */
  dump?(database: ScenarioDatabase): Promise<string>;
}

export interface Outcome {
  readonly passed: boolean;
  /** What went wrong, and where; absent where it passed. */
  readonly reason?: string;
  /** The summaries of the operations, for messages. */
  readonly operations: readonly string[];
}

export interface ScenarioOptions {
  /** Apply the operations in the forms that keep no lock for long. */
  readonly lockSafe?: boolean;
}

/** Brings the databases to the two states of a scenario, and holds the comparison and what it plans to the class of the scenario. */
export async function runScenario(
  scenario: Scenario,
  place: ScenarioPlace,
  options: ScenarioOptions = {},
): Promise<Outcome> {
  const run = new ScenarioRun(scenario, place, options);
  try {
    await run.go();
    return { passed: true, operations: run.summaries };
  } catch (error) {
    return { passed: false, reason: describe(error), operations: run.summaries };
  }
}

class ScenarioRun {
  summaries: readonly string[] = [];
  readonly #scenario: Scenario;
  readonly #place: ScenarioPlace;
  readonly #options: ScenarioOptions;
  #scope: SchemaScope = {};

  constructor(scenario: Scenario, place: ScenarioPlace, options: ScenarioOptions) {
    this.#scenario = scenario;
    this.#place = place;
    this.#options = options;
  }

  async go(): Promise<void> {
    const { changed, goal } = this.#place;
    await this.#execute(changed, this.#scenario.before);
    await this.#execute(goal, this.#scenario.after);
    this.#scope = await this.#readScope();
    const before = await this.#read(changed);
    const after = await this.#read(goal);
    const seeded = this.#scenario.flags.includes("seed");
    if (seeded) await seedRows(changed.connection, changed.dialect, before, this.#scenario);
    const rows = seeded ? await readRows(changed.connection, changed.dialect, before) : [];
    const plan = await this.#plan(before, after);
    if (plan === undefined) return;
    const dumps = { before: await this.#place.dump?.(changed), after: await this.#place.dump?.(goal) };
    const { operations } = plan;
    await this.#apply("upgrade", operations);
    await this.#requireEqual("after the upgrade", after, dumps.after);
    if (seeded) await compareRows(changed.connection, changed.dialect, await this.#read(changed), rows, operations);
    await this.#apply("downgrade", downgradeOf(operations));
    await this.#requireEqual("after the downgrade", before, dumps.before);
  }

  /** The operations of the scenario; `undefined` where its class asks for none and there are none. */
  async #plan(before: Schema, after: Schema): Promise<DiffResult | undefined> {
    const { cls } = this.#scenario;
    const first = await this.#refusable(() => this.#compare(before, after));
    if (first === undefined) return undefined;
    this.#note(first.operations);
    if (cls === "N") {
      require(first.operations.length === 0, "the two are the same, but it finds operations");
      require(first.questions.length === 0, "the two are the same, but it asks");
      return undefined;
    }
    if (cls === "X" && first.questions.length > 0) return undefined;
    if (cls === "Q" && !hasImpliedHint(this.#scenario)) require(first.questions.length > 0, "it does not ask");
    const plan = await answerAll(this.#scenario, first, (answers) => this.#compare(before, after, answers));
    this.#note(plan.operations);
    require(plan.operations.length > 0, "it finds no operations");
    const hazards = analyzeHazards(plan.operations, before, this.#place.changed.dialect.hazards).flat();
    if (cls === "L") require(hazards.some(losesData), "no operation is marked with the loss of data");
    if (cls === "X") require(hazards.length > 0, "it neither refuses nor warns");
    return plan;
  }

  /** A refusal in our own words is what class X asks for. */
  async #refusable(work: () => Promise<DiffResult>): Promise<DiffResult | undefined> {
    try {
      return await work();
    } catch (error) {
      if (this.#scenario.cls === "X" && OrmError.is(error)) return undefined;
      throw error;
    }
  }

  async #compare(actual: Schema, wanted: Schema, answers: DiffAnswers = {}): Promise<DiffResult> {
    const { connection, dialect } = this.#place.changed;
    const normal = await dialect.normalizer.normalize(connection, wanted, actual);
    return compareSchemas(dialect, connection, actual, normal, { answers });
  }

  async #requireEqual(when: string, wanted: Schema, dump: string | undefined): Promise<void> {
    const actual = await this.#read(this.#place.changed);
    const { operations } = await this.#compare(actual, wanted, { noRenames: true });
    require(operations.length === 0, `${when} there is still: ${operations.map(summarizeOperation).join("; ")}`);
    const text = await this.#place.dump?.(this.#place.changed);
    require(text === dump, `${when} the server's own text differs:\n${differingLines(text, dump)}`);
  }

  async #apply(direction: string, operations: readonly Operation[]): Promise<void> {
    const { connection, dialect } = this.#place.changed;
    const statements: string[] = [];
    const isLockSafe = this.#options.lockSafe === true;
    const forms = isLockSafe
      ? dialect.lockSafety.rewrite(operations, await this.#read(this.#place.changed))
      : operations;
    await dialect.locks.beginRevision(connection);
    try {
      const sink = createExecuteSink(dialect, connection, {
        scope: this.#scope,
        onStatement: ({ sql }) => statements.push(sql),
        outside: async (work) => {
          await dialect.locks.commitRevision(connection);
          await work();
          await dialect.locks.beginRevision(connection);
        },
      });
      for (const operation of forms) await sink.accept(operation);
      await sink.flush();
      await dialect.locks.commitRevision(connection);
    } catch (error) {
      await dialect.locks.rollbackRevision(connection).catch(() => undefined);
      throw new Error(`${direction}: ${describe(error)}\n  after: ${statements.join(";\n         ")}`, {
        cause: error,
      });
    }
  }

  async #execute({ connection }: ScenarioDatabase, statements: readonly string[]): Promise<void> {
    for (const statement of statements) await connection.execute(statement, []);
  }

  #read({ connection, dialect }: ScenarioDatabase): Promise<Schema> {
    return dialect.introspector.read(connection, this.#scope);
  }

  async #readScope(): Promise<SchemaScope> {
    const { changed, goal } = this.#place;
    const scopes = [await this.#place.readScope?.(changed), await this.#place.readScope?.(goal)];
    const schemas = [...new Set(scopes.flatMap((scope) => scope?.schemas ?? []))];
    return schemas.length === 0 ? {} : { schemas };
  }

  #note(operations: readonly Operation[]): void {
    this.summaries = operations.map(summarizeOperation);
  }
}

/** A hint that only names can give: no question can be asked, because both names stay. */
function hasImpliedHint({ kind }: Scenario): boolean {
  return kind === "swap-names";
}

function losesData({ kind }: Hazard): boolean {
  return kind === "data loss";
}

function require(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

function describe(error: unknown): string {
  if (OrmError.is(error)) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
