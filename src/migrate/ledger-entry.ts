import { readFileSync } from "node:fs";
import path from "node:path";
import { checksumOf, formOfFile } from "../revisions/checksum";
import { downRevisionsOf, type Revision } from "../revisions/revision";
import type { LedgerEntry } from "./ledger";

/** What a file says at this moment. */
export type FileFacts = Pick<LedgerEntry, "fileName" | "form" | "checksum" | "source" | "message">;

/** The longest source that is kept, in characters: servers refuse packets of several megabytes. */
const LONGEST_SOURCE = 4_000_000;

/** Reads what the ledger keeps of a revision's file; `undefined` where it has none. */
export function readFileFacts({ path: file, message = "" }: Revision): FileFacts | undefined {
  const text = file === undefined ? undefined : readIfThere(file);
  if (file === undefined || text === undefined) return undefined;
  return {
    fileName: path.basename(file),
    form: formOfFile(file),
    checksum: checksumOf(text),
    // Not every database can hold the character 0 in a text.
    source: text.length > LONGEST_SOURCE || text.includes("\0") ? null : text,
    message,
  };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** The entry of a revision that was just applied. */
export function createEntry(
  revision: Revision,
  file: FileFacts,
  applied: Pick<LedgerEntry, "appliedAt" | "appliedBy" | "milliseconds" | "runId" | "how">,
): LedgerEntry {
  return {
    ...file,
    ...applied,
    revision: revision.revision,
    downRevision: downRevisionsOf(revision),
    dependsOn: revision.dependsOn,
    branchLabels: revision.branchLabels,
  };
}
