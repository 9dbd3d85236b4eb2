import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCapabilities } from "./capabilities";
import { createProvider, type DatabaseOptions } from "./database-provider";
import { readMatrix, readSession, type Target } from "./matrix";
import type { Capabilities } from "../../src/dialect/capabilities";

/** What a test knows of the database that it runs on, and the databases it can have there. */
export interface TestDatabase {
  /** For messages: `postgres-new`. Never decide by it what a test expects: ask the capabilities. */
  readonly name: string;
  /** The version as the server says it. */
  readonly version: string;
  readonly capabilities: Capabilities;
  /** A new database without tables; the options are those of a data source. It lives until `cleanUp`. */
  createEmpty(): Promise<DatabaseOptions>;
  /** Drops what `createEmpty` made. It also runs after the last test of the block. */
  cleanUp(): Promise<void>;
}

/** The capabilities that a block of tests needs, each with the reason. */
export type Requirements = { readonly [K in keyof Capabilities]?: string };

export interface EachDatabaseOptions {
  readonly requires?: Requirements;
  /** The block makes a database a case, dozens of them: too many for one that lives in the memory of this process. */
  readonly makesManyDatabases?: boolean;
}

/**
 * What shows the driver of the stand-in. Where PostgreSQL itself answers, all else would be done twice by the same dialect: minutes of
 * processor time. Without a server the stand-in runs every block.
 */
const ALSO_ON_STAND_IN: ReadonlySet<string> = new Set([
  "the query road",
  "the migration road",
  "the proof",
  "the lock of the migrations",
  "embedded classes",
  "view entities",
]);

/**
 * Runs a block of tests once on every database that answers.
 *
 * A database without a required capability shows the block as skipped, with the reason in its name.
 * @example
 * describeEachDatabase("partial indexes", (database) => {
 *   it("are read back as they were written", async () => {
 *     const options = await database.createEmpty();
 *   });
 * }, { requires: { partialIndexes: "an index with WHERE is what is tested" } });
 */
export function describeEachDatabase(
  name: string,
  define: (database: TestDatabase) => void,
  options: EachDatabaseOptions = {},
): void {
  const { targets } = readMatrix();
  const hasPostgres = targets.some(({ type }) => type === "postgres");
  for (const target of targets) {
    const title = `${name} on ${target.name}`;
    if (target.type === "pglite" && hasPostgres && !ALSO_ON_STAND_IN.has(name)) continue;
    const isTooMuch = options.makesManyDatabases === true && target.type === "pglite";
    const missing = isTooMuch ? "room for many databases" : findMissing(target, options.requires ?? {});
    if (missing) describe.skip(`${title} (it lacks ${missing})`, () => define(createTestDatabase(target)));
    else describe(title, () => define(createTestDatabase(target)));
  }
}

function findMissing(target: Target, requirements: Requirements): string | undefined {
  const wanted = Object.entries(requirements);
  if (wanted.length === 0) return undefined;
  const capabilities: Readonly<Record<string, unknown>> = { ...readCapabilities(target) };
  const [capability, reason] = wanted.find(([key]) => !capabilities[key]) ?? [];
  return capability && `${capability}: ${reason}`;
}

function createTestDatabase(target: Target): TestDatabase {
  const provider = createProvider(target);
  afterAll(async () => {
    await provider.cleanUp();
    await provider.close();
  });
  return {
    name: target.name,
    version: target.version,
    get capabilities() {
      return readCapabilities(target);
    },
    async createEmpty() {
      writeFileSync(join(readSession(), `used-${target.name}`), "");
      return provider.createEmpty();
    },
    cleanUp: () => provider.cleanUp(),
  };
}
