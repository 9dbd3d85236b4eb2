import { setTimeout as sleep } from "node:timers/promises";
import { runEachTenant, type TenantEvent } from "../../../src/migrate/tenants";

const NAMES = ["a", "b", "c", "d", "e"];

describe("runEachTenant", () => {
  it("gives the outcomes in the order of the tenants, whichever is ready first", async () => {
    const outcomes = await runEachTenant(NAMES, async (tenant) => {
      await sleep(tenant === "a" ? 20 : 1);
      return tenant.toUpperCase();
    });
    expect(outcomes.map((outcome) => outcome.status === "done" && outcome.result)).toEqual(["A", "B", "C", "D", "E"]);
  });

  it("never works on more tenants at once than it may", async () => {
    let running = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await sleep(2);
      running -= 1;
    };
    await runEachTenant(NAMES, work, { concurrency: 2 });
    expect(most).toBe(2);
  });

  it("does each tenant once, also one that is named twice", async () => {
    const seen: string[] = [];
    await runEachTenant(["a", "b", "a"], async (tenant) => void seen.push(tenant));
    expect(seen).toEqual(["a", "b"]);
  });

  it("goes on after a failure, and counts it", async () => {
    const events: TenantEvent[] = [];
    const work = async (tenant: string): Promise<void> => {
      if (tenant === "b") throw new Error("no");
    };
    const outcomes = await runEachTenant(NAMES, work, { concurrency: 1, onEvent: (event) => events.push(event) });
    expect(outcomes.map(({ status }) => status)).toEqual(["done", "failed", "done", "done", "done"]);
    expect(events.at(-1)).toMatchObject({ type: "tenant:end", counts: { total: 5, done: 4, running: 0, failed: 1 } });
  });

  it("begins no other tenant after a failure, with failFast", async () => {
    const work = () => Promise.reject(new Error("no"));
    const outcomes = await runEachTenant(NAMES, work, { concurrency: 1, failFast: true });
    expect(outcomes.map(({ status }) => status)).toEqual(["failed", "skipped", "skipped", "skipped", "skipped"]);
  });

  it("begins no other tenant once the signal is aborted", async () => {
    const stop = new AbortController();
    const work = async (): Promise<void> => stop.abort();
    const outcomes = await runEachTenant(NAMES, work, { concurrency: 1, signal: stop.signal });
    expect(outcomes.map(({ status }) => status)).toEqual(["done", "skipped", "skipped", "skipped", "skipped"]);
  });

  it("passes the events of a run on with the name of its tenant", async () => {
    const events: TenantEvent[] = [];
    const work = async (_tenant: string, onEvent: Parameters<Parameters<typeof runEachTenant>[1]>[1]): Promise<void> =>
      onEvent({ type: "wait", holder: "somebody", waited: 0 });
    await runEachTenant(["a"], work, { onEvent: (event) => events.push(event) });
    expect(events.map(({ type }) => type)).toEqual(["tenant:start", "tenant:event", "tenant:end"]);
    expect(events[1]).toMatchObject({ tenant: "a", event: { holder: "somebody" } });
  });

  it.each([[["a", ""]], [["a\0b"]], [["a", " "]]])("refuses %j as names", async (names) => {
    await expect(runEachTenant(names, async () => undefined)).rejects.toMatchObject({ code: "CONFIG.INVALID" });
  });

  it.each([0, -1, 1.5, NaN])("refuses %d at once", async (concurrency) => {
    const run = runEachTenant(NAMES, async () => undefined, { concurrency });
    await expect(run).rejects.toMatchObject({ code: "CONFIG.INVALID" });
  });
});
