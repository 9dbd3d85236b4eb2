import { Runner as MigrationRunner } from "../../migrate/runner";
import { DataSource } from "../data-source";
import { loadConfig, type ConfigRequest } from "./load-config";

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

  /**
   * Connects as `orm.config.ts` (in the working directory or above it, or the file that is named) says.
   * Close it at the end. @throws OrmError `CONFIG.*`, `CONNECTION.*`.
   */
  static async fromConfig(request: Partial<ConfigRequest> = {}): Promise<Runner> {
    const config = await loadConfig({ directory: process.cwd(), ...request });
    const dataSource = new DataSource({ ...(await config.loadDataSourceOptions()), synchronize: false });
    await dataSource.initialize();
    const runner = new Runner(dataSource);
    runner.#own = dataSource;
    return runner;
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
