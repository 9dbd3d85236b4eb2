import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { OrmError } from "../../errors/orm-error";
import { formatSource } from "../../revisions/render/format-source";
import type { PulledFile } from "./pull-schema";

/** What became of a file. `differs`: it is there with other text, and stays as it is. */
export type FileOutcome = "new" | "unchanged" | "replaced" | "differs";

/** A file of entities, on its way to the disk. */
export interface WrittenFile {
  /** Absolute. */
  readonly file: string;
  /** TypeScript, formatted. */
  readonly text: string;
  readonly outcome: FileOutcome;
}

/** How files are written. */
export interface WriteOptions {
  /** Replace files that hold something else. */
  readonly force: boolean;
  /** Write nothing, only say what would become of each file. */
  readonly dryRun: boolean;
}

/**
 * Formats files in the user's style and writes them into a folder: all of them or, where one is there already and holds something else,
 * none.
 * @throws OrmError `PULL.FILES_DIFFER` without `force`.
 */
export async function writePulledFiles(
  folder: string,
  files: readonly PulledFile[],
  { force, dryRun }: WriteOptions,
): Promise<readonly WrittenFile[]> {
  const planned: WrittenFile[] = [];
  for (const { name, source } of files) {
    const file = path.join(folder, name);
    const text = await formatSource(source, file, await styleOf(file));
    planned.push({ file, text, outcome: await outcomeOf(file, text, force) });
  }
  if (dryRun) return planned;
  const differing = planned.filter(({ outcome }) => outcome === "differs").map(({ file }) => file);
  if (differing.length > 0) throw filesDiffer(differing, folder);
  for (const { file, text, outcome } of planned) {
    if (outcome === "unchanged") continue;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return planned;
}

async function outcomeOf(file: string, text: string, force: boolean): Promise<FileOutcome> {
  const present = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (present === undefined) return "new";
  if (present === text) return "unchanged";
  return force ? "replaced" : "differs";
}

async function styleOf(file: string): Promise<Readonly<Record<string, unknown>>> {
  const { resolveConfig } = await import("prettier");
  return { ...(await resolveConfig(file, { editorconfig: true }).catch(() => null)) };
}

function filesDiffer(files: readonly string[], folder: string): OrmError {
  const names = files.map((file) => `"${path.relative(folder, file)}"`).join(", ");
  return new OrmError("PULL.FILES_DIFFER", `${names} in "${folder}" would be overwritten; nothing was written`, {
    hint: "Write into another folder with --out and compare, or replace what you changed with --force.",
    details: { files },
  });
}
