import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { Runner } from "../../src/migrate/runner";
import type { MigrationOptions } from "../../src/migrate/migration-options";
import type { RunEvent } from "../../src/migrate/run-event";
import type { TestDatabase } from "./databases";
import { writeRevisionFile } from "./write-revision-file";

/** A project with an empty database whose revisions a test writes by hand, anew for each test of a block. */
export interface RevisionProject {
  readonly root: string;
  /** The options of its data sources, for other processes. */
  readonly options: DataSourceOptions;
  /** Writes revisions, each after the one before it: the bodies of their upgrades, and of their downgrades. */
  write(revisions: Readonly<Record<string, string | readonly [upgrade: string, downgrade: string]>>): void;
  /** Opens another data source. */
  open(options?: Readonly<Record<string, unknown>>, migrations?: MigrationOptions): Promise<DataSource>;
  runner(options?: Readonly<Record<string, unknown>>, migrations?: MigrationOptions): Promise<Runner>;
  /** Appends to the file of a revision. */
  edit(id: string, text: string): void;
  /** Takes the file of a revision away. */
  remove(id: string): void;
  file(id: string): string;
}

/** Creates a table of that name. */
export const createTable = (name: string): readonly [upgrade: string, downgrade: string] => [
  `await op.createTable("${name}", { columns: [{ name: "id", type: "integer" }] });`,
  `await op.dropTable("${name}");`,
];

/** Call it in a block of `describeEachDatabase`. */
export function useRevisionProject(database: TestDatabase): RevisionProject {
  const open: DataSource[] = [];
  const state = { root: "", options: {} as DataSourceOptions };

  beforeEach(async () => {
    state.root = mkdtempSync(path.join(os.tmpdir(), "ormolu-revisions-"));
    state.options = { ...(await database.createEmpty()), root: state.root } as unknown as DataSourceOptions;
  });

  afterEach(async () => {
    for (const dataSource of open.splice(0)) await dataSource.destroy();
    await database.cleanUp();
    rmSync(state.root, { recursive: true, force: true });
  });

  const file = (id: string): string => path.join(state.root, "migrations", "versions", `${id}.js`);

  async function openSource(options = {}, migrations: MigrationOptions = {}): Promise<DataSource> {
    const dataSource = new DataSource({ ...state.options, ...options, migrations });
    open.push(await dataSource.initialize());
    return dataSource;
  }

  return {
    get root() {
      return state.root;
    },
    get options() {
      return state.options;
    },
    write(revisions) {
      let downRevision: string | null = null;
      for (const [id, body] of Object.entries(revisions)) {
        const [upgrade, downgrade] = typeof body === "string" ? [body, ""] : body;
        writeRevisionFile(state.root, { id, downRevision, upgrade, downgrade });
        downRevision = id;
      }
    },
    open: openSource,
    runner: async (options, migrations) => new Runner(await openSource(options, migrations)),
    edit: (id, text) => writeFileSync(file(id), readFileSync(file(id), "utf8") + text),
    remove: (id) => rmSync(file(id)),
    file,
  };
}

/** The events of one type that a run reports. */
export function collectEvents<Type extends RunEvent["type"]>(
  type: Type,
): { readonly onEvent: (event: RunEvent) => void; readonly events: Extract<RunEvent, { type: Type }>[] } {
  const events: Extract<RunEvent, { type: Type }>[] = [];
  const onEvent = (event: RunEvent): void => {
    if (event.type === type) events.push(event as Extract<RunEvent, { type: Type }>);
  };
  return { onEvent, events };
}
