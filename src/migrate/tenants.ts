import { OrmError } from "../errors/orm-error";
import type { RunEvent } from "./run-event";
import { DEFAULT_CONCURRENCY } from "./tenant-options";

/** What happens to tenants while they are worked on. `position` counts from 1. Times are in milliseconds. */
export type TenantEvent<T = unknown> =
  | { readonly type: "tenant:start"; readonly tenant: string; readonly counts: TenantCounts }
  | { readonly type: "tenant:event"; readonly tenant: string; readonly event: RunEvent }
  | {
      readonly type: "tenant:end";
      readonly tenant: string;
      readonly outcome: TenantDone<T> | TenantFailed;
      readonly counts: TenantCounts;
    };

/** How far the work is. */
export interface TenantCounts {
  readonly total: number;
  readonly done: number;
  readonly running: number;
  readonly failed: number;
}

export interface TenantDone<T> {
  readonly status: "done";
  readonly tenant: string;
  readonly result: T;
  readonly milliseconds: number;
}

export interface TenantFailed {
  readonly status: "failed";
  readonly tenant: string;
  readonly error: unknown;
  readonly milliseconds: number;
}

/** A tenant that was not begun: another one failed and `failFast` is set, or the signal came. */
export interface TenantSkipped {
  readonly status: "skipped";
  readonly tenant: string;
}

/** What became of every tenant, in the order in which they were given. */
export type TenantOutcome<T> = TenantDone<T> | TenantFailed | TenantSkipped;

/** How the work is spread. */
export interface TenantRunOptions<T> {
  /** How many at once. Default: 4. */
  readonly concurrency?: number;
  /** Begin no other tenant after the first that fails; those under way are finished. Default: false. */
  readonly failFast?: boolean;
  onEvent?(this: void, event: TenantEvent<T>): void;
  /** Begins no other tenant once it is aborted; the work itself may end sooner with the same signal. */
  readonly signal?: AbortSignal;
}

/**
 * Does the same work for many tenants, some at once. One that fails stops none of the others. Work that is done again has nothing
 * to do where it was done already, so a run that was interrupted is simply started again.
 *
 * @param work gets the tenant and a listener for the events of its run.
 * @returns the outcomes in the order of the tenants; it throws nothing that `work` throws.
 */
export async function runEachTenant<T>(
  tenants: readonly string[],
  work: (tenant: string, onEvent: (event: RunEvent) => void) => Promise<T>,
  { concurrency = DEFAULT_CONCURRENCY, failFast = false, onEvent = () => undefined, signal }: TenantRunOptions<T> = {},
): Promise<readonly TenantOutcome<T>[]> {
  const names = checkTenants(tenants);
  const limit = checkConcurrency(concurrency);
  const outcomes = new Map<string, TenantDone<T> | TenantFailed>();
  const count = { total: names.length, done: 0, running: 0, failed: 0 };
  const waiting = names[Symbol.iterator]();
  const mayBegin = (): boolean => signal?.aborted !== true && !(failFast && count.failed > 0);

  async function runOne(tenant: string): Promise<void> {
    const started = performance.now();
    count.running += 1;
    onEvent({ type: "tenant:start", tenant, counts: { ...count } });
    const outcome = await work(tenant, (event) => onEvent({ type: "tenant:event", tenant, event })).then(
      (result) => ({ status: "done", tenant, result, milliseconds: performance.now() - started }) as const,
      (error: unknown) => ({ status: "failed", tenant, error, milliseconds: performance.now() - started }) as const,
    );
    outcomes.set(tenant, outcome);
    count.running -= 1;
    count[outcome.status] += 1;
    onEvent({ type: "tenant:end", tenant, outcome, counts: { ...count } });
  }

  /** One after the other, until none is left: `limit` of these go side by side. */
  async function runSome(): Promise<void> {
    while (mayBegin()) {
      const next = waiting.next();
      if (next.done === true) return;
      await runOne(next.value);
    }
  }

  await Promise.all(Array.from({ length: Math.min(limit, names.length) }, runSome));
  return names.map((tenant) => outcomes.get(tenant) ?? { status: "skipped", tenant });
}

/** Every name once, in its order. @throws OrmError `CONFIG.INVALID` for what is no name. */
export function checkTenants(tenants: readonly string[]): readonly string[] {
  const wrong = tenants.find((tenant) => typeof tenant !== "string" || tenant.trim() === "" || tenant.includes("\0"));
  if (wrong === undefined) return [...new Set(tenants)];
  throw new OrmError("CONFIG.INVALID", `${JSON.stringify(wrong)} in the list of tenants is no name`, {
    hint: "Give every tenant a name that is not empty: `migrations.tenants.list` gives an array of strings.",
  });
}

function checkConcurrency(concurrency: number): number {
  if (Number.isInteger(concurrency) && concurrency > 0) return concurrency;
  throw new OrmError("CONFIG.INVALID", `${String(concurrency)} tenants at once cannot be worked on`, {
    hint: "Give `concurrency` a whole number above zero.",
  });
}
