import { randomBytes } from "node:crypto";
import { mkdir, rm, rmdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { OrmError } from "../errors/orm-error";
import type { MigrationHost } from "./migration-host";
import { loadRevisionModule, type RevisionModule } from "./revision-module";

/**
 * Loads the text of a revision that has no file, from where its file would be: its imports lead to the same modules. It stands there
 * under a hidden name, which no command takes for a revision, and only until it is loaded. Errors name the file itself.
 *
 * @param prefix of the hidden name; it begins with a dot.
 * @throws OrmError `REVISION.LOAD_FAILED`, `REVISION.FILE_INVALID`; what the file system throws.
 */
export async function loadFromText(
  host: MigrationHost,
  revision: string,
  file: string,
  source: string,
  prefix: string,
): Promise<RevisionModule> {
  const folder = path.dirname(file);
  const made = await mkdir(folder, { recursive: true });
  const hidden = path.join(folder, `${prefix}${randomBytes(6).toString("hex")}${path.extname(file)}`);
  try {
    await writeFile(hidden, source, { flag: "wx" });
    return await loadRevisionModule(host, {
      revision,
      path: hidden,
      downRevision: null,
      branchLabels: [],
      dependsOn: [],
    });
  } catch (error) {
    throw withFileName(error, path.basename(hidden), path.basename(file));
  } finally {
    await rm(hidden, { force: true });
    if (made !== undefined) await removeFolders(folder, made);
  }
}

/** A message must not name a file that nobody can find. */
function withFileName(error: unknown, hidden: string, name: string): unknown {
  if (!OrmError.is(error)) return error;
  return new OrmError(error.code, error.message.replaceAll(hidden, name), {
    ...(error.hint === undefined ? {} : { hint: error.hint.replaceAll(hidden, name) }),
    details: { file: name },
    cause: error,
  });
}

/** Takes away the folders that were made, from the innermost on, as far as they are empty. */
async function removeFolders(innermost: string, outermost: string): Promise<void> {
  for (let folder = innermost; folder.length >= outermost.length; folder = path.dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
}
