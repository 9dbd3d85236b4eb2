import { OrmError } from "../errors/orm-error";
import { loadFromText } from "./load-from-text";
import type { MigrationHost } from "./migration-host";
import type { RevisionModule } from "./revision-module";

/**
 * Loads the text of a revision whose file is still to be written, from where it is going to be.
 * @throws OrmError `REVISION.LOAD_FAILED`, `REVISION.FILE_INVALID`.
 */
export async function loadProposedRevision(
  host: MigrationHost,
  revision: string,
  file: string,
  source: string,
): Promise<RevisionModule> {
  try {
    return await loadFromText(host, revision, file, source, ".orm_proof_");
  } catch (error) {
    if (!OrmError.is(error)) throw error;
    throw new OrmError(error.code, `the new revision was not written: ${error.message}`, {
      hint: "It comes from the models and from the project's revision template: correct what does not load.",
      details: error.details,
      cause: error,
    });
  }
}
