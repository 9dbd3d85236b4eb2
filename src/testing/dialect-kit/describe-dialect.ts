import type { Dialect, DialectOptions } from "../../dialect/dialect";
import type { ServerInfo } from "../../dialect/driver";
import { OrmError } from "../../errors/orm-error";
import { findTestRunner, type TestRunner } from "../test-runner";
import { connectionChecks } from "./connection-checks";
import { openDialectBench, type DialectBench } from "./dialect-bench";
import { reasonAgainst, type DialectCheck } from "./dialect-check";
import { errorChecks } from "./error-checks";
import { introspectionChecks } from "./introspection-checks";
import { nameChecks } from "./name-checks";
import { operationChecks } from "./operation-checks";
import { queryChecks } from "./query-checks";
import { transactionChecks } from "./transaction-checks";
import { typeChecks } from "./type-checks";

/** What a dialect must do, by subject. */
export const dialectChecks: Readonly<Record<string, readonly DialectCheck[]>> = {
  connections: connectionChecks,
  types: typeChecks,
  names: nameChecks,
  operations: operationChecks,
  introspection: introspectionChecks,
  queries: queryChecks,
  transactions: transactionChecks,
  errors: errorChecks,
};

/** Where a dialect is tested, and how. */
export interface DescribeDialectOptions {
  /** The options of a data source that leads to an empty database, or what makes one. Everything in it is dropped again and again. */
  readonly database: DialectOptions | (() => Promise<DialectOptions>);
  /** The server, for the checks that need a capability. Default: what the dialect assumes without a server. */
  readonly server?: ServerInfo;
  /** The name of the block of tests. Default: `dialect <name>`. */
  readonly title?: string;
  /** Names of checks that do not hold, each with the reason, which stands in the name of the skipped test. */
  readonly exceptions?: Readonly<Record<string, string>>;
  /** How long one check may take, in milliseconds. Default: 30,000. */
  readonly timeout?: number;
  /** The functions of the runner of tests, where they are not global. */
  readonly runner?: DialectTestRunner;
}

/** A runner that can also show tests as skipped, and do something after the last. */
export interface DialectTestRunner extends TestRunner {
  afterAll?(work: () => Promise<void>): unknown;
}

const TIMEOUT = 30_000;

/**
 * Registers the tests that every dialect has to pass: what is read back as it was made, which values come back as they went in, what is
 * quoted, rolled back, locked, and how failures are told.
 *
 * @example
 * import { describeDialect } from "ormolu/testing";
 * import { exampleDialect } from "../src";
 *
 * describeDialect(exampleDialect, { database: { type: "example", url: process.env.TEST_URL } });
 */
export function describeDialect(dialect: Dialect, options: DescribeDialectOptions): void {
  const { title = `dialect ${dialect.name}`, timeout = TIMEOUT, exceptions = {}, runner } = options;
  const { describe, it } = findTestRunner(runner);
  const { capabilities } = dialect.resolve(options.server ?? dialect.offline);
  const place = createPlace(dialect, options);
  describe(title, () => {
    afterAllOf(runner)?.(() => place.close());
    for (const [subject, checks] of Object.entries(dialectChecks)) {
      describe(subject, () => {
        for (const check of checks) {
          const reason = exceptions[check.name] ?? reasonAgainst(check, capabilities);
          if (reason === undefined) it(check.name, () => place.run(check), timeout);
          else skipOf(it)?.(`${check.name} (${reason})`, async () => {});
        }
      });
    }
    it(
      "is as the capabilities said before it was connected to",
      () => place.requireCapabilities(capabilities),
      timeout,
    );
  });
}

/** The one database that all checks share; it is made again after a check that may have left it in any state. */
function createPlace(dialect: Dialect, { database }: DescribeDialectOptions) {
  let bench: DialectBench | undefined;
  async function open(): Promise<DialectBench> {
    bench ??= await openDialectBench(dialect, typeof database === "function" ? await database() : database);
    return bench;
  }
  async function close(): Promise<void> {
    const open = bench;
    bench = undefined;
    await open?.close();
  }
  return {
    close,
    async run({ check }: DialectCheck): Promise<void> {
      const own = await open();
      try {
        await check(own);
      } finally {
        await own.clear().catch(() => close());
      }
    },
    async requireCapabilities(expected: object): Promise<void> {
      const { capabilities } = (await open()).dialect;
      const different = Object.entries(capabilities).filter(
        ([name, value]) => (expected as Readonly<Record<string, unknown>>)[name] !== value,
      );
      if (different.length === 0) return;
      throw new OrmError(
        "TESTING.DIALECT_BROKEN",
        `the server has other capabilities than those that the checks were chosen by: ${different.map(([name]) => name).join(", ")}`,
        { hint: "Say in the option `server` which version the tests run on." },
      );
    },
  };
}

function skipOf(it: TestRunner["it"]): TestRunner["it"] | undefined {
  return (it as TestRunner["it"] & { readonly skip?: TestRunner["it"] }).skip;
}

function afterAllOf(runner: DialectTestRunner | undefined): DialectTestRunner["afterAll"] {
  if (runner !== undefined) return runner.afterAll;
  return (globalThis as unknown as Partial<DialectTestRunner>).afterAll;
}
