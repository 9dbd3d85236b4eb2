import { resolve } from "node:path";
import { loadEntities } from "../data-source/load-entities";
import { createModuleLoader } from "../data-source/loader/module-loader";
import { OrmError } from "../errors/orm-error";
import { loadGraph } from "../migrate/locations";
import { readDataSourceOptions, type MigrationTestOptions } from "./migration-test-options";
import { MigrationTester } from "./migration-tester";
import { runUpDownUp, type UpDownUpReport } from "./up-down-up";

/** Every check makes a database of its own, but for those that need none, and can run in any runner of tests: it throws where it fails. */
export type MigrationCheck<T> = (options?: MigrationTestOptions) => Promise<T>;

/**
 * That the revision files have one head. Needs no database.
 * @throws OrmError `REVISION.MULTIPLE_HEADS`, and what else is wrong with the files (`REVISION.*`).
 */
export const singleHead: MigrationCheck<void> = async (options = {}) => {
  const { root = ".", migrations = {} } = await readDataSourceOptions(options);
  const graph = await loadGraph({ root, migrations });
  const { heads } = graph;
  if (heads.length <= 1) return;
  throw new OrmError("REVISION.MULTIPLE_HEADS", `the revisions have ${heads.length} heads: ${heads.join(", ")}`, {
    hint: "Join them: orm merge heads, or put the newer one behind the other.",
    details: { heads },
  });
};

/** That an empty database goes up to the heads, with the rows of the options. @throws OrmError `REVISION.FAILED`, `RUNNER.*`. */
export const upgradeFromBase: MigrationCheck<void> = (options = {}) =>
  withTester(options, (tester) => tester.migrateUpTo("heads"));

/** That the entities and the database at the heads are the same: no revision is missing. @throws OrmError `TESTING.MODELS_DIFFER`. */
export const modelsMatch: MigrationCheck<void> = (options = {}) =>
  withTester(options, async (tester) => {
    await tester.runner.upgrade("heads", options.x === undefined ? {} : { x: options.x });
    const { summaries, isUpToDate } = await tester.runner.check();
    if (isUpToDate) return;
    throw new OrmError(
      "TESTING.MODELS_DIFFER",
      `the entities have ${summaries.length} ${summaries.length === 1 ? "change" : "changes"} that no revision has: ${summaries.join("; ")}`,
      {
        hint: 'Write a revision: orm revision --autogenerate -m "..."',
        details: { changes: summaries },
      },
    );
  });

/**
 * That every revision goes up, down and up again: the downgrade leaves no trace in the schema, and rows that the revision is not about
 * survive, also those that `dataAt` and `dataBefore` write. A revision whose downgrade throws an error of its own is left out, with a note.
 * @throws OrmError `TESTING.TRACE_LEFT`, `TESTING.ROWS_LOST`, `REVISION.FAILED`, `RUNNER.PARTIAL`.
 */
export const upDownUp: MigrationCheck<UpDownUpReport> = (options = {}) => withTester(options, runUpDownUp);

/**
 * That the data source has every entity that the files export: one that is forgotten would look like one that was deleted.
 *
 * @param files patterns, from the project's folder: `["src/entities/*.ts"]`.
 * @throws OrmError `TESTING.NOT_REGISTERED`.
 */
export async function allModelsRegistered(files: readonly string[], options: MigrationTestOptions = {}): Promise<void> {
  const { entities = [], root = "." } = await readDataSourceOptions(options);
  const folder = resolve(root);
  const load = (sources: Parameters<typeof loadEntities>[0]): ReturnType<typeof loadEntities> =>
    loadEntities(sources, folder, () => createModuleLoader({ root: folder }));
  const registered = new Set(await load(entities));
  const missing = (await load(files)).filter((entity) => !registered.has(entity)).map(({ name }) => name);
  if (missing.length === 0) return;
  throw new OrmError(
    "TESTING.NOT_REGISTERED",
    `the data source does not have ${missing.length === 1 ? "the entity" : "the entities"} ${missing.join(", ")}`,
    {
      hint: 'Name them in the data source\'s "entities".',
      details: { entities: missing },
    },
  );
}

async function withTester<T>(options: MigrationTestOptions, work: (tester: MigrationTester) => Promise<T>): Promise<T> {
  const tester = await MigrationTester.create(options);
  try {
    return await work(tester);
  } finally {
    await tester.close();
  }
}
