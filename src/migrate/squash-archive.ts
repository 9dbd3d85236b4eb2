import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { OrmError } from "../errors/orm-error";

/** The folder beside the revisions that no command reads. */
export const ARCHIVE_FOLDER = ".squashed";

/** A file that moves into the archive. */
export interface ArchivedFile {
  readonly from: string;
  readonly to: string;
}

/** Where the files of squashed revisions go. @throws OrmError `CONFIG.EXISTS` where the archive has such a file. */
export function planArchive(files: readonly string[]): readonly ArchivedFile[] {
  return files.map((from) => {
    const to = path.join(path.dirname(from), ARCHIVE_FOLDER, path.basename(from));
    if (!existsSync(to)) return { from, to };
    throw new OrmError("CONFIG.EXISTS", `${to} exists already`, { hint: "Move it away, or use --delete." });
  });
}

/**
 * Puts the new file in the place of the old ones. When a step fails, the files are where they were.
 * @param archive where the old files go; `"delete"`: nowhere.
 */
export async function replaceFiles(
  file: string,
  text: string,
  old: readonly string[],
  archive: readonly ArchivedFile[] | "delete",
): Promise<void> {
  const mark = randomBytes(6).toString("hex");
  const hidden = path.join(path.dirname(file), `.orm_squash_${mark}${path.extname(file)}`);
  const moves =
    archive === "delete"
      ? old.map((from) => ({ from, to: path.join(path.dirname(from), `.orm_old_${mark}_${path.basename(from)}`) }))
      : archive;
  const done: ArchivedFile[] = [];
  await writeFile(hidden, text, { flag: "wx" });
  try {
    for (const move of moves) {
      await mkdir(path.dirname(move.to), { recursive: true });
      await rename(move.from, move.to);
      done.push(move);
    }
    if (existsSync(file))
      throw new OrmError("CONFIG.EXISTS", `${file} exists already`, { hint: "Choose another message with -m." });
    await rename(hidden, file);
  } catch (error) {
    for (const { from, to } of done.reverse()) await rename(to, from);
    await rm(hidden, { force: true });
    throw error;
  }
  if (archive === "delete") for (const { to } of moves) await rm(to, { force: true });
}
