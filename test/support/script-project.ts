import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { offlineDialect } from "../../src/data-source/offline-dialect";
import { createOfflineHost } from "../../src/data-source/offline-host";
import { loadGraph } from "../../src/migrate/locations";
import { writeOfflineScript, type Script, type ScriptRequest } from "../../src/migrate/offline";
import { introspect } from "../../src/migrate/schemas-of";
import type { TestDatabase } from "./databases";
import type { DatabaseOptions } from "./database-provider";
import { writeRevisionFile, type RevisionText } from "./write-revision-file";

/** A place for a database, with the options that lead there. */
export interface ScriptPlace {
  readonly options: DatabaseOptions;
  readonly dataSource: DataSource;
}

/** A project with revisions, and as many empty databases as a test wants. */
export interface ScriptProject {
  readonly root: string;
  /** Writes revisions, each after the one before it. */
  write(...revisions: readonly Omit<RevisionText, "downRevision">[]): void;
  open(extra?: object): Promise<ScriptPlace>;
  /** The script for this database's version; nothing is connected. */
  script(place: ScriptPlace, kind: ScriptRequest["kind"], ...targets: readonly string[]): Promise<Script>;
  /** Runs the statements of a script one after the other on one connection. */
  run(place: ScriptPlace, script: Script): Promise<void>;
}

/** Call it in a block of `describeEachDatabase`. */
export function useScriptProject(database: TestDatabase, migrations: object = {}): ScriptProject {
  let root: string;
  const opened: DataSource[] = [];
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), "ormolu-script-"));
  });
  afterEach(async () => {
    for (const dataSource of opened.splice(0)) await dataSource.destroy();
    await database.cleanUp();
    rmSync(root, { recursive: true, force: true });
  });
  return {
    get root() {
      return root;
    },
    write(...revisions) {
      revisions.forEach((revision, index) =>
        writeRevisionFile(root, { ...revision, downRevision: revisions[index - 1]?.id ?? null }),
      );
    },
    async open(extra = {}) {
      const options = await database.createEmpty();
      const all = { ...options, ...extra, root, migrations } as unknown as DataSourceOptions;
      const dataSource = await new DataSource(all).initialize();
      opened.push(dataSource);
      return { options, dataSource };
    },
    async script({ dataSource }, kind, ...targets) {
      const host = createOfflineHost(dataSource.options, offlineDialect(dataSource.options, database.version));
      return writeOfflineScript(host, await loadGraph(host), { kind, targets });
    },
    async run({ dataSource }, script) {
      await dataSource.withConnection(async (connection) => {
        for (const statement of script.statements) await connection.execute(statement, []);
      });
    },
  };
}

/** Everything that a schema holds beside what the catalog keeps as text, and the rows of some tables. */
export async function snapshotOf(
  { dataSource }: ScriptPlace,
  ...tables: readonly string[]
): Promise<{ readonly schema: unknown; readonly rows: unknown }> {
  const { queries } = dataSource.dialect;
  const schema = await introspect(dataSource);
  const rows: unknown[] = [];
  for (const table of tables) {
    rows.push(await dataSource.query(`SELECT * FROM ${queries.quoteIdentifier(table)} ORDER BY 1`));
  }
  return { schema: withoutTexts(schema), rows };
}

/** The text of a CREATE statement, where a catalog keeps it, has other white space when it came another way. */
function withoutTexts(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, member: unknown) => (/(?:^|\.)(?:sql|stored\w*)$/i.test(key) ? undefined : member)),
  ) as unknown;
}
