import { setTimeout as sleep } from "node:timers/promises";
import type { Locks } from "../../../src/dialect/locks";
import { OrmError } from "../../../src/errors/orm-error";
import { waitForWriter, withLock } from "../../../src/migrate/lock";
import type { MigrationHost } from "../../../src/migrate/migration-host";
import { createFakeConnection, type FakeConnection } from "../session/fake-driver";

function hostWith(connection: FakeConnection, locks: Partial<Locks> = {}): MigrationHost {
  return {
    dialect: {
      capabilities: { advisoryLocks: true },
      locks: { tryAcquire: async () => true, release: async () => {}, findHolder: async () => undefined, ...locks },
      errors: { translate: (cause: unknown) => new OrmError("CONNECTION.LOST", "translated", { cause }) },
    },
    migrations: {},
    databaseName: "test",
    openConnection: async () => connection,
  } as unknown as MigrationHost;
}

describe("the lock of the migrations", () => {
  it("is verified while its connection answers, and lost when it does not", async () => {
    const connection = createFakeConnection();
    await withLock(hostWith(connection), { timeout: 0 }, async (lock) => {
      await lock.verify();
      connection.failures.set("SELECT", new Error("terminated"));
      await expect(lock.verify()).rejects.toMatchObject({ code: "RUNNER.LOCK_LOST" });
      connection.isOpen = false;
      await expect(lock.verify()).rejects.toMatchObject({ code: "RUNNER.LOCK_LOST" });
    });
    expect(connection.log).toEqual(["SELECT 1", "SELECT 1", "closed"]);
  });

  it("shows the work's own error, also where the release fails", async () => {
    const connection = createFakeConnection();
    const release = (): Promise<void> => Promise.reject(new Error("release"));
    const work = withLock(hostWith(connection, { release }), { timeout: 0 }, () => Promise.reject(new Error("work")));
    await expect(work).rejects.toThrow("work");
    await expect(withLock(hostWith(connection, { release }), { timeout: 0 }, () => sleep(1, "done"))).resolves.toBe(
      "done",
    );
  });

  it("translates the errors of its own connection", async () => {
    const tryAcquire = (): Promise<boolean> => Promise.reject(new Error("ECONNRESET"));
    const work = withLock(hostWith(createFakeConnection(), { tryAcquire }), { timeout: 0 }, async () => 1);
    await expect(work).rejects.toMatchObject({ code: "CONNECTION.LOST" });
  });
});

describe("the wait for the lock", () => {
  const holder = { description: "pid 7", endWith: "end(7)" };

  it("says who holds it and how to end that, and goes on when it is free", async () => {
    const tryAcquire = jest.fn(async () => true).mockResolvedValueOnce(false);
    const host = hostWith(createFakeConnection(), { tryAcquire, findHolder: async () => holder });
    const onWait = jest.fn();
    const describeRun = async (): Promise<string> => '"upgrade head" of ann@web';
    await withLock(host, { timeout: 5_000, onWait, describeRun }, async () => undefined);
    expect(onWait.mock.calls).toEqual([['pid 7, running "upgrade head" of ann@web', expect.any(Number), "end(7)"]]);
  });

  it("ends in time with the holder in the error, also where it cannot be seen", async () => {
    const tryAcquire = async (): Promise<boolean> => false;
    const seen = hostWith(createFakeConnection(), { tryAcquire, findHolder: async () => holder });
    await expect(withLock(seen, { timeout: 0 }, async () => 1)).rejects.toMatchObject({
      code: "RUNNER.LOCK_TIMEOUT",
      message: expect.stringContaining("pid 7 holds it") as string,
      hint: expect.stringContaining("end(7);") as string,
    });
    const findHolder = (): Promise<undefined> => Promise.reject(new Error("permission denied"));
    const unseen = hostWith(createFakeConnection(), { tryAcquire, findHolder });
    await expect(withLock(unseen, { timeout: 0 }, async () => 1)).rejects.toMatchObject({
      message: expect.stringContaining("another process holds it") as string,
    });
  });

  it("ends at once when the signal comes, and mentions a pooler once", async () => {
    const connection = Object.assign(createFakeConnection(), { isPooled: true });
    const onPooler = jest.fn();
    const host = hostWith(connection, { tryAcquire: async () => false });
    const waiting = withLock(host, { timeout: 60_000, signal: AbortSignal.timeout(20), onPooler }, async () => 1);
    await expect(waiting).rejects.toMatchObject({ code: "RUNNER.ABORTED" });
    expect(onPooler).toHaveBeenCalledTimes(1);
    expect(connection.log.at(-1)).toBe("closed");
  });
});

describe("the wait for another writer", () => {
  const busy = (): OrmError => new OrmError("QUERY.LOCK_TIMEOUT", "busy");

  it("goes on when the other one is done, and says who is waited for", async () => {
    const waits: string[] = [];
    const attempt = jest.fn(async () => "done").mockRejectedValueOnce(busy());
    const options = { timeout: 10_000, onWait: (holder: string) => void waits.push(holder) };
    await expect(waitForWriter(options, attempt)).resolves.toBe("done");
    expect(waits).toEqual(["another connection"]);
  });

  it("ends in time, and at once with any other error", async () => {
    await expect(waitForWriter({ timeout: 0 }, () => Promise.reject(busy()))).rejects.toMatchObject({
      code: "RUNNER.LOCK_TIMEOUT",
    });
    await expect(waitForWriter({ timeout: 10_000 }, () => Promise.reject(new Error("other")))).rejects.toThrow("other");
  });
});
