import type { DriverConnection } from "../dialect/driver";
import type { Step } from "../revisions/plan";
import { downRevisionsOf, type Revision } from "../revisions/revision";
import { hookDatabaseOf } from "./open-hook-database";
import type { AppliedVersion, OnVersionApply } from "./hooks";
import type { MigrationHost } from "./migration-host";

/** What a run knows of a step that moved the version. */
export interface MovedVersion {
  readonly host: MigrationHost;
  readonly connection: DriverConnection;
  readonly step: Step;
  readonly revision: Revision;
  readonly x: Readonly<Record<string, string>>;
  readonly tag?: string | undefined;
}

/** Calls the project's `onVersionApply`, in the transaction of the step, one after the other. */
export async function callVersionHooks(moved: MovedVersion): Promise<void> {
  const { onVersionApply = [] } = moved.host.migrations;
  const hooks: readonly OnVersionApply[] = typeof onVersionApply === "function" ? [onVersionApply] : onVersionApply;
  if (hooks.length === 0) return;
  const version = describe(moved);
  for (const hook of hooks) await hook(version);
}

function describe({ host, connection, step, revision, x, tag }: MovedVersion): AppliedVersion {
  const isStamp = step.direction === "stamp";
  const isForward = isStamp ? step.headsAfter.includes(step.revision) : step.direction === "upgrade";
  return {
    ...hookDatabaseOf(host, connection),
    step,
    revision,
    isUpgrade: isForward,
    isStamp,
    isMigration: !isStamp,
    upRevisionId: step.revision,
    downRevisionIds: downRevisionsOf(revision),
    sourceRevisionIds: step.headsBefore,
    destinationRevisionIds: step.headsAfter,
    x,
    ...(tag === undefined ? {} : { tag }),
  };
}
