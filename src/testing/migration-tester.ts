import type { DataSource } from "../data-source/data-source";
import { OrmError } from "../errors/orm-error";
import { createExecuteSink } from "../migrate/execute-sink";
import { runPlan } from "../migrate/run-plan";
import { Runner } from "../migrate/runner";
import { scopeOf } from "../migrate/scope";
import type { NameInput } from "../operations/input";
import { operationDefinitions } from "../operations/definitions";
import type { BulkInsert } from "../operations/operation";
import type { Step } from "../revisions/plan";
import type { RevisionGraph } from "../revisions/revision-graph";
import { emptySchema } from "../schema/model";
import { readDataSourceOptions, type MigrationTestOptions, type TestQuery } from "./migration-test-options";
import { openTestDatabase, type TestDatabase } from "./open-test-database";

/**
 * Takes one database up and down, revision by revision, for tests of migrations of one's own.
 *
 * @example
 * await using tester = await MigrationTester.create({ dataSource: { url, entities: [] } });
 * await tester.migrateUpBefore("3f2a9c1d7b4e");
 * await tester.insertInto("users", [{ id: 1, name: "Ada Lovelace" }]);
 * await tester.migrateUpOne();
 * expect(await tester.query("select first_name from users")).toEqual([{ first_name: "Ada" }]);
 */
export class MigrationTester implements AsyncDisposable {
  readonly graph: RevisionGraph;
  readonly options: MigrationTestOptions;
  #database: TestDatabase;
  #runner: Runner;

  private constructor(database: TestDatabase, graph: RevisionGraph, options: MigrationTestOptions) {
    this.#database = database;
    this.#runner = new Runner(database.dataSource);
    this.graph = graph;
    this.options = options;
  }

  /**
   * Makes a database for the test and connects to it; `close` drops it.
   * @throws OrmError `CONFIG.*`, `REVISION.*`, `CONNECTION.*`, `DIALECT.NO_SCRATCH_PLACE`, and `REVISION.NO_SUCH_REVISION` for
   * data, or another option, that names a revision which no file has.
   */
  static async create(options: MigrationTestOptions = {}): Promise<MigrationTester> {
    const database = await openDatabase(options);
    try {
      const graph = await new Runner(database.dataSource).graph();
      requireRevisions(graph, options);
      return new MigrationTester(database, graph, options);
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  get dataSource(): DataSource {
    return this.#database.dataSource;
  }

  get runner(): Runner {
    return this.#runner;
  }

  /** Goes on with a new, empty database in the place of the one so far; the data source is another one then. */
  async restart(): Promise<void> {
    await this.#database.close();
    this.#database = await openDatabase(this.options);
    this.#runner = new Runner(this.#database.dataSource);
  }

  /** Runs SQL. */
  readonly query: TestQuery = (statement, parameters) => this.dataSource.query(statement, parameters);

  /** Writes rows, by column name, into a table as it is at the moment. */
  async insertInto(table: NameInput, rows: BulkInsert["rows"] | BulkInsert["rows"][number]): Promise<void> {
    const list = (Array.isArray(rows) ? rows : [rows]) as BulkInsert["rows"];
    const { dialect } = this.dataSource;
    await this.dataSource.withConnection(async (connection) => {
      const sink = createExecuteSink(dialect, connection, { scope: scopeOf(this.dataSource, emptySchema) });
      await sink.accept(operationDefinitions.bulkInsert.create(table, list));
      await sink.flush();
    });
  }

  /** The current heads of the database: none at base. */
  async current(): Promise<readonly string[]> {
    return (await this.runner.current()).map(({ revision }) => revision);
  }

  /** Every revision in the order in which an upgrade applies them. */
  get order(): readonly string[] {
    return this.steps().map(({ revision }) => revision);
  }

  /** The steps from base to the heads. */
  steps(): readonly Step[] {
    return this.graph.revisions.length === 0 ? [] : this.graph.planUpgrade([], "heads");
  }

  /** Goes up to a revision (`head`, `heads`, an id ...), and writes the rows of the options on the way. */
  async migrateUpTo(target: string): Promise<void> {
    await this.run(this.graph.planUpgrade(await this.current(), target));
  }

  /** Goes up to where a revision is the next one. */
  async migrateUpBefore(target: string): Promise<void> {
    const steps = this.graph.planUpgrade(await this.current(), target);
    await this.run(steps.slice(0, -1));
  }

  /** Applies the next revision. @throws OrmError `REVISION.RELATIVE_OUT_OF_RANGE` at the heads. */
  async migrateUpOne(): Promise<void> {
    const [next] = this.graph.planUpgrade(await this.current(), "heads");
    if (next === undefined) throw atTheEnd("head");
    await this.run([next]);
  }

  /** Goes down to a revision, which stays applied; `base` takes everything down. */
  async migrateDownTo(target: string): Promise<void> {
    await this.run(this.graph.planDowngrade(await this.current(), target));
  }

  /** Goes down so far that a revision, too, is taken down. */
  async migrateDownBefore(target: string): Promise<void> {
    const revision = this.graph.resolve(target, { current: await this.current() });
    if (revision === null) throw atTheEnd("base");
    const steps = this.graph.planDowngrade(await this.current(), "base");
    const last = steps.findIndex((step) => step.revision === revision.revision);
    await this.run(steps.slice(0, last + 1));
  }

  /** Takes the last revision down. @throws OrmError `REVISION.RELATIVE_OUT_OF_RANGE` at base. */
  async migrateDownOne(): Promise<void> {
    const [last] = this.graph.planDowngrade(await this.current(), "base");
    if (last === undefined) throw atTheEnd("base");
    await this.run([last]);
  }

  /** Applies the next revision, takes it down and applies it again. */
  async roundtripNext(): Promise<void> {
    await this.migrateUpOne();
    await this.migrateDownOne();
    await this.migrateUpOne();
  }

  /** Does steps one by one, as they are; rows of the options are written around those that go up. */
  async run(steps: readonly Step[], { writesData = true } = {}): Promise<void> {
    const { dataBefore = {}, dataAt = {}, skipRevisions = [], x } = this.options;
    for (const step of steps) {
      const isUp = writesData && step.direction === "upgrade";
      if (isUp) await dataBefore[step.revision]?.(this.query);
      const isSkipped = skipRevisions.includes(step.revision);
      const planned: Step = isSkipped ? { ...step, direction: "stamp" } : step;
      await runPlan(this.dataSource, this.graph, () => [planned], x === undefined ? {} : { x });
      if (isUp) await dataAt[step.revision]?.(this.query);
    }
  }

  /** Tells what is left out, and why. */
  note(text: string): void {
    const { onNote } = this.options;
    if (onNote === undefined) process.stderr.write(`${text}\n`);
    else onNote(text);
  }

  /** Closes the connections and drops the database of the test. */
  async close(): Promise<void> {
    await this.#database.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

async function openDatabase(options: MigrationTestOptions): Promise<TestDatabase> {
  return openTestDatabase(await readDataSourceOptions(options), options.scratch ?? true);
}

/** A misspelt id would silently test nothing. */
function requireRevisions(graph: RevisionGraph, options: MigrationTestOptions): void {
  const { dataAt = {}, dataBefore = {}, skipRevisions = [], changesRows = [], minimumDowngradeRevision } = options;
  const named = [...Object.keys(dataAt), ...Object.keys(dataBefore), ...skipRevisions, ...changesRows];
  if (minimumDowngradeRevision !== undefined) named.push(minimumDowngradeRevision);
  for (const id of named) graph.get(id);
}

function atTheEnd(end: "head" | "base"): OrmError {
  return new OrmError(
    "REVISION.RELATIVE_OUT_OF_RANGE",
    `the database of the test is at ${end}: there is no next revision`,
    {
      hint: `Go ${end === "head" ? "down" : "up"} first, or ask for fewer revisions.`,
    },
  );
}
