import { OrmError } from "../errors/orm-error";
import type { Revision } from "../revisions/revision";
import type { MigrationHost } from "./migration-host";
import type { Operations } from "./operations-facade";

/** The two functions of a revision file. */
export interface RevisionModule {
  upgrade(op: Operations): Promise<void>;
  downgrade(op: Operations): Promise<void>;
}

/** Loads the functions of a revision. @throws OrmError `REVISION.LOAD_FAILED`, `REVISION.FILE_INVALID`. */
export async function loadRevisionModule(
  host: Pick<MigrationHost, "loadModule">,
  revision: Revision,
): Promise<RevisionModule> {
  if (revision.path === undefined) {
    throw new OrmError("REVISION.LOAD_FAILED", `revision ${revision.revision} has no file`, {
      hint: "Restore the file of the revision.",
    });
  }
  const module = await host.loadModule(revision.path, "REVISION.LOAD_FAILED");
  for (const name of ["upgrade", "downgrade"] as const) {
    if (typeof module[name] !== "function") {
      throw new OrmError("REVISION.FILE_INVALID", `${revision.path}: the function ${name} is missing`, {
        hint: `Add: export async function ${name}(op: Operations): Promise<void> {}`,
        details: { revision: revision.revision, path: revision.path },
      });
    }
  }
  return module as unknown as RevisionModule;
}
