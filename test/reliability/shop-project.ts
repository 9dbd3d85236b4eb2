import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { Runner } from "../../src/migrate/runner";
import { introspect } from "../../src/migrate/schemas-of";
import { stableJson } from "../../src/util/stable-json";
import type { DatabaseOptions } from "../support/database-provider";
import type { TestDatabase } from "../support/databases";
import { createUserProject, type CommandResult, type UserProject } from "../support/user-project";
import { startProxy } from "./killing-proxy";
import { seed, shop, tables } from "./shop";

const repository = path.resolve(__dirname, "..", "..");

/** Where a command is killed: at which of its messages (statements, where there is no server), before or after it is sent. */
export interface KillPoint {
  readonly at: number;
  readonly when: "before" | "after";
}

/** The shop as a user has it, and its databases. */
export class ShopProject {
  readonly #database: TestDatabase;
  readonly #project: UserProject;

  constructor(database: TestDatabase) {
    this.#database = database;
    this.#project = createUserProject({ ...shop, "orm.config.js": CONFIG });
  }

  remove(): void {
    this.#project.remove();
  }

  /** A database as it is before the first revision, or with all of them. */
  async createDatabase(state: "seeded" | "upgraded" = "seeded"): Promise<DatabaseOptions> {
    const options = await this.#database.createEmpty();
    await this.#with(options, async (dataSource) => {
      for (const statement of seed) await dataSource.query(statement);
      if (state === "upgraded") await new Runner(dataSource).upgrade("head");
    });
    return options;
  }

  /** Runs a command to its end. `env` comes on top. */
  orm(options: DatabaseOptions, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
    return this.#spawn(options, args, env).done;
  }

  /** How many points a command can be killed at. */
  async countPoints(options: DatabaseOptions, args: readonly string[]): Promise<number> {
    if (options.url === undefined) {
      const file = path.join(this.#project.root, "count.txt");
      await this.orm(options, args, { ...PRELOAD, ORMOLU_COUNT_FILE: file });
      return Number(readFileSync(file, "utf8"));
    }
    const proxy = await startProxy(options.url);
    await this.orm({ ...options, url: proxy.url }, args);
    await proxy.close();
    return proxy.count;
  }

  /** Runs a command that is killed. */
  async kill(options: DatabaseOptions, args: readonly string[], { at, when }: KillPoint): Promise<void> {
    if (options.url === undefined) {
      const after = when === "after" ? { ORMOLU_KILL_AFTER: "1" } : {};
      await this.orm(options, args, { ...PRELOAD, ...after, ORMOLU_KILL_AT: String(at) });
      return;
    }
    const proxy = await startProxy(options.url, {
      onMessage: (count) => {
        if (count !== at) return count < at;
        if (when === "before") command.kill();
        else setImmediate(() => command.kill());
        return when === "after";
      },
    });
    const command = this.#spawn({ ...options, url: proxy.url }, args, {});
    await command.done;
    await proxy.close();
  }

  /** Everything that a broken run could have got wrong: the tables, and the rows of those that hold any. */
  read(options: DatabaseOptions): Promise<string> {
    return this.#with(options, async (dataSource) => {
      const schema = await introspect(dataSource);
      const own = schema.tables.filter(({ name }) => !name.startsWith("orm_"));
      const rows: Record<string, unknown> = {};
      for (const { name } of own)
        if (tables[name] !== undefined)
          rows[name] = await dataSource.query(`SELECT * FROM ${name} ORDER BY ${tables[name]}`);
      return stableJson({ tables: own, rows });
    });
  }

  async #with<T>(options: DatabaseOptions, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
    const source = { ...options, root: this.#project.root, entities: [] };
    const dataSource = await new DataSource(source as unknown as DataSourceOptions).initialize();
    try {
      return await work(dataSource);
    } finally {
      await dataSource.destroy();
    }
  }

  #spawn(options: DatabaseOptions, args: readonly string[], env: NodeJS.ProcessEnv) {
    const { DATABASE_URL: _url, NODE_OPTIONS: _options, ...inherited } = process.env;
    const child = spawn(process.execPath, [path.join(repository, "dist", "cli", "bin.js"), ...args], {
      cwd: this.#project.root,
      env: { ...inherited, SHOP_DATABASE: JSON.stringify(options), ...env },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const done = new Promise<CommandResult>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (status) => resolve({ status, stdout, stderr }));
    });
    return { done, kill: () => child.kill("SIGKILL") };
  }
}

const CONFIG = `module.exports = { dataSource: { ...JSON.parse(process.env.SHOP_DATABASE), entities: [] } };\n`;
const PRELOAD = { NODE_OPTIONS: `--require ${path.join(__dirname, "kill-at-statement.cjs")}` };
