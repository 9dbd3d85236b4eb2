import type { Environment } from "../../../src/migrate/environment";
import type { MigrationHost } from "../../../src/migrate/migration-host";
import { runOffline } from "../../../src/migrate/run-in-environment";

/** What a run that prints SQL needs of a data source. */
const hostWith = (environment?: Environment) =>
  ({
    dialect: { name: "fake", capabilities: {} },
    migrations: environment === undefined ? {} : { environment },
  }) as unknown as Pick<MigrationHost, "dialect" | "migrations">;

function print(environment?: Environment) {
  const script: string[] = [];
  const run = {
    host: hostWith(environment),
    purpose: "upgrade",
    x: { a: "1" },
    write: (sql: string) => void script.push(sql),
  } as const;
  const result = runOffline(run, async (x) => {
    script.push("run");
    return x;
  });
  return { script, result };
}

describe("an environment", () => {
  it("is left out where the project has none", async () => {
    expect(await print().result).toEqual({ a: "1" });
  });

  it("goes around the run, and adds to its arguments", async () => {
    const { script, result } = print({
      runOffline: async ({ purpose, x, write }, run) => {
        write(`before ${purpose} ${x["a"]}`);
        await run({ x: { b: "2" } });
        write("after");
      },
    });
    expect([await result, script]).toEqual([{ a: "1", b: "2" }, ["before upgrade 1", "run", "after"]]);
  });

  it.each<[string, Environment["runOffline"], string]>([
    ["does not run", () => undefined, "returned without calling run()"],
    ["runs twice", (_context, run) => run().then(() => run()), "called run() a second time"],
  ])("is refused where it %s", async (_what, hook, message) => {
    await expect(print({ runOffline: hook! }).result).rejects.toMatchObject({
      code: "RUNNER.ENVIRONMENT",
      message: expect.stringContaining(message) as string,
    });
  });

  it("cannot hide a failure of the run, whether it waits for it or not", async () => {
    const failing = (hook: NonNullable<Environment["runOffline"]>): Promise<never> =>
      runOffline({ host: hostWith({ runOffline: hook }), purpose: "upgrade", x: {}, write: () => undefined }, () =>
        Promise.reject(new Error("broken")),
      );
    await expect(failing((_context, run) => run().catch(() => undefined))).rejects.toThrow("broken");
    await expect(failing((_context, run) => void run())).rejects.toThrow("broken");
  });
});
