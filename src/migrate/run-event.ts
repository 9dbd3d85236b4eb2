import type { Step } from "../revisions/plan";

/** What a run reports while it goes on. Times are in milliseconds. */
export type RunEvent =
  | { readonly type: "wait"; readonly holder: string; readonly waited: number }
  | { readonly type: "plan"; readonly steps: readonly Step[] }
  | {
      readonly type: "revision:start";
      readonly step: Step;
      readonly message: string;
      readonly position: number;
      readonly count: number;
    }
  | { readonly type: "statement"; readonly revision: string; readonly sql: string; readonly milliseconds: number }
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
  | { readonly type: "revision:end"; readonly step: Step; readonly message: string; readonly milliseconds: number }
  | { readonly type: "done"; readonly steps: readonly Step[]; readonly milliseconds: number };

/** What a run may be told. */
export interface RunOptions {
  readonly onEvent?: (event: RunEvent) => void;
  /** The longest wait for another process, in seconds. Default: the configuration's `lockTimeout`, else 600. */
  readonly lockTimeout?: number;
}

/** What a run did. */
export interface RunResult {
  readonly steps: readonly Step[];
  /** The current heads after the run. */
  readonly current: readonly string[];
}
