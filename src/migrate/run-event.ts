import type { DriverConnection } from "../dialect/driver";
import type { Step } from "../revisions/plan";
import type { Session } from "../session/session";

/** What a notice is about. */
export type RunNotice = "resumed" | "pooler" | "recompiled" | "stored-source" | "interrupted-run";

/** What a run reports while it goes on. Times are in milliseconds. */
export type RunEvent =
  | {
      /** Another process holds the lock: reported at once, then every ten seconds. `endWith` is the statement that ends it, should it hang. */
      readonly type: "wait";
      readonly holder: string;
      readonly waited: number;
      readonly endWith?: string;
    }
  | {
      /** Something that people should know, and that stops nothing. */
      readonly type: "notice";
      readonly notice: RunNotice;
      readonly message: string;
      /** What the message is about: revisions, runs. */
      readonly details?: Readonly<Record<string, unknown>>;
    }
  | { readonly type: "plan"; readonly steps: readonly Step[] }
  | {
      readonly type: "revision:start";
      readonly step: Step;
      readonly message: string;
      readonly position: number;
      readonly count: number;
    }
  | { readonly type: "statement:start"; readonly revision: string; readonly sql: string }
  | {
      readonly type: "statement";
      readonly revision: string;
      readonly sql: string;
      readonly milliseconds: number;
      /** The place among the statements of its revision, from 1. A run fills it in. */
      readonly position?: number;
    }
  | {
      /** A lock was not had in time: the statement, or without one the whole revision, is tried again after `delay`. */
      readonly type: "retry";
      readonly revision: string;
      readonly sql?: string;
      readonly attempt: number;
      readonly attempts: number;
      readonly delay: number;
    }
  | {
      /** The database has no way of doing the statement while others write; it runs as it is. */
      readonly type: "locks";
      readonly revision: string;
      readonly sql: string;
      readonly reason: string;
    }
  | {
      /** A batch of a revision has done a step; rows. */
      readonly type: "progress";
      readonly revision: string;
      readonly table: string;
      readonly done: number;
      readonly total: number;
    }
  | { readonly type: "revision:end"; readonly step: Step; readonly message: string; readonly milliseconds: number }
  | { readonly type: "done"; readonly steps: readonly Step[]; readonly milliseconds: number };

/** A listener for each kind of event. */
export type RunEventHandlers = {
  readonly [Type in RunEvent["type"]]?: (event: Extract<RunEvent, { readonly type: Type }>) => void;
};

/** What a run may be told. */
export interface RunOptions {
  readonly onEvent?: (event: RunEvent) => void;
  /**
   * Listeners by the name of the event.
   *
   * @example
   * await runner.upgrade("head", { events: { "revision:end": ({ step, milliseconds }) => console.log(step.revision, milliseconds) } });
   */
  readonly events?: RunEventHandlers;
  /**
   * Small revisions may share a transaction although somebody listens: they are heard of once it is committed, in their order. Default:
   * only where nobody listens.
   */
  readonly grouped?: boolean;
  /** The longest wait for another process, in seconds or with a unit (`"500ms"`, `"2m"`). Default: the configuration's `lockTimeout`, else 600. */
  readonly lockTimeout?: number | string;
  /** Arguments of the caller's for revisions and hooks (`-x key=value`): `op.x`. */
  readonly x?: Readonly<Record<string, string>>;
  /** A mark for the hooks and the record of the run (`--tag`). */
  readonly tag?: string;
  /** Stops the run between two statements: what can be rolled back is. */
  readonly signal?: AbortSignal;
  /**
   * Run on this connection instead of one of the pool. Where the caller has opened a transaction on it (`inTransaction`), everything joins it:
   * nothing is committed until the caller commits.
   */
  readonly connection?: DriverConnection;
  readonly inTransaction?: boolean;
  /**
   * The manager of a transaction: the run joins it, as `connection` and `inTransaction` say.
   *
   * @example
   * await dataSource.transaction(async (manager) => {
   *   await runner.upgrade("head", { manager });
   * });
   */
  readonly manager?: { readonly session: Session };
}

/** What a run did. */
export interface RunResult {
  readonly steps: readonly Step[];
  /** The current heads after the run. */
  readonly current: readonly string[];
}
