import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../../src/data-source/data-source";
import type { DataSourceOptions } from "../../../src/data-source/data-source-options";
import { DefaultNamingStrategy } from "../../../src/metadata/naming-strategy";
import { compareWithDatabase } from "../../../src/migrate/compare";
import { pullDatabase } from "../../../src/migrate/pull/pull-database";
import type { PulledSchema } from "../../../src/migrate/pull/pull-schema";
import { summarizeOperation } from "../../../src/operations/definitions";
import { formatSource } from "../../../src/revisions/render/format-source";
import type { DatabaseOptions } from "../../support/database-provider";

/** A database as entities, and what a comparison with them finds. */
export interface PullOutcome {
  readonly pulled: PulledSchema;
  /** What would be changed, one line each; nothing where entities and database are equal. */
  readonly differences: readonly string[];
}

/** Pulls every schema of a database, loads the files, and compares them with the database. */
export async function pullAndCompare(database: DatabaseOptions): Promise<PullOutcome> {
  const root = mkdtempSync(path.join(os.tmpdir(), "ormolu-pull-"));
  try {
    const options = { ...database, root } as unknown as DataSourceOptions;
    const pulled = await withDataSource({ ...options, entities: [] }, (dataSource) =>
      pullDatabase(dataSource, { namingStrategy: new DefaultNamingStrategy(), schemas: "all" }),
    );
    await writeFiles(path.join(root, "entities"), pulled);
    const entities = pulled.files.length === 0 ? [] : ["entities/*.ts"];
    const differences = await withDataSource({ ...options, entities }, (dataSource) =>
      dataSource.withConnection(async (connection) => {
        const { operations } = await compareWithDatabase(dataSource, connection);
        return operations.map(summarizeOperation);
      }),
    );
    return { pulled, differences };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function writeFiles(folder: string, { files }: PulledSchema): Promise<void> {
  mkdirSync(folder);
  for (const { name, source } of files) {
    const file = path.join(folder, name);
    writeFileSync(file, await formatSource(source, file));
    if (process.env["KEEP_PULLED"] !== undefined) {
      mkdirSync(process.env["KEEP_PULLED"], { recursive: true });
      writeFileSync(path.join(process.env["KEEP_PULLED"], name), await formatSource(source, file));
    }
  }
}

async function withDataSource<T>(options: DataSourceOptions, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const dataSource = await new DataSource(options).initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
