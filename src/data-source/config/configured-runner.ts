import type { CheckResult } from "../../migrate/check-result";
import type { RevisionRequest } from "../../migrate/revision-request";
import type { WrittenRevision } from "../../migrate/write-revision";
import type { RunOptions, RunResult } from "../../migrate/run-event";
import { Runner as MigrationRunner } from "../../migrate/runner";
import { DataSource } from "../data-source";
import type { ConfigRequest } from "./config-request";
import { loadConfig } from "./load-config";

/**
 * Applies revisions and writes new ones: on a data source of the program's, or as the configuration file says.
 *
 * @example
 * await new Runner(dataSource).upgrade();
 *
 * @example
 * await using runner = await Runner.fromConfig();
 * await runner.upgrade();
 */
export class Runner extends MigrationRunner implements AsyncDisposable {
  #own: DataSource | undefined;
  #x: Readonly<Record<string, string>> = {};

  /**
   * Connects as `orm.config.ts` (in the working directory or above it, or the file that is named) says; `name` chooses one of several
   * databases, `x` holds arguments for the configuration and the revisions. Close it at the end.
   *
   * @example
   * await using runner = await Runner.fromConfig({ name: "events" });
   * @throws OrmError `CONFIG.*`, `CONNECTION.*`.
   */
  static async fromConfig(request: Partial<ConfigRequest> = {}): Promise<Runner> {
    const config = await loadConfig({ directory: process.cwd(), ...request });
    const options = await config.loadDataSourceOptions();
    // What runs is what the program says.
    const migrations = { ...options.migrations, upgradeOnInitialize: false };
    const dataSource = new DataSource({ ...options, migrations, synchronize: false });
    await dataSource.initialize();
    const runner = new Runner(dataSource);
    runner.#own = dataSource;
    runner.#x = config.x;
    return runner;
  }

  override upgrade(target = "head", options: RunOptions = {}): Promise<RunResult> {
    return super.upgrade(target, this.#withArguments(options));
  }

  override downgrade(target: string, options: RunOptions = {}): Promise<RunResult> {
    return super.downgrade(target, this.#withArguments(options));
  }

  override stamp(
    targets: string | readonly string[],
    options: RunOptions & { readonly purge?: boolean } = {},
  ): Promise<RunResult> {
    return super.stamp(targets, this.#withArguments(options));
  }

  override check(options: Pick<RunOptions, "x"> = {}): Promise<CheckResult> {
    return super.check(this.#withArguments(options));
  }

  override revision(request: RevisionRequest = {}): Promise<WrittenRevision | undefined> {
    return super.revision(this.#withArguments(request));
  }

  /** The arguments of the run go before those of the configuration. */
  #withArguments<Options extends Pick<RunOptions, "x">>(options: Options): Options {
    return { ...options, x: { ...this.#x, ...options.x } };
  }

  /** Closes the connections that `fromConfig` opened; a data source that was given stays open. */
  async close(): Promise<void> {
    const own = this.#own;
    this.#own = undefined;
    await own?.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
