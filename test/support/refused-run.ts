import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { Runner } from "../../src/migrate/runner";
import { introspect } from "../../src/migrate/schemas-of";
import { writeRevisionFile } from "./write-revision-file";

/** What a run says on a data source that may not write, and what it left behind. */
export interface RefusedRun {
  readonly error: unknown;
  readonly tables: readonly string[];
}

/**
 * Tries to upgrade with one revision.
 * @param options of the data source that may not write.
 * @param own of one that sees what there is.
 */
export async function refuseRun(options: object, own: object): Promise<RefusedRun> {
  const root = mkdtempSync(path.join(os.tmpdir(), "ormolu-rights-"));
  writeRevisionFile(root, {
    id: "a1",
    downRevision: null,
    upgrade: `await op.execute("create table t (id integer)");`,
  });
  const open = (given: object): Promise<DataSource> =>
    new DataSource({ ...given, root } as unknown as DataSourceOptions).initialize();
  try {
    const limited = await open(options);
    const error: unknown = await new Runner(limited).upgrade().then(
      () => undefined,
      (caught: unknown) => caught,
    );
    await limited.destroy();
    const whole = await open(own);
    const { tables } = await introspect(whole);
    await whole.destroy();
    return { error, tables: tables.map(({ name }) => name) };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
